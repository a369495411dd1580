import { allQueues } from '../rabbitmq/queue-facts.ts';
import { queueBody } from '../rabbitmq/queue-body.ts';
import type { Worker } from '../world/celery-worker.ts';
import type { Messaging } from '../world/messaging.ts';
import type { FlowerCall } from './context.ts';
import { json, refuse } from './reply.ts';
import type { Reply } from './reply.ts';

/** Measured on Flower 2.2.0: a broadcast waits its second out; one worker answers at once or not within two. */
const broadcastMs = 1_030;
const answerMs = 35;
const noAnswerMs = 2_030;
/** With the broker away it gives up earlier. */
const awayBroadcastMs = 670;
const awayOneMs = 1_220;

async function refresh({ messaging, cache, sleep }: FlowerCall, name: string | null): Promise<void> {
  if (messaging.broker.state === 'stopped') {
    await sleep(name === null ? awayBroadcastMs : awayOneMs);
    return;
  }
  if (name === null) {
    await sleep(broadcastMs);
    cache.refreshAll();
    return;
  }
  const worker = messaging.worker(name);
  const alive = worker !== undefined && cache.answers(worker);
  await sleep(alive ? answerMs : noAnswerMs);
  if (alive) cache.refreshOne(name);
}

function lastBeat(messaging: Messaging, name: string): number | null {
  return messaging.worker(name)?.heartbeat.lastAtMs(messaging.nowMs()) ?? null;
}

function isAlive(messaging: Messaging, name: string): boolean {
  return messaging.monitor.alive(name, lastBeat(messaging, name), messaging.nowMs());
}

/** GET /api/workers: the inspect cache, or with `status` the event state, whose names may differ. */
export async function readWorkers(call: FlowerCall): Promise<Reply> {
  const { messaging, cache, args } = call;
  const wanted = args.flag('refresh');
  const status = args.flag('status');
  const name = args.optional('workername');
  if (wanted) await refresh(call, name);
  if (status) {
    const names = [...messaging.monitor.workers.keys()].filter((known) => name === null || known === name);
    return json(Object.fromEntries(names.map((known) => [known, isAlive(messaging, known)])));
  }
  if (name === null) return json(cache.all());
  const body = cache.get(name);
  return body === undefined ? refuse(404, `Unknown worker '${name}'`) : json({ [name]: body });
}

const countNames = {
  received: 'task-received',
  started: 'task-started',
  succeeded: 'task-succeeded',
  retried: 'task-retried',
  failed: 'task-failed',
  revoked: 'task-revoked',
  rejected: 'task-rejected',
} as const;

function load(worker: Worker | undefined): readonly number[] {
  const busy = worker === undefined ? 0 : worker.active.size / Math.max(1, worker.pool.pids.length);
  return [1.8, 1.1, 0.6].map((factor) => Number((0.05 + factor * busy).toFixed(2)));
}

function beats(messaging: Messaging, name: string, lastEventMs: number | null): number[] {
  const last = lastBeat(messaging, name);
  const known = [last === null ? null : last - 4_000, last === null ? null : last - 2_000, last, lastEventMs];
  return known
    .filter((ms) => ms !== null)
    .sort((a, b) => a - b)
    .map((ms) => ms / 1000);
}

/** GET /workers?json=1: not the API, but cheap: counters since Flower's start and the last heartbeats. */
export function readWorkersView({ messaging }: FlowerCall): Reply {
  const data = [...messaging.monitor.workers.values()].map((record) => {
    const worker = messaging.worker(record.name);
    const counts: Record<string, number> = {};
    for (const [kind, label] of Object.entries(countNames)) {
      const count = [...record.counts].find(([known]) => known === kind)?.[1];
      if (count !== undefined) counts[label] = count;
    }
    return {
      'worker-heartbeat': worker?.heartbeat.count(messaging.nowMs()) ?? 0,
      ...counts,
      hostname: record.name,
      pid: worker?.identity.pid ?? null,
      freq: 2,
      heartbeats: beats(messaging, record.name, record.lastEventMs),
      clock: messaging.monitor.clock,
      active: worker?.active.size ?? 0,
      processed: [...(worker?.totals.values() ?? [])].reduce((sum, count) => sum + count, 0),
      loadavg: load(worker),
      sw_ident: 'py-celery',
      sw_ver: '5.7.0',
      sw_sys: 'Linux',
      status: isAlive(messaging, record.name),
    };
  });
  return json({ data });
}

/** GET /api/queues/length: only queues a *cached* worker consumes, and silently none when the broker's API does not answer. */
export function readQueueLengths({ messaging, cache }: FlowerCall): Reply {
  if (messaging.broker.state === 'stopped') return json({ active_queues: [] });
  const names = new Set<string>();
  for (const body of Object.values(cache.all())) {
    const queues = body['active_queues'];
    for (const queue of Array.isArray(queues) ? queues : []) {
      if (typeof queue === 'object' && queue !== null && 'name' in queue) names.add(String(queue.name));
    }
  }
  const nowMs = messaging.nowMs();
  const none = { lengths: null, messages: null, data: null, node: null };
  const facts = allQueues(messaging.broker, nowMs).filter((queue) => names.has(queue.name));
  return json({ active_queues: facts.map((queue) => queueBody(queue, none, nowMs)) });
}
