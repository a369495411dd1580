import type { EntityKey } from './keys.ts';
import type { DurationMs, EpochMs } from './units.ts';

/**
 * Three different pictures (and a fourth for honesty): `online`, `gone` (heartbeats stopped while the broker answers), `away` (the
 * broker is away, so nobody can tell), `unknown` (Flower itself does not answer).
 */
export type WorkerState = 'online' | 'gone' | 'away' | 'unknown';

/** What a worker is doing right now, as it said itself; strings are reprs. */
export interface WorkerTask {
  id: string;
  name: string;
  argsText: string;
  startedAtMs: EpochMs | null;
}

/** A Celery worker, fused from events (state, heartbeats) and inspections (pool, queues), each with its own age. */
export interface Worker {
  key: EntityKey;
  source: string;
  /** `celery@host`. */
  name: string;
  host: string;
  pid: number | null;
  /** What the events say; the engine fuses it with the broker's state. */
  alive: boolean | null;
  heartbeatAtMs: EpochMs | null;
  /** Beat interval the worker announced. */
  beatMs: DurationMs | null;
  load: readonly number[];
  /** Running now, from events. */
  active: number | null;
  /** Counters since the worker (or Flower, whichever is younger) started. */
  processed: number | null;
  failed: number | null;
  retried: number | null;
  pool: string | null;
  /** Live processes: `max-concurrency` does not follow grow and shrink (measured), so these are counted. */
  processes: number | null;
  autoscale: { min: number; max: number } | null;
  prefetch: number | null;
  queues: readonly string[];
  /** Known only after a refresh of this worker. */
  activeTasks: readonly WorkerTask[] | null;
  reserved: number | null;
  scheduled: number | null;
  /** When the inspection was answered. */
  inspectedAtMs: EpochMs | null;
  software: string | null;
}
