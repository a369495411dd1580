import type { EntityKey } from '../domain/keys.ts';
import type { Queue } from '../domain/queue.ts';
import type { SourceStatus } from '../domain/source.ts';
import type { DurationMs, EpochMs } from '../domain/units.ts';
import type { Worker, WorkerState } from '../domain/worker.ts';
import type { WorkerRow } from '../protocol/rows.ts';
import { sameContent } from './equal.ts';

/** What a worker's state is judged by beside its own words. */
export interface WorkerSurroundings {
  /** The source that tells about the worker. */
  teller: SourceStatus['state'];
  /** The brokers it may be connected to, each with its last answer. */
  brokers: readonly { status: SourceStatus; contactAtMs: EpochMs | null }[];
  /** Queues it drains, where known. */
  queues: readonly Queue[];
  /** When the gateway first heard that its heartbeats stopped; null while they have not. */
  silentSinceMs: EpochMs | null;
  /** No broker can be asked, and all workers fell silent together. */
  silentAtOnce: boolean;
  /** Since the broker was last seen away during this silence; null when it never was. */
  sinceAwayMs: DurationMs | null;
}

/** Heartbeats stop some seconds before they are missed; a broker that answered within this time before was there when they stopped. */
const missedAfterMs: DurationMs = 3_000;
/** When its broker is back, a worker tries again at most 30 s apart [Celery's source] and then beats: measured 1 to 11.5 s after 20 s. */
const reconnectMs: DurationMs = 35_000;
const heartbeatStepMs = 10_000;
const standingStates: ReadonlySet<string> = new Set(['down', 'stopped', 'crashed']);

/** Online, gone, away or unknown: heartbeats that stop mean a lost worker only while the broker that carries them answers. */
export function workerStateOf(worker: Worker, around: WorkerSurroundings): WorkerState {
  if (around.teller === 'lost' || around.teller === 'connecting' || worker.alive === null) return 'unknown';
  if (worker.alive) return 'online';
  if (around.brokers.length === 0) return around.silentAtOnce ? 'away' : 'gone';
  if (around.brokers.every(({ status }) => status.state === 'lost')) return 'away';
  if (around.queues.length > 0 && around.queues.every((queue) => standingStates.has(queue.state))) return 'away';
  if (around.sinceAwayMs !== null && around.sinceAwayMs <= reconnectMs) return 'away';
  const provenFromMs = (around.silentSinceMs ?? Infinity) - missedAfterMs;
  const proven = around.brokers.some(({ contactAtMs }) => contactAtMs !== null && contactAtMs >= provenFromMs);
  return proven ? 'gone' : 'unknown';
}

/** The row of a worker. */
export function workerRowOf(worker: Worker, state: WorkerState, app: EntityKey | null): WorkerRow {
  return {
    key: worker.key,
    name: worker.name,
    host: worker.host,
    state,
    heartbeatAtMs: heartbeatOf(worker, state),
    pid: worker.pid,
    pool: worker.pool,
    processes: worker.processes,
    autoscale: worker.autoscale,
    active: worker.active,
    reserved: worker.reserved,
    queues: worker.queues,
    processed: worker.processed,
    failed: worker.failed,
    load: worker.load.map(roundLoad),
    app,
    inspectedAtMs: worker.inspectedAtMs,
  };
}

/** Whether two rows differ in nothing but figures that tremble with every reading. */
export function differsInFigures(a: WorkerRow, b: WorkerRow): boolean {
  const { active, reserved, processed, failed, load, heartbeatAtMs, inspectedAtMs } = a;
  return sameContent(a, { ...b, active, reserved, processed, failed, load, heartbeatAtMs, inspectedAtMs });
}

/** In steps of 0.05. */
function roundLoad(load: number): number {
  return Math.round(load * 20) / 20;
}

/** In steps while online: a row that changed with every beat would be sent with every beat. */
function heartbeatOf({ heartbeatAtMs }: Worker, state: WorkerState): EpochMs | null {
  if (heartbeatAtMs === null || state !== 'online') return heartbeatAtMs;
  return Math.floor(heartbeatAtMs / heartbeatStepMs) * heartbeatStepMs;
}
