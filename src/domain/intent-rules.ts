import type { App } from './app.ts';
import type { Deployment } from './deployment.ts';
import type { Instance } from './instance.ts';
import type { Intent } from './intent.ts';
import type { Launch } from './launch.ts';
import type { Accepted } from './ports.ts';
import type { Queue } from './queue.ts';
import type { Task } from './task.ts';
import type { DurationMs, EpochMs } from './units.ts';
import type { Worker, WorkerState } from './worker.ts';

/** What was known of an intent's target when it was asked for; null where it was not known or does not apply. */
export interface Before {
  wanted: number | null;
  /** The app's version id (not an order). */
  version: string | null;
  /** End of the app's back-off, gateway clock. */
  retryAtMs: EpochMs | null;
  processes: number | null;
  ready: number | null;
  /** When the worker's pool and queues were last inspected, Flower's clock. */
  inspectedAtMs: EpochMs | null;
}

/** Nothing known beforehand. */
export const nothingBefore: Before = {
  wanted: null,
  version: null,
  retryAtMs: null,
  processes: null,
  ready: null,
  inspectedAtMs: null,
};

/** A thing as the upstream shows it since the act: `gone` when a whole reading lacks it, `unread` when nothing was read since. */
export type Fresh<T> = T | 'gone' | 'unread';

/** What the upstream shows of an intent's target; only readings that began after the act count. */
export interface Seen {
  before: Before;
  app: Fresh<App>;
  launch: Fresh<Launch>;
  /** null: not read since. */
  instances: readonly Instance[] | null;
  /** The deployment the act started, where it has one. */
  started: Fresh<Deployment>;
  /** The deployment the act stops. */
  target: Fresh<Deployment>;
  queue: Fresh<Queue>;
  worker: Fresh<Worker>;
  workerState: WorkerState;
  task: Fresh<Task>;
}

/** How an act stands by what the upstream shows. */
export type Settlement = 'settled' | 'waiting' | 'failed';

/** The act that puts an intent back, by what was known before it; null where nothing can, or too little was known. */
export function inverseOf(intent: Intent, before: Before): Intent | null {
  switch (intent.kind) {
    case 'scale-app':
      return before.wanted === null ? null : { kind: 'scale-app', app: intent.app, to: before.wanted };
    case 'suspend-app':
      return before.wanted === null || before.wanted === 0
        ? null
        : { kind: 'resume-app', app: intent.app, to: before.wanted };
    case 'resume-app':
      return { kind: 'suspend-app', app: intent.app };
    case 'roll-back-app':
      // A stored definition carries its count, so the same choice about the count puts it back too.
      return before.version === null
        ? null
        : { kind: 'roll-back-app', app: intent.app, version: before.version, keepCount: intent.keepCount };
    case 'grow-pool':
      return { kind: 'shrink-pool', worker: intent.worker, by: intent.by };
    case 'shrink-pool':
      return { kind: 'grow-pool', worker: intent.worker, by: intent.by };
    case 'add-consumer':
      return { kind: 'cancel-consumer', worker: intent.worker, queue: intent.queue };
    case 'cancel-consumer':
      return { kind: 'add-consumer', worker: intent.worker, queue: intent.queue };
    case 'restart-app':
    case 'reset-delay':
    case 'kill-instance':
    case 'stop-deployment':
    case 'purge-queue':
    case 'shut-down-worker':
    case 'revoke-task':
      return null;
  }
}

/** The figure an intent changes, before and after it; null where there is none or it is not known. */
export function figuresOf(
  intent: Intent,
  before: Before,
  suspendedFrom: number | null,
): { before: number | null; after: number | null } {
  const { wanted, processes } = before;
  switch (intent.kind) {
    case 'scale-app':
      return { before: wanted, after: intent.to };
    case 'suspend-app':
      return { before: wanted, after: 0 };
    case 'resume-app':
      return { before: wanted, after: intent.to ?? suspendedFrom };
    case 'kill-instance':
      return intent.scale && wanted !== null
        ? { before: wanted, after: Math.max(0, wanted - 1) }
        : { before: null, after: null };
    case 'grow-pool':
      return { before: processes, after: processes === null ? null : processes + intent.by };
    case 'shrink-pool':
      return { before: processes, after: processes === null ? null : processes - intent.by };
    case 'purge-queue':
      return { before: before.ready, after: 0 };
    case 'restart-app':
    case 'roll-back-app':
    case 'reset-delay':
    case 'stop-deployment':
    case 'add-consumer':
    case 'cancel-consumer':
    case 'shut-down-worker':
    case 'revoke-task':
      return { before: null, after: null };
  }
}

