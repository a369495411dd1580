import type { App } from '../domain/app.ts';
import type { Deployment } from '../domain/deployment.ts';
import type { Instance } from '../domain/instance.ts';
import { nothingBefore, type Before, type Fresh, type Seen } from '../domain/intent-rules.ts';
import type { Intent } from '../domain/intent.ts';
import { keyOf, sourceOf, type EntityKey } from '../domain/keys.ts';
import type { Launch } from '../domain/launch.ts';
import type { Queue } from '../domain/queue.ts';
import type { IntentScene } from '../domain/refusal.ts';
import type { Task } from '../domain/task.ts';
import type { EpochMs } from '../domain/units.ts';
import type { Worker } from '../domain/worker.ts';

/** The kinds of things {@link Look} can tell the reading time of. */
type LookKind = 'app' | 'launch' | 'instances' | 'deployment' | 'queue' | 'worker' | 'task';

/** What the store knows now. */
export interface Look {
  app(key: EntityKey): App | undefined;
  launch(app: EntityKey): Launch | undefined;
  /** Instances of an app, as far as they were read. */
  instances(app: EntityKey): readonly Instance[];
  deployment(key: EntityKey): Deployment | undefined;
  queue(key: EntityKey): Queue | undefined;
  worker(key: EntityKey): Worker | undefined;
  task(key: EntityKey): Task | undefined;
  /**
   * When the last reading that told (or, by listing all, would have told) about this began, gateway clock; null when never.
   * `instances` takes the app's key.
   */
  readAtMs(kind: LookKind, key: EntityKey): EpochMs | null;
}

/** The app an intent acts on. */
function appKeyOf(intent: Intent): EntityKey | null {
  return 'app' in intent ? intent.app : null;
}

/** What is known of an intent's target now, to be compared with what shows later. */
export function beforeOf(intent: Intent, look: Look): Before {
  const appKey = appKeyOf(intent);
  const app = appKey === null ? undefined : look.app(appKey);
  const worker = 'worker' in intent ? look.worker(intent.worker) : undefined;
  const queue = intent.kind === 'purge-queue' ? look.queue(intent.queue) : undefined;
  return {
    ...nothingBefore,
    wanted: app?.wanted ?? null,
    version: app?.version ?? null,
    retryAtMs: (appKey === null ? null : look.launch(appKey)?.retryAtMs) ?? null,
    processes: worker?.processes ?? null,
    inspectedAtMs: worker?.inspectedAtMs ?? null,
    ready: queue?.ready ?? null,
  };
}

/** What an act is looked at with: since when readings count, and what its target was before. */
export interface Watched {
  intent: Intent;
  sinceMs: EpochMs;
  before: Before;
  /** The started deployment's id. */
  deployment: string | null;
}

/** What the store shows of an act, old readings left out. */
export function seenOf(watched: Watched, look: Look, scene: IntentScene): Seen {
  const { intent, sinceMs, before } = watched;
  const fresh = <T>(kind: LookKind, key: EntityKey | null, find: (key: EntityKey) => T | undefined): Fresh<T> => {
    if (key === null) return 'unread';
    const readAtMs = look.readAtMs(kind, key);
    if (readAtMs === null || readAtMs < sinceMs) return 'unread';
    return find(key) ?? 'gone';
  };
  const app = appKeyOf(intent);
  const target = intent.kind === 'stop-deployment' ? intent.deployment : null;
  const source = sourceOf(app ?? target ?? '');
  const started = watched.deployment === null ? null : keyOf(source, watched.deployment);
  const instancesReadAtMs = app === null ? null : look.readAtMs('instances', app);
  return {
    before,
    app: fresh('app', app, (key) => look.app(key)),
    launch: fresh('launch', app, (key) => look.launch(key)),
    instances: app !== null && instancesReadAtMs !== null && instancesReadAtMs >= sinceMs ? look.instances(app) : null,
    started: fresh('deployment', started, (key) => look.deployment(key)),
    target: fresh('deployment', target, (key) => look.deployment(key)),
    queue: fresh('queue', intent.kind === 'purge-queue' ? intent.queue : null, (key) => look.queue(key)),
    worker: fresh('worker', 'worker' in intent ? intent.worker : null, (key) => look.worker(key)),
    workerState: scene.worker?.state ?? 'unknown',
    task: fresh('task', intent.kind === 'revoke-task' ? intent.task : null, (key) => look.task(key)),
  };
}
