import {
  appAttention,
  appTrouble,
  appTroubleSinceMs,
  deploymentAttention,
  deploymentTrouble,
  explainsQueue,
  progressOf,
  queueAttention,
  queueTrouble,
  sourceAttention,
  sourceTrouble,
  workerAttention,
  workerTrouble,
} from '../domain/attention-rules.ts';
import type { Act } from '../domain/act.ts';
import type { App } from '../domain/app.ts';
import { keyOf, sourceOf, type EntityKey } from '../domain/keys.ts';
import { takesDeadLetters } from '../domain/queue.ts';
import type { DurationMs, EpochMs } from '../domain/units.ts';
import type { Worker } from '../domain/worker.ts';
import type { Clock } from '../platform/clock.ts';
import type { DeploymentLog } from './deployment-log.ts';
import type { Links } from './links.ts';
import { soleOwner, type Projector } from './projector.ts';
import type { SourceRunner } from './source-runner.ts';
import type { Store } from './store.ts';
import type { Subject } from './troubles.ts';

/** What judging things needs. */
export interface SubjectsOptions {
  clock: Clock;
  store: Store;
  links: Links;
  projector: Projector;
  deployments: DeploymentLog;
  sources: ReadonlyMap<string, SourceRunner>;
  suspendedFrom: (app: EntityKey) => number | null;
  acts: () => readonly Act[];
}

/** Of an app first heard of within this time its upstream knows better since when it is in trouble. */
const newsMs: DurationMs = 30_000;

/** The things that can be in trouble, as the rules of attention see them. */
export class Subjects {
  readonly #options: SubjectsOptions;
  /** The app a worker was last known to be run by: its instance is gone from the list when the worker is. */
  readonly #lastApp = new Map<EntityKey, EntityKey>();

  readonly #firstSeenAtMs = new Map<EntityKey, EpochMs>();

  constructor(options: SubjectsOptions) {
    this.#options = options;
  }

  app(key: EntityKey): Subject | null {
    const { store } = this.#options;
    const app = store.get('app', key);
    if (!app) {
      this.#firstSeenAtMs.delete(key);
      return null;
    }
    const launch = store.get('launch', key);
    const trouble = appTrouble(app, launch);
    return {
      trouble,
      begunAtMs: this.#isNews(key) ? appTroubleSinceMs(app, launch, trouble) : null,
      attention: (held) => appAttention(app, launch, held, this.#isTakenBack(app)),
      isWell: app.wanted > 0,
    };
  }

  /** A roll back or a stop of ours runs on it: taking that back would bring the bad change again. */
  #isTakenBack({ deploymentIds }: App): boolean {
    return this.#options
      .acts()
      .some(
        ({ intent, deployment }) =>
          deployment !== null &&
          deploymentIds.includes(deployment) &&
          (intent.kind === 'roll-back-app' || intent.kind === 'stop-deployment'),
      );
  }