/** Whether the upstream shows an act as done; `failed` when it shows that it will not be. `accepted` is null when nobody answered. */
export function settles(intent: Intent, accepted: Accepted | null, seen: Seen): Settlement {
  switch (intent.kind) {
    case 'scale-app':
    case 'suspend-app':
    case 'resume-app':
      return countSettles(intent, accepted, seen);
    case 'restart-app':
    case 'roll-back-app':
      return changeSettles(accepted, seen);
    case 'reset-delay':
      return delaySettles(seen);
    case 'kill-instance':
      return killSettles(intent, accepted, seen);
    case 'stop-deployment':
      return stopSettles(intent, accepted, seen);
    case 'purge-queue':
      return purgeSettles(accepted, seen);
    case 'grow-pool':
    case 'shrink-pool':
    case 'add-consumer':
    case 'cancel-consumer':
    case 'shut-down-worker':
      return workerSettles(intent, seen);
    case 'revoke-task':
      return revokeSettles(seen);
  }
}

/** Whether the upstream shows that it is still at it, so that no time limit runs. */
export function underWay(accepted: Accepted | null, seen: Seen): boolean {
  if (typeof seen.started === 'object' && seen.started.outcome === 'running') return true;
  const deployment = accepted?.deployment ?? null;
  return typeof seen.app === 'object' && deployment !== null && seen.app.deploymentIds.includes(deployment);
}

/**
 * Whether an app shows the version that a write was answered with. Marathon 1.11.26 gives the app exactly that one, forced or not
 * (recorded); a later scaling moves the app's version on, but leaves its last change of configuration.
 */
