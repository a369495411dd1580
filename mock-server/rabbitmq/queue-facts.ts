import { hostAddress } from '../world/broker-links.ts';
import type { Link } from '../world/broker-links.ts';
import type { Queue, QueueDeclaration } from '../world/broker-queue.ts';
import { sampleOf, statisticsStepMs } from '../world/broker-statistics.ts';
import type { QueueSample } from '../world/broker-statistics.ts';
import { delayLevels } from '../world/broker.ts';
import type { Broker } from '../world/broker.ts';

/** All the management API needs of a queue, whether the world has it or it is one of Celery's own that are only implied. */
export type QueueFacts = {
  readonly name: string;
  readonly kind: 'classic' | 'quorum';
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly exclusive: boolean;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly policy: string | null;
  readonly maxPriority: number | null;
  /** Consumers take without acknowledging: events and remote control. */
  readonly noAck: boolean;
  /** The last collected sample at or before a time; null if none was. */
  readonly sampleAt: (atMs: number) => QueueSample | null;
  readonly idleSinceMs: number | null;
  readonly queue: Queue | null;
};

function declaredArguments(queue: QueueDeclaration): Record<string, unknown> {
  return {
    ...(queue.deadLetterExchange === null ? {} : { 'x-dead-letter-exchange': queue.deadLetterExchange }),
    ...(queue.deliveryLimit === null ? {} : { 'x-delivery-limit': queue.deliveryLimit }),
    ...(queue.maxPriority === null ? {} : { 'x-max-priority': queue.maxPriority }),
    ...(queue.kind === 'classic' ? {} : { 'x-queue-type': 'quorum' }),
  };
}

/** Samples are in order of time: the last one not after `atMs`. */
function lastNotAfter(samples: readonly QueueSample[], atMs: number): QueueSample | null {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.atMs ?? Infinity) <= atMs) low = middle + 1;
    else high = middle;
  }
  return samples[low - 1] ?? null;
}

function realQueue(queue: Queue, broker: Broker, nowMs: number): QueueFacts {
  const { declaration } = queue;
  const samples = broker.statistics.of(queue.name);
  const activeAtMs = queue.activeAtMs ?? queue.createdAtMs;
  // Queues as old as the world have been collected before it began; a paused clock shall not hide them.
  const old = samples.length === 0 && queue.createdAtMs === broker.startedAtMs;
  const first = old ? sampleOf(queue, nowMs) : null;
  return {
    name: queue.name,
    kind: declaration.kind,
    durable: true,
    autoDelete: false,
    exclusive: false,
    arguments: declaredArguments(declaration),
    policy: declaration.policy,
    maxPriority: declaration.maxPriority,
    noAck: false,
    sampleAt: (atMs) => lastNotAfter(samples, atMs) ?? first,
    idleSinceMs: nowMs - activeAtMs >= statisticsStepMs && queue.unacked === 0 ? activeAtMs : null,
    queue,
  };
}

/** A queue of Celery's own chatter: always empty, so many messages through it per second. */
function chatter(name: string, args: Record<string, unknown>, sinceMs: number, perSecond: number): QueueFacts {
  const sampleAt = (atMs: number): QueueSample | null => {
    if (atMs < sinceMs) return null;
    const passed = Math.floor(((atMs - sinceMs) / 1000) * perSecond);
    const counters = { publish: passed, deliver: passed, ack: 0, redeliver: 0 };
    return { atMs, ready: 0, unacked: 0, consumers: 1, counters };
  };
  return {
    name,
    kind: 'classic',
    durable: false,
    autoDelete: true,
    exclusive: true,
    arguments: args,
    policy: null,
    maxPriority: null,
    noAck: true,
    sampleAt,
    idleSinceMs: null,
    queue: null,
  };
}

const eventArguments = { 'x-expires': 60_000, 'x-message-ttl': 5_000 };
const mailboxArguments = { 'x-expires': 10_000, 'x-message-ttl': 300_000 };

function linkQueues(link: Link): QueueFacts[] {
  return [
    chatter(`celeryev.${link.eventQueueId}`, eventArguments, link.openedAtMs, 0.5),
    chatter(`${link.worker}.celery.pidbox`, mailboxArguments, link.openedAtMs, 0.05),
  ];
}

/** Flower's own connection: listens to all events, and has a mailbox for answers. */
export const flowerLink = {
  eventQueueId: '878ccfa8-1117-4379-b975-be2eaf2e3021',
  replyQueueId: '6007933d-ddb7-3c37-8483-abb6a95792a1',
  peerHost: hostAddress('flower-1'),
  peerPort: 37198,
} as const;

function delayedQueue(level: number, messages: number, sinceMs: number): QueueFacts {
  const args = {
    'x-dead-letter-exchange': level === 0 ? 'celery_delayed_delivery' : `celery_delayed_${level - 1}`,
    'x-dead-letter-strategy': 'at-least-once',
    'x-message-ttl': 2 ** level * 1000,
    'x-overflow': 'reject-publish',
    'x-queue-type': 'quorum',
  };
  const sampleAt = (atMs: number): QueueSample | null =>
    atMs < sinceMs ? null : { atMs, ready: messages, unacked: 0, consumers: 0, counters: null };
  const base = {
    kind: 'quorum',
    durable: true,
    autoDelete: false,
    exclusive: false,
    policy: null,
    noAck: false,
  } as const;
  const name = `celery_delayed_${level}`;
  return { ...base, name, maxPriority: null, arguments: args, sampleAt, idleSinceMs: null, queue: null };
}

/** Every queue of the virtual host, by name: four in ten are the shop's, the rest is noise. */
export function allQueues(broker: Broker, nowMs: number): QueueFacts[] {
  if (broker.queues.size === 0) return [];
  const since = broker.startedAtMs;
  const found: QueueFacts[] = [];
  let anyQuorum = false;
  for (const queue of broker.queues.values()) {
    found.push(realQueue(queue, broker, nowMs));
    if (queue.declaration.kind === 'quorum') anyQuorum = true;
  }
  for (const link of broker.links.values()) found.push(...linkQueues(link));
  found.push(chatter(`celeryev.${flowerLink.eventQueueId}`, eventArguments, since, 12));
  found.push(chatter(`${flowerLink.replyQueueId}.reply.celery.pidbox`, mailboxArguments, since, 0.1));
  if (anyQuorum) {
    for (let level = 0; level < delayLevels; level += 1) {
      found.push(delayedQueue(level, broker.delayed[level] ?? 0, since));
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