  /** Later on the gateway saw for itself when a trouble began, by a clock that is its own. */
  #isNews(app: EntityKey): boolean {
    const nowMs = this.#options.clock.now();
    const firstMs = this.#firstSeenAtMs.get(app) ?? nowMs;
    this.#firstSeenAtMs.set(app, firstMs);
    return nowMs - firstMs <= newsMs;
  }

  queue(key: EntityKey): Subject | null {
    const { store, links, projector, suspendedFrom } = this.#options;
    const queue = store.get('queue', key);
    if (!queue) return null;
    const drains = links.ofQueue(key);
    const flow = projector.flow(key);
    const ownerKey = soleOwner(drains);
    const app = ownerKey === null ? undefined : store.get('app', ownerKey);
    const owner = app ? { app: app.key, wanted: app.wanted, suspendedFrom: suspendedFrom(app.key) } : null;
    const scene = {
      queue,
      flow,
      owner,
      offer: projector.offer(queue, drains, flow),
      // Asked only where it matters: it looks at every queue.
      takesDeadLetters: queue.consumers === 0 && owner === null && takesDeadLetters(queue, store.all('queue')),
    };
    return {
      trouble: queueTrouble(scene),
      attention: (held) => queueAttention(scene, held),
      causes: app && explainsQueue(app) ? [app.key] : [],
    };
  }

  worker(key: EntityKey): Subject | null {
    const { store, links, projector, clock } = this.#options;
    const worker = store.get('worker', key);
    if (!worker) {
      this.#lastApp.delete(key);
      return null;
    }
    const host = links.hostOf(key)?.app;
    if (host !== undefined) this.#lastApp.set(key, host);
    const state = projector.workerState(key);
    const scene = {
      worker,
      state,
      peersProcesses: state === 'gone' ? this.#peersProcesses(key) : null,
      excused: state === 'gone' && this.#isExcused(worker),
    };
    return {
      trouble: workerTrouble(scene, clock.now()),
      attention: (held) => workerAttention(scene, held),
      // One that was stopped, or is forgotten, ceased to be missed; it is not back.
      isWell: state === 'online',
      causes: [worker.source, ...links.ofWorker(key).map(({ queue }) => sourceOf(queue))],
    };
  }

  deployment(key: EntityKey): Subject | null {
    const { store, deployments } = this.#options;
    const deployment = deployments.get(key);
    if (!deployment) return null;
    const appKeys = deployment.appIds.map((id) => keyOf(deployment.source, id));
    const apps = appKeys.flatMap((app) => store.get('app', app) ?? []);
    return {
      trouble: deploymentTrouble(deployment),
      attention: (held) => deploymentAttention(deployment, apps, held),
      progress: progressOf(deployment, apps),
      isWell: deployment.outcome === 'running' || deployment.outcome === 'succeeded',
      causes: appKeys,
    };
  }

  source(id: string): Subject | null {
    const { sources } = this.#options;
    const source = sources.get(id);
    if (!source) return null;
    const status = source.status();
    return {
      trouble: sourceTrouble(status, source.spec.kind === 'flower' && this.#isBrokerAway(id)),
      attention: (held) => sourceAttention(source.describe(), status, held),
    };
  }

  /** Someone shut it down from here, or its app runs as many workers as it has instances: another took its place. */
  #isExcused(worker: Worker): boolean {
    const { acts, store, links, projector } = this.#options;
    const stopped = acts().some(
      ({ intent, state }) =>
        intent.kind === 'shut-down-worker' &&
        intent.worker === worker.key &&
        (state === 'sent' || state === 'confirmed'),
    );
    if (stopped || (projector.wasSilentFromTheFirst(worker.key) && this.#isReplaced(worker))) return true;
    const appKey = this.#lastApp.get(worker.key);
    const app = appKey === undefined ? undefined : store.get('app', appKey);
    if (!app) return false;
    const online = links.workersOf(app.key).filter((link) => projector.workerState(link.worker) === 'online');
    return app.counts.running >= app.wanted && online.length >= app.counts.running;
  }

  /** Flower lists dead workers for ever: one that nobody here saw alive is missed only where nobody does its work. */
  #isReplaced(worker: Worker): boolean {
    const tended = new Set<string>();
    for (const peer of this.#options.store.all('worker'))
      if (peer.source === worker.source && peer.alive) for (const queue of peer.queues) tended.add(queue);
    return worker.queues.every((queue) => tended.has(queue));
  }

  #peersProcesses(worker: EntityKey): number | null {
    const { store, links } = this.#options;
    const peers = new Set<EntityKey>([worker]);
    for (const { queue } of links.ofWorker(worker))
      for (const drain of links.ofQueue(queue)) if (drain.worker !== null) peers.add(drain.worker);
    let sum = 0;
    for (const peer of peers) {
      const processes = store.get('worker', peer)?.processes ?? null;
      if (processes === null) return null;
      sum += processes;
    }
    return sum;
  }

  /** All workers fell silent, and the broker cannot say that it lives. */
  #isBrokerAway(source: string): boolean {
    const { store, projector } = this.#options;
    let away = 0;
    for (const worker of store.all('worker')) {
      if (worker.source !== source) continue;
      const state = projector.workerState(worker.key);
      if (state === 'online') return false;
      if (state === 'away') away += 1;
    }
    return away > 0;
  }
}
