import { sendBody } from '../http/upstream.ts';
import type { Exchange, Handler, UpstreamContext } from '../http/upstream.ts';
import { mustAdminister, mustMonitor, userOf } from './access.ts';
import type { BrokerUser } from './access.ts';
import { ApiError, columns, listed } from './collection.ts';
import { allConnections, channelBodies, connectionBody, consumerBodies } from './connections.ts';
import { nodeBody } from './nodes.ts';
import { clusterName, overviewBody, vhostBodies } from './overview.ts';
import { nodeName } from './queue-body.ts';
import { found, listBindings, listQueues, mustBeVhost, notFound, oneQueue } from './queue-routes.ts';
import type { RouteContext, RouteReply } from './queue-routes.ts';
import { rangesOf } from './series.ts';

/** How the management API is set up. */
export type RabbitmqOptions = {
  /** Who may log in; nobody needs to if empty [empty]. */
  readonly users?: readonly BrokerUser[];
};

type Route = (context: RouteContext) => RouteReply;

const policies = [
  {
    vhost: '/',
    name: 'dead-letter-ttl',
    pattern: '^dead-letter$',
    'apply-to': 'queues',
    definition: { 'max-length': 10_000, 'message-ttl': 86_400_000 },
    priority: 1,
  },
];

function readNode({ messaging, user, query, parts }: RouteContext): RouteReply {
  mustMonitor(user);
  const [name] = parts;
  const body = nodeBody(messaging, rangesOf(query).node);
  if (name === undefined) return found(listed([body], query));
  // Not 404: an unknown node is a crash of the API (measured on RabbitMQ 3.10.8).
  if (name !== nodeName) throw new ApiError(500, null);
  return found(columns(body, query));
}

function check({ parts }: RouteContext): RouteReply {
  const [, name = '', arg] = parts;
  switch (name) {
    case 'alarms':
    case 'local-alarms':
    case 'virtual-hosts':
      return found({ status: 'ok' });
    case 'node-is-quorum-critical':
    case 'node-is-mirror-sync-critical':
      return found({ status: 'ok', reason: 'single node cluster' });
    case 'port-listener':
      return arg === '5672'
        ? found({ status: 'ok', port: 5672 })
        : {
            status: 503,
            body: { status: 'failed', reason: 'No active listener', missing: Number(arg), ports: [5672, 15672] },
          };
    default:
      return notFound();
  }
}

/** Reads by their first path segment; a virtual host may follow where a list has one. */
const reads: Readonly<Record<string, Route>> = {
  overview: (context) => found(columns(overviewBody(context.messaging, rangesOf(context.query)), context.query)),
  'cluster-name': () => found({ name: clusterName }),
  whoami: ({ user }) => found({ name: user.name, tags: [user.tag] }),
  vhosts: ({ messaging, query, parts }) => {
    const bodies = vhostBodies(messaging);
    if (parts.length === 0) return found(listed(bodies, query));
    mustBeVhost(parts[0]);
    return found(columns(bodies[0], query));
  },
  nodes: readNode,
  policies: () => found(policies),
  bindings: (context) => {
    if (context.parts.length > 0) mustBeVhost(context.parts[0]);
    return listBindings(context);
  },
  consumers: ({ messaging, query, parts }) => {
    if (parts.length > 0) mustBeVhost(parts[0]);
    return found(columns(consumerBodies(messaging), query));
  },
  connections: ({ messaging, user, query }) => {
    const rows = user.tag === 'management' ? [] : allConnections(messaging);
    return found(
      listed(
        rows.map((row) => connectionBody(row, messaging.nowMs())),
        query,
      ),
    );
  },
  channels: ({ messaging, user, query }) =>
    found(listed(user.tag === 'management' ? [] : channelBodies(messaging), query)),
  health: check,
  users: ({ user }) => {
    mustAdminister(user);
    return found([]);
  },
};

function segments(path: string): string[] | null {
  if (!path.startsWith('/api/')) return null;
  try {
    return path.slice('/api/'.length).split('/').map(decodeURIComponent);
  } catch {
    return null;
  }
}

const notAllowed: RouteReply = { status: 405 };

function route(method: string, name: string, context: RouteContext): RouteReply {
  if (name === 'queues' && context.parts.length > 0) mustBeVhost(context.parts[0]);
  if (name === 'queues' && context.parts.length > 1) return oneQueue(method, context) ?? notAllowed;
  if (name === 'queues') return method === 'GET' ? listQueues(context) : notAllowed;
  const read = Object.hasOwn(reads, name) ? reads[name] : undefined;
  if (read === undefined) return notFound();
  return method === 'GET' ? read(context) : notAllowed;
}

const common = {
  'cache-control': 'no-cache',
  'content-security-policy': "script-src 'self' 'unsafe-eval' 'unsafe-inline'; object-src 'self'",
  server: 'Cowboy',
  vary: 'accept, accept-encoding, origin',
};

function send(exchange: Exchange, status: number, body: unknown): void {
  const headers = {
    ...common,
    ...(status === 401 ? { 'www-authenticate': 'Basic realm="RabbitMQ Management"' } : {}),
    ...(status === 405 ? { allow: 'HEAD, GET, OPTIONS' } : {}),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  if (status === 204) {
    exchange.res.writeHead(204, headers);
    exchange.res.end();
    return;
  }
  sendBody(exchange, status, headers, body === undefined ? '' : JSON.stringify(body));
}

/** The front door of the simulated RabbitMQ management API 3.10.8. */
export function createRabbitmqHandler(context: UpstreamContext, options: RabbitmqOptions = {}): Handler {
  const { users = [] } = options;
  return (exchange) => {
    const { messaging } = context.world();
    if (messaging.broker.state === 'stopped') {
      // The API dies with the broker: nobody answers on its port.
      exchange.req.socket.resetAndDestroy();
      return;
    }
    const method = exchange.method === 'HEAD' ? 'GET' : exchange.method;
    try {
      if (method === 'OPTIONS') {
        send(exchange, 200, undefined);
        return;
      }
      const [name, ...parts] = segments(exchange.path) ?? notFound();
      const user = userOf(exchange.req, users);
      const reply = route(method, name ?? '', { messaging, user, query: exchange.query, parts });
      send(exchange, reply.status, reply.body);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      send(exchange, error.status, error.body ?? undefined);
    }
  };
}
