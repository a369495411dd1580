import type { Messaging } from '../world/messaging.ts';
import { mustHave } from './access.ts';
import type { BrokerUser } from './access.ts';
import { bindingsOf } from './bindings.ts';
import { ApiError, columns, listed } from './collection.ts';
import { consumerBodies } from './connections.ts';
import { leanQueueBody, queueBody } from './queue-body.ts';
import { allQueues } from './queue-facts.ts';
import type { QueueFacts } from './queue-facts.ts';
import { rangesOf } from './series.ts';

/** What a route gets; `parts` are the decoded path segments after its name. */
export type RouteContext = {
  readonly messaging: Messaging;
  readonly user: BrokerUser;
  readonly query: URLSearchParams;
  readonly parts: readonly string[];
};

/** What a route answers: JSON, or nothing. */
export type RouteReply = { readonly status: number; readonly body?: unknown };

export const found = (body: unknown): RouteReply => ({ status: 200, body });

export function notFound(): never {
  throw new ApiError(404, 'Object Not Found', 'Not Found');
}

/** There is one virtual host; another one, or an unencoded slash, is not found. */
export function mustBeVhost(vhost: string | undefined): void {
  if (vhost !== '/') notFound();
}

/** GET /api/queues and /api/queues/{vhost}. */
export function listQueues({ messaging, user, query }: RouteContext): RouteReply {
  // Users without a permission on the virtual host see no queue at all.
  const nowMs = messaging.nowMs();
  const facts = user.permissions === null ? [] : allQueues(messaging.broker, nowMs);
  if (query.get('disable_stats') === 'true') {
    const totals = query.get('enable_queue_totals') === 'true';
    return found(
      listed(
        facts.map((each) => leanQueueBody(each, totals)),
        query,
      ),
    );
  }
  const ranges = rangesOf(query);
  return found(
    listed(
      facts.map((each) => queueBody(each, ranges, nowMs)),
      query,
    ),
  );
}

function mustFind(messaging: Messaging, name: string): QueueFacts {
  return allQueues(messaging.broker, messaging.nowMs()).find((facts) => facts.name === name) ?? notFound();
}

function consumersOf(messaging: Messaging, name: string): unknown[] {
  return consumerBodies(messaging).filter((body) => {
    const queue = body['queue'];
    return typeof queue === 'object' && queue !== null && 'name' in queue && queue.name === name;
  });
}

function readQueue({ messaging, query }: RouteContext, name: string): RouteReply {
  const facts = mustFind(messaging, name);
  const body = queueBody(facts, rangesOf(query), messaging.nowMs());
  const more =
    'messages' in body ? { consumer_details: consumersOf(messaging, name), deliveries: [], incoming: [] } : {};
  return found(columns({ ...more, ...body }, query));
}

function deleteQueue({ messaging, user, query }: RouteContext, name: string): RouteReply {
  const facts = mustFind(messaging, name);
  mustHave(user, 'configure', name);
  const ready = facts.queue?.ready.count ?? 0;
  const refusal = (what: string): never => {
    throw new ApiError(400, 'bad_request', `queue '${name}' in vhost '/' ${what}`);
  };
  if (query.get('if-empty') === 'true' && ready > 0) refusal('not empty');
  if (query.get('if-unused') === 'true' && (facts.queue?.consumers.size ?? 1) > 0) refusal('in use');
  messaging.broker.delete(name);
  return { status: 204 };
}

function purgeQueue({ messaging, user }: RouteContext, name: string): RouteReply {
  mustFind(messaging, name);
  mustHave(user, 'read', name);
  messaging.purge(name);
  return { status: 204 };
}

/** Everything under /api/queues/{vhost}/{name}; null if the method is not allowed there. */
export function oneQueue(method: string, context: RouteContext): RouteReply | null {
  const [, name = '', sub] = context.parts;
  if (sub === undefined) {
    if (method === 'GET') return readQueue(context, name);
    return method === 'DELETE' ? deleteQueue(context, name) : null;
  }
  if (sub === 'contents') return method === 'DELETE' ? purgeQueue(context, name) : null;
  if (sub === 'bindings') return method === 'GET' ? found(bindingsOf(mustFind(context.messaging, name))) : null;
  return notFound();
}

/** GET /api/bindings[/{vhost}]. */
export function listBindings({ messaging, query }: RouteContext): RouteReply {
  return found(listed(allQueues(messaging.broker, messaging.nowMs()).flatMap(bindingsOf), query));
}