export function showsVersion(app: App, version: string): boolean {
  const atMs = Date.parse(version);
  return app.version === version || app.lastConfigChangeAtMs === atMs || app.lastScalingAtMs === atMs;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;

/** How long an accepted act may show no effect before it counts as timed out, in milliseconds. */
export function timeoutOf(intent: Intent): DurationMs {
  switch (intent.kind) {
    case 'scale-app':
    case 'restart-app':
    case 'suspend-app':
    case 'resume-app':
    case 'roll-back-app':
    case 'kill-instance':
    case 'stop-deployment':
    case 'shut-down-worker':
      return minuteMs;
    case 'reset-delay':
    case 'grow-pool':
    case 'shrink-pool':
    case 'add-consumer':
    case 'cancel-consumer':
      return 15 * secondMs;
    case 'purge-queue':
      // RabbitMQ's statistics step is 5 s; after a purge the old count stood for up to 5.7 s (measured on 3.10.8).
      return 20 * secondMs;
    case 'revoke-task':
      // Without terminate a task is revoked when a worker reaches its message (measured on Celery 5.7.0).
      return intent.terminate ? 15 * secondMs : 10 * minuteMs;
  }
}

/** The end of the deployment an act started: null while it runs or where none is known. */
function endOf(seen: Seen): 'succeeded' | 'failed' | null {
  if (typeof seen.started !== 'object') return null;
  const { outcome } = seen.started;
  return outcome === 'succeeded' || outcome === 'failed' ? outcome : null;
}

function isFull(app: App, count: number): boolean {
  return app.counts.running >= count && (!app.checked || app.counts.healthy >= count);
}

type CountIntent = Extract<Intent, { kind: 'scale-app' | 'suspend-app' | 'resume-app' }>;

function countSettles(intent: CountIntent, accepted: Accepted | null, seen: Seen): Settlement {
  const { app, before } = seen;
  if (app === 'gone') return 'failed';
  const end = endOf(seen);
  if (end === 'failed') return 'failed';
  if (app === 'unread') return 'waiting';
  const to = intent.kind === 'suspend-app' ? 0 : intent.to;
  if (to === null ? app.wanted === 0 : app.wanted !== to) return 'waiting';
  if (end === 'succeeded') return 'settled';
  if (underWay(accepted, seen)) return 'waiting';
  const down = before.wanted !== null && before.wanted > app.wanted;
  const alive = app.counts.running + app.counts.staged;
  if (down || app.wanted === 0) return alive <= app.wanted ? 'settled' : 'waiting';
  return isFull(app, app.wanted) ? 'settled' : 'waiting';
}

function changeSettles(accepted: Accepted | null, seen: Seen): Settlement {
  const { app, instances, before } = seen;
  if (app === 'gone') return 'failed';
  const end = endOf(seen);
  if (end !== null) return end === 'succeeded' ? 'settled' : 'failed';
  if (app === 'unread' || underWay(accepted, seen)) return 'waiting';
  const version = accepted?.version ?? null;
  const moved = version === null ? app.version !== before.version : showsVersion(app, version);
  // An app whose instances nobody read since may still run old ones.
  if (!moved || instances === null || !isFull(app, app.wanted)) return 'waiting';
  return instances.some((one) => isOld(one, app, version)) ? 'waiting' : 'settled';
}

/** Whether an instance is from before the change; one launched between the change and a later scaling has a version of its own. */
function isOld(one: Instance, app: App, version: string | null): boolean {
  if (one.version === null || one.version === app.version) return false;
  const overtaken = version !== null && app.version !== version;
  return !overtaken || Date.parse(one.version) < Date.parse(version);
}

/** Readings of one deadline differ by the whole seconds Marathon counts in; a new deadline differs by more. */
const deadlineSlackMs = 2500;

function delaySettles(seen: Seen): Settlement {
  const { launch, before } = seen;
  if (launch === 'unread') return 'waiting';
  if (launch === 'gone' || launch.overdue || launch.retryAtMs === null || launch.delayLeftMs === 0) return 'settled';
  const again = before.retryAtMs !== null && Math.abs(launch.retryAtMs - before.retryAtMs) > deadlineSlackMs;
  return again ? 'settled' : 'waiting';
}

type KillIntent = Extract<Intent, { kind: 'kill-instance' }>;

function killSettles(intent: KillIntent, accepted: Accepted | null, seen: Seen): Settlement {
  const { app, instances, before } = seen;
  if (app === 'gone') return 'settled';
  const end = endOf(seen);
  if (end === 'failed') return 'failed';
  if (instances === null || app === 'unread' || underWay(accepted, seen)) return 'waiting';
  // A killed task shows TASK_RUNNING until it is dead (measured on Marathon 1.11.26).
  const victim = instances.find((one) => one.id === intent.instance);
  if (victim && victim.state !== 'failed' && victim.state !== 'finished') return 'waiting';
  return intent.scale && before.wanted !== null && app.wanted >= before.wanted ? 'waiting' : 'settled';
}

type StopIntent = Extract<Intent, { kind: 'stop-deployment' }>;

function stopSettles(intent: StopIntent, accepted: Accepted | null, seen: Seen): Settlement {
  const { target, started } = seen;
  if (target === 'unread' || (target !== 'gone' && target.outcome === 'running')) return 'waiting';
  // Nobody answered: it may have ended by itself, which is not what was asked for.
  if (accepted === null) return target !== 'gone' && target.outcome === 'failed' ? 'settled' : 'failed';
  if (intent.mode === 'leave' || accepted.deployment === null) return 'settled';
  if (started === 'unread') return 'waiting';
  if (started === 'gone' || started.outcome === 'succeeded' || started.outcome === 'gone') return 'settled';
  return started.outcome === 'failed' ? 'failed' : 'waiting';
}

function purgeSettles(accepted: Accepted | null, { queue, before }: Seen): Settlement {
  if (queue === 'unread') return 'waiting';
  if (queue === 'gone' || queue.ready === 0) return 'settled';
  // Workers make a queue shorter too: what nobody answered is done only where nothing is left.
  if (accepted === null) return 'waiting';
  if (before.ready === 0) return 'settled';
  return queue.ready !== null && before.ready !== null && queue.ready < before.ready ? 'settled' : 'waiting';
}

type WorkerIntent = Extract<Intent, { worker: string }>;

function workerSettles(intent: WorkerIntent, seen: Seen): Settlement {
  const { worker, workerState, before } = seen;
  if (intent.kind === 'shut-down-worker') return worker === 'gone' || workerState === 'gone' ? 'settled' : 'waiting';
  if (worker === 'gone') return 'failed';
  if (worker === 'unread') return 'waiting';
  switch (intent.kind) {
    case 'grow-pool':
    case 'shrink-pool': {
      if (worker.processes === null) return 'waiting';
      if (before.processes === null) return worker.inspectedAtMs !== before.inspectedAtMs ? 'settled' : 'waiting';
      const grown = worker.processes - before.processes;
      return (intent.kind === 'grow-pool' ? grown >= intent.by : -grown >= intent.by) ? 'settled' : 'waiting';
    }
    case 'add-consumer':
      return worker.queues.includes(intent.queue) ? 'settled' : 'waiting';
    case 'cancel-consumer':
      return worker.queues.includes(intent.queue) ? 'waiting' : 'settled';
  }
}

function revokeSettles({ task }: Seen): Settlement {
  if (typeof task === 'string') return 'waiting';
  if (task.state === 'REVOKED') return 'settled';
  return task.state === 'SUCCESS' || task.state === 'FAILURE' ? 'failed' : 'waiting';
}
