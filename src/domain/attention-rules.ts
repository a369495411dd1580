import type { App } from './app.ts';
import type { Attention, Trouble } from './attention.ts';
import type { Deployment } from './deployment.ts';
import type { Flow, Offer } from './drain.ts';
import type { EntityKey } from './keys.ts';
import type { Launch } from './launch.ts';
import type { Queue } from './queue.ts';
import type { Source, SourceStatus } from './source.ts';
import type { DurationMs, EpochMs } from './units.ts';
import type { Worker, WorkerState } from './worker.ts';

/** How long a trouble must last before it is raised, and be away before it is taken back, in milliseconds. */
export interface Patience {
  raiseMs: DurationMs;
  clearMs: DurationMs;
}

/** A trouble under watch; `sinceMs` is when it was first seen. */
export interface Held {
  trouble: Trouble;
  sinceMs: EpochMs;
  /** When it was last seen. */
  seenAtMs: EpochMs;
  raised: boolean;
}

/** The patience for each trouble. */
export const patienceOf: Readonly<Record<Trouble, Patience>> = {
  failing: { raiseMs: 15_000, clearMs: 15_000 },
  delayed: { raiseMs: 20_000, clearMs: 30_000 },
  waiting: { raiseMs: 60_000, clearMs: 15_000 },
  unreachable: { raiseMs: 30_000, clearMs: 15_000 },
  'deployment-stuck': { raiseMs: 300_000, clearMs: 0 },
  'queue-fills': { raiseMs: 60_000, clearMs: 60_000 },
  'queue-undrained': { raiseMs: 30_000, clearMs: 10_000 },
  'worker-gone': { raiseMs: 5_000, clearMs: 0 },
  'broker-away': { raiseMs: 0, clearMs: 3_000 },
  'source-lost': { raiseMs: 5_000, clearMs: 0 },
};

/** One look at a trouble that may come and go: what is held after it. A flapping trouble keeps its beginning. */
export function hold(held: Held | null, trouble: Trouble | null, nowMs: EpochMs): Held | null {
  if (trouble === null) return held && nowMs - held.seenAtMs < patienceOf[held.trouble].clearMs ? held : null;
  const sinceMs = held?.trouble === trouble ? held.sinceMs : nowMs;
  return { trouble, sinceMs, seenAtMs: nowMs, raised: nowMs - sinceMs >= patienceOf[trouble].raiseMs };
}

/** What troubles an app at this moment, patience apart. */
export function appTrouble(_app: App, _launch: Launch | undefined): Trouble | null {
  return null;
}

/** The attention an app in trouble asks for. */
export function appAttention(_app: App, _launch: Launch | undefined, _held: Held): Attention | null {
  return null;
}

/** A queue with what the rules need around it. */
export interface QueueScene {
  queue: Queue;
  flow: Flow;
  /** The one app known to drain it. */
  owner: { app: EntityKey; wanted: number; suspendedFrom: number | null } | null;
  offer: Offer | null;
}

/** What troubles a queue at this moment, patience apart. */
export function queueTrouble(_scene: QueueScene): Trouble | null {
  return null;
}

/** The attention a queue in trouble asks for. */
export function queueAttention(_scene: QueueScene, _held: Held): Attention | null {
  return null;
}

/** A worker with what the rules need around it. */
export interface WorkerScene {
  worker: Worker;
  state: WorkerState;
  /** Processes of all workers that drain the same queues, this one's included; null when not known. */
  peersProcesses: number | null;
  /** Someone stopped it on purpose, or another took its place. */
  excused: boolean;
}

/** What troubles a worker at this moment, patience apart. */
export function workerTrouble(_scene: WorkerScene): Trouble | null {
  return null;
}

/** The attention a lost worker asks for. */
export function workerAttention(_scene: WorkerScene, _held: Held): Attention | null {
  return null;
}

/** A text that changes whenever a deployment gets on; the engine keeps since when it is the same. */
export function progressOf(_deployment: Deployment, _apps: readonly App[]): string {
  return '';
}

/** The attention of a deployment that has not got on since `progressAtMs`; null while it may still. */
export function deploymentAttention(
  _deployment: Deployment,
  _apps: readonly App[],
  _progressAtMs: EpochMs,
  _nowMs: EpochMs,
): Attention | null {
  return null;
}

/** What troubles a source at this moment. `brokerAway`: all its workers fell silent at once while it answers. */
export function sourceTrouble(_status: SourceStatus, _brokerAway: boolean): Trouble | null {
  return null;
}

/** The attention of a source in trouble. */
export function sourceAttention(_source: Source, _status: SourceStatus, _held: Held): Attention | null {
  return null;
}

/** Worst first: share of wanted capacity missing, then time to a limit, then the state's priority, then age. */
export function byHarm(a: Attention, b: Attention): number {
  return b.missing - a.missing || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}
