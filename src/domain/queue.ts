import type { EntityKey } from './keys.ts';
import type { EpochMs, PerSecond } from './units.ts';

/** `task`: carries tasks; `internal`: events, pidbox, replies and delay queues of Celery itself (CELERY.md §2). */
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
  deadLetter: string | null;
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

/** Celery's own queues: events, remote control, replies, native delay (CELERY.md §2, noise to hide by default). */
export function roleOfQueue(name: string): QueueRole {
  const internal =
    name.startsWith('celeryev.') ||
    name.endsWith('.celery.pidbox') ||
    name.endsWith('.reply.celery.pidbox') ||
    /^celery_delayed_\d+$/.test(name);
  return internal ? 'internal' : 'task';
}
