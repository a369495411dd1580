import type { EntityKey } from './keys.ts';
import type { EpochMs, PerSecond } from './units.ts';

/** `task`: carries tasks; `internal`: events, pidbox, replies and delay queues of Celery itself (measured on Celery 5.7.0). */
export type QueueRole = 'task' | 'internal';

/** A queue of a broker. Everything a broker may leave out is null: unknown is not 0. */
export interface Queue {
  key: EntityKey;
  source: string;
  vhost: string;
  name: string;
  role: QueueRole;
  type: 'classic' | 'quorum' | 'stream' | 'unknown';
  /** The broker's own word: running, down, crashed, minority … */
  state: string;
  /** ready + unacked. */
  depth: number | null;
  ready: number | null;
  unacked: number | null;
  inPerS: PerSecond | null;
  outPerS: PerSecond | null;
  ackPerS: PerSecond | null;
  consumers: number | null;
  memoryBytes: number | null;
  idleSinceMs: EpochMs | null;
  /** The exchange its dead letters go to, and under which key; the key null: the one they came with. */
  deadLetter: string | null;
  deadLetterKey: string | null;
}

/** One consumer of a queue; `connection` is shared with the worker's pidbox consumer, which is how it gets a name. */
export interface Consumer {
  key: EntityKey;
  source: string;
  vhost: string;
  queue: string;
  connection: string;
  peerHost: string | null;
  prefetch: number | null;
}

/** Celery's own queues: events, remote control, replies, native delay (measured on Celery 5.7.0; noise to hide by default). */
export function roleOfQueue(name: string): QueueRole {
  const internal =
    name.startsWith('celeryev.') ||
    name.endsWith('.celery.pidbox') ||
    name.endsWith('.reply.celery.pidbox') ||
    /^celery_delayed_\d+$/.test(name);
  return internal ? 'internal' : 'task';
}

/**
 * Whether there is evidence that a queue takes dead letters: another queue of its vhost sends them under its name, or its own name says
 * so and the broker counts no arrival, for dead letters are not counted as such (measured on RabbitMQ 3.10.8). No arrivals alone say
 * nothing: the counters begin anew with the broker.
 */
export function takesDeadLetters(queue: Queue, all: Iterable<Queue>): boolean {
  if (queue.inPerS === null && /(?:^|[^a-z])(?:dead|dlq|dlx)/i.test(queue.name)) return true;
  for (const { source, vhost, key, deadLetter, deadLetterKey } of all) {
    if (deadLetter === null || key === queue.key || source !== queue.source || vhost !== queue.vhost) continue;
    if (deadLetterKey === queue.name || deadLetter === queue.name) return true;
  }
  return false;
}
