import type { Intent } from './intent.ts';
import type { SourceStatus } from './source.ts';
import type { WorkerState } from './worker.ts';

/** Why an intent makes no sense or is not allowed, before anyone asks the upstream; a word for which the screen has a sentence. */
export type Refusal =
  | 'read-only'
  | 'source-lost'
  | 'unknown-target'
  | 'nothing-changes'
  /** An undo whose target is no longer what the act left. */
  | 'changed-since'
  | 'out-of-range'
  | 'already-suspended'
  | 'not-suspended'
  | 'no-earlier-count'
  | 'suspended'
  | 'no-earlier-version'
  | 'no-delay'
  | 'finished'
  | 'worker-not-online'
  | 'pool-cannot-shrink'
  | 'autoscaled'
  | 'internal-queue'
  | 'already-consumes'
  | 'does-not-consume';

/** What is known of an intent's target, in shapes that a row on a screen and an entity in the engine both have. */
export interface IntentScene {
  readOnly: boolean;
  source: SourceStatus['state'];
  app?: { wanted: number; suspendedFrom: number | null; versionCount: number | null; delayed: boolean } | undefined;
  deployment?: { running: boolean } | undefined;
  queue?: { internal: boolean; ready: number | null } | undefined;
  worker?: { state: WorkerState; processes: number | null; autoscaled: boolean; queues: readonly string[] } | undefined;
  task?: { final: boolean } | undefined;
  /** The running deployments that hold the app, by id. */
  heldBy?: readonly string[] | undefined;
}

/** What Marathon answers with 409 while a deployment holds the app (a reset of the delay and a kill pass). */
const locked: ReadonlySet<Intent['kind']> = new Set([
  'scale-app',
  'restart-app',
  'suspend-app',
  'resume-app',
  'roll-back-app',
]);

/** The deployment that would turn an intent away for now, or null: a hint, never a refusal, since forcing may be what is meant. */
export function holderOf(intent: Intent, scene: IntentScene): string | null {
  return locked.has(intent.kind) ? (scene.heldBy?.[0] ?? null) : null;
}

/** The most instances or processes one act may ask for: a slip of the finger is not a plan. */
export const maxCount = 10_000;

/** The reason an intent is refused here and now, or null. Used by the browser to disable with a reason and by the gateway to enforce. */
export function refusalOf(intent: Intent, scene: IntentScene): Refusal | null {
  if (scene.readOnly) return 'read-only';
  if (scene.source === 'lost' || scene.source === 'connecting') return 'source-lost';
  switch (intent.kind) {
    case 'scale-app':
      if (!scene.app) return 'unknown-target';
      if (!Number.isInteger(intent.to) || intent.to < 0 || intent.to > maxCount) return 'out-of-range';
      return intent.to === scene.app.wanted && !intent.force ? 'nothing-changes' : null;
    case 'restart-app':
      if (!scene.app) return 'unknown-target';
      return scene.app.wanted === 0 ? 'suspended' : null;
    case 'suspend-app':
      if (!scene.app) return 'unknown-target';
      return scene.app.wanted === 0 ? 'already-suspended' : null;
    case 'resume-app':
      if (!scene.app) return 'unknown-target';
      if (scene.app.wanted > 0) return 'not-suspended';
      if (intent.to === null) return null;
      return Number.isInteger(intent.to) && intent.to >= 1 && intent.to <= maxCount ? null : 'out-of-range';
    case 'roll-back-app':
      if (!scene.app) return 'unknown-target';
      return scene.app.versionCount !== null && scene.app.versionCount < 2 ? 'no-earlier-version' : null;
    case 'reset-delay':
      if (!scene.app) return 'unknown-target';
      return scene.app.delayed ? null : 'no-delay';
    case 'kill-instance':
      return scene.app ? null : 'unknown-target';
    case 'stop-deployment':
      if (!scene.deployment) return 'unknown-target';
      return scene.deployment.running ? null : 'finished';
    case 'purge-queue':
      if (!scene.queue) return 'unknown-target';
      return scene.queue.internal ? 'internal-queue' : null;
    case 'grow-pool':
    case 'shrink-pool':
    case 'add-consumer':
    case 'cancel-consumer':
    case 'shut-down-worker':
      return workerRefusal(intent, scene);
    case 'revoke-task':
      return scene.task?.final ? 'finished' : null;
  }
}

type WorkerIntent = Extract<Intent, { worker: string }>;

function workerRefusal(intent: WorkerIntent, scene: IntentScene): Refusal | null {
  const { worker } = scene;
  if (!worker) return 'unknown-target';
  if (worker.state !== 'online') return 'worker-not-online';
  switch (intent.kind) {
    case 'grow-pool':
      if (worker.autoscaled) return 'autoscaled';
      return isPoolStep(intent.by) ? null : 'out-of-range';
    case 'shrink-pool':
      if (worker.autoscaled) return 'autoscaled';
      if (!isPoolStep(intent.by)) return 'out-of-range';
      return worker.processes !== null && intent.by >= worker.processes ? 'pool-cannot-shrink' : null;
    case 'add-consumer':
      // Celery creates a queue that it cannot find; AMQP names hold up to 255 bytes.
      if (intent.queue.trim() === '' || intent.queue.length > 255) return 'out-of-range';
      return worker.queues.includes(intent.queue) ? 'already-consumes' : null;
    case 'cancel-consumer':
      return worker.queues.includes(intent.queue) ? null : 'does-not-consume';
    case 'shut-down-worker':
      return null;
  }
}

/** Whole processes, and not more at once than anyone means. */
function isPoolStep(by: number): boolean {
  return Number.isInteger(by) && by >= 1 && by <= 1000;
}
