import { lifecycleOf } from '../domain/app.ts';
import type { Act } from '../domain/act.ts';
import { targetOf, type Intent } from '../domain/intent.ts';
import { localId, sourceOf, type EntityKey } from '../domain/keys.ts';
import type { IntentScene } from '../domain/refusal.ts';
import type { Task } from '../domain/task.ts';
import type { Moment } from '../domain/timeline.ts';
import type { EpochMs } from '../domain/units.ts';
import type { WorkerState } from '../domain/worker.ts';
import type { Look } from './acts-look.ts';
import type { DeploymentLog } from './deployment-log.ts';
import type { SourceRunner } from './source-runner.ts';
import type { Store } from './store.ts';

/** Where acts see what the store knows. */
export interface LeversOptions {
  clusterReadOnly: boolean;
  store: Store;
  deployments: DeploymentLog;
  sources: ReadonlyMap<string, SourceRunner>;
  task: (key: EntityKey) => { task: Task; readAtMs: EpochMs } | undefined;
  suspendedFrom: (app: EntityKey) => number | null;
  versionCount: (app: EntityKey) => number | null;
  workerState: (worker: EntityKey) => WorkerState;
}

/** The store as acts look at it. */
export function lookOf({ store, deployments, task }: LeversOptions): Look {
  return {
    app: (key) => store.get('app', key),
    launch: (key) => store.get('launch', key),
    instances: (app) => store.instancesOf(app),
    deployment: (key) => deployments.get(key),
    queue: (key) => store.get('queue', key),
    worker: (key) => store.get('worker', key),
    task: (key) => task(key)?.task,
    readAtMs(kind, key) {
      switch (kind) {
        case 'instances':
          return store.instancesToldAtMs(key);
        case 'task':
          return task(key)?.readAtMs ?? null;
        case 'deployment':
          return latest(store.toldAtMs(kind, key), deployments.get(key)?.endedAtMs ?? null);
        case 'app':
        case 'launch':
        case 'queue':
        case 'worker':
          return store.toldAtMs(kind, key);
      }
    },
  };
}

function latest(a: EpochMs | null, b: EpochMs | null): EpochMs | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

/** What is known of an intent's target, for the rules that refuse. */
export function sceneOf(intent: Intent, options: LeversOptions): IntentScene {
  const target = targetOf(intent);
  const source = options.sources.get(sourceOf(target));
  return {
    readOnly: options.clusterReadOnly || (source?.spec.readOnly ?? true),
    source: source?.status().state ?? 'lost',
    ...sceneOfTarget(intent, target, options),
  };
}

function sceneOfTarget(intent: Intent, target: EntityKey, options: LeversOptions): Partial<IntentScene> {
  const { store, deployments } = options;
  if ('app' in intent) {
    const app = store.get('app', target);
    if (!app) return {};
    return {
      app: {
        wanted: app.wanted,
        suspendedFrom: options.suspendedFrom(target),
        versionCount: options.versionCount(target),
        delayed: lifecycleOf(app, store.get('launch', target)) === 'delayed',
      },
    };
  }
  if ('deployment' in intent) {
    const deployment = deployments.get(target);
    return deployment ? { deployment: { running: deployment.outcome === 'running' } } : {};
  }
  if ('worker' in intent) {
    const worker = store.get('worker', target);
    if (!worker) return {};
    const { processes, autoscale, queues } = worker;
    return { worker: { state: options.workerState(target), processes, autoscaled: autoscale !== null, queues } };
  }
  if (intent.kind === 'purge-queue') {
    const queue = store.get('queue', target);
    return queue ? { queue: { internal: queue.role === 'internal', ready: queue.ready } } : {};
  }
  const task = options.task(target)?.task;
  return task ? { task: { final: isFinal(task) } } : {};
}

/** Whether a task will not change any more. */
export function isFinal({ state }: Task): boolean {
  return state === 'SUCCESS' || state === 'FAILURE' || state === 'REVOKED' || state === 'REJECTED';
}

/** An act as a moment of the hour. */
export function momentOfAct(act: Act): Moment {
  return {
    id: `act ${act.id}`,
    atMs: act.askedAtMs,
    kind: 'change',
    what: act.intent.kind,
    subject: subjectOf(act.intent),
    who: act.who,
  };
}

function subjectOf(intent: Intent): Moment['subject'] {
  const key = targetOf(intent);
  if ('app' in intent) return { kind: 'app', key, name: `/${localId(key)}` };
  if ('deployment' in intent) return { kind: 'deployment', key, name: localId(key) };
  if ('worker' in intent) return { kind: 'worker', key, name: localId(key) };
  if (intent.kind === 'purge-queue') return { kind: 'queue', key, name: localId(key) };
  // A task has no place on the axis of its own.
  return { kind: 'source', key: sourceOf(key), name: sourceOf(key) };
}
