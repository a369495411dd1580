import { looksLikeWorker } from '../domain/app.ts';
import { flowOf, offerOf, type Flow, type Offer } from '../domain/drain.ts';
import { sourceOf, type EntityKey } from '../domain/keys.ts';
import type { DrainLink } from '../domain/link.ts';
import type { Queue } from '../domain/queue.ts';
import type { Worker, WorkerState } from '../domain/worker.ts';
import type { Clock } from '../platform/clock.ts';
import { packApp } from '../protocol/tuples.ts';
import { appRowOf } from './app-row.ts';
import type { Changes } from './changes.ts';
import type { DeploymentLog } from './deployment-log.ts';
import { deploymentRowOf } from './deployment-row.ts';
import { guarded, type OnBug } from './faults.ts';
import type { QueueHistory } from './history.ts';
import type { Links } from './links.ts';
import { queueRowOf } from './queue-row.ts';
import type { SourceRunner } from './source-runner.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';
import { differsInFigures, workerRowOf, workerStateOf } from './worker-row.ts';

/** What rows are made from. */
export interface ProjectorOptions {
  clock: Clock;
  store: Store;
  tables: Tables;
  links: Links;
  history: QueueHistory;
  deployments: DeploymentLog;
  sources: ReadonlyMap<string, SourceRunner>;
  /** An app's count before it was suspended, where it is known. */
  suspendedFrom: (app: EntityKey) => number | null;
  isStuck: (deployment: EntityKey) => boolean;
  /** Apps that may run workers. */
  workerApps: () => Iterable<EntityKey>;
  onBug: OnBug;
}

const unknownFlow: Flow = {
  depth: null,
  inPerS: null,
  outPerS: null,
  trend: 'unknown',
  emptyInMs: null,
  steady: false,
  saturated: false,
};

/** Workers that were silent already when they were first heard of. */
const longAgo = 0;
/** Figures of workers change with every reading: all together are sent this often, everything else at once. */
const figuresMs = 5_000;
/** Workers that fall silent within this time of each other fell silent at once. */
const atOnceMs = 10_000;

/** Keeps the rows of apps, queues, workers and deployments true to the store, touching only what changed. */
export class Projector {
  readonly #options: ProjectorOptions;
  readonly #silentSinceMs = new Map<EntityKey, number>();
  /** When a silent worker's broker was last seen away. */
  readonly #awayAtMs = new Map<EntityKey, number>();
  /** Workers whose figures alone changed since they were last shown. */
  readonly #trembling = new Set<EntityKey>();
  /** Names of queues by the broker that holds them. */
  #queuesByBroker: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  #figuresAtMs = 0;
  #relink = false;
  /** Rows derived so far: what a change costs. */
  derived = 0;

  constructor(options: ProjectorOptions) {
    this.#options = options;
  }

  /** The store changed. */
  apply(changes: Changes): void {
    for (const key of changes.app) this.app(key);
    for (const key of changes.launch) if (!changes.app.has(key)) this.app(key);
    for (const key of changes.queue) this.queue(key);
    for (const key of changes.worker) this.worker(key);
    for (const key of changes.deployment) this.deployment(key);
    if (this.#touchesLinks(changes)) this.#relink = true;
  }

  /** Once a second: what time alone changes. */
  tick(): void {
    if (this.#relink) this.#join();
    for (const key of this.#silentSinceMs.keys()) this.worker(key);
    this.#showFigures();
  }

  /** Workers whose heartbeats stopped: what that means hangs on their surroundings. */
  silentWorkers(): Iterable<EntityKey> {
    return this.#silentSinceMs.keys();
  }

  app(key: EntityKey): void {
    const { store, tables, suspendedFrom, onBug } = this.#options;
    const app = store.get('app', key);
    this.derived += 1;
    if (!app) {
      tables.apps.drop(key);
      return;
    }
    const launch = store.get('launch', key);
    guarded('app row', onBug, undefined, () =>
      tables.apps.put(key, packApp(appRowOf(app, launch, suspendedFrom(key)))),
    );
  }

  queue(key: EntityKey): void {
    const { store, tables, links, history, onBug } = this.#options;
    const queue = store.get('queue', key);
    this.derived += 1;
    if (!queue) {
      history.forget(key);
      tables.sparks.drop(key);
      tables.queues.drop(key);
      return;
    }
    guarded('queue row', onBug, undefined, () => {
      const drains = links.ofQueue(key);
      const flow = this.flow(key);
      tables.queues.put(key, queueRowOf(queue, drains, flow, this.offer(queue, drains, flow)));
    });
  }

  /** Its curve moved on. */
  spark(key: EntityKey): void {
    const { history, tables, clock } = this.#options;
    const row = history.spark(key, clock.now());
    if (row) tables.sparks.put(key, row);
    else tables.sparks.drop(key);
  }

  worker(key: EntityKey): void {
    const { store, tables, links, clock, onBug } = this.#options;
    const worker = store.get('worker', key);
    this.derived += 1;
    if (!worker) {
      this.#heard(key);
      tables.workers.drop(key);
      return;
    }
    if (worker.alive !== false) this.#heard(key);
    else if (!this.#silentSinceMs.has(key))
      this.#silentSinceMs.set(key, tables.workers.get(key) ? clock.now() : longAgo);
    guarded('worker row', onBug, undefined, () => {
      const row = workerRowOf(worker, this.workerState(key), links.hostOf(key)?.app ?? null);
      const shown = tables.workers.get(key);
      if (shown && differsInFigures(shown, row) && clock.now() < this.#figuresAtMs + figuresMs) {
        this.#trembling.add(key);
        return;
      }
      this.#trembling.delete(key);
      tables.workers.put(key, row);
    });
  }

  #showFigures(): void {
    const now = this.#options.clock.now();
    if (now < this.#figuresAtMs + figuresMs) return;
    for (const key of this.#trembling) this.worker(key);
    this.#figuresAtMs = now;
  }

  #heard(key: EntityKey): void {
    this.#silentSinceMs.delete(key);
    this.#awayAtMs.delete(key);
  }

  deployment(key: EntityKey): void {
    const { deployments, tables, isStuck } = this.#options;
    const deployment = deployments.get(key);
    this.derived += 1;
    if (deployment) tables.deployments.put(key, deploymentRowOf(deployment, isStuck(key)));
    else tables.deployments.drop(key);
  }

  /** Everything of one source whose picture hangs on how that source stands. */
  sourceTurned(id: string): void {
    const kind = this.#options.sources.get(id)?.spec.kind;
    if (kind === 'marathon') return;
    for (const key of this.#options.tables.workers.keys())
      if (kind === 'rabbitmq' || sourceOf(key) === id) this.worker(key);
  }

  /** Whether the worker was silent already when the gateway first heard of it. */
  wasSilentFromTheFirst(worker: EntityKey): boolean {
    return this.#silentSinceMs.get(worker) === longAgo;
  }

  flow(queue: EntityKey): Flow {
    const { history, clock, onBug } = this.#options;
    return guarded('flow', onBug, unknownFlow, () => flowOf(history.recent(queue), clock.now()));
  }

  offer(queue: Queue, drains: readonly DrainLink[], flow: Flow): Offer | null {
    const { clock, store } = this.#options;
    const owner = soleOwner(drains);
    const app = owner === null || queue.role === 'internal' ? undefined : store.get('app', owner);
    if (!app) return null;
    const { key, wanted, counts, lastScalingAtMs } = app;
    const offer = offerOf(
      flow,
      { app: key, wanted, running: counts.running, scaledAtMs: lastScalingAtMs },
      clock.now(),
    );
    return typeof offer === 'string' ? null : offer;
  }

  workerState(key: EntityKey): WorkerState {
    const { store, sources, links, clock } = this.#options;
    const worker = store.get('worker', key);
    const teller = sources.get(sourceOf(key));
    if (!worker || !teller) return 'unknown';
    const queues = links.ofWorker(key).flatMap(({ queue }) => store.get('queue', queue) ?? []);
    const linked = new Set(queues.map((queue) => queue.source));
    const brokers = [...sources.values()].filter(
      (source) =>
        source.spec.kind === 'rabbitmq' && (linked.size > 0 ? linked.has(source.id) : this.#mayServe(source, worker)),
    );
    const awayAtMs = this.#awayAtMs.get(key) ?? null;
    const state = workerStateOf(worker, {
      teller: teller.status().state,
      brokers: brokers.map((broker) => ({ status: broker.status(), contactAtMs: broker.contactAtMs })),
      queues,
      silentSinceMs: this.#silentSinceMs.get(key) ?? null,
      silentAtOnce: brokers.length === 0 && this.#areSilentAtOnce(teller.id),
      sinceAwayMs: awayAtMs === null ? null : clock.now() - awayAtMs,
    });
    const isBrokerLost = brokers.length > 0 && brokers.every((broker) => broker.status().state === 'lost');
    if (state === 'away' && isBrokerLost) this.#awayAtMs.set(key, clock.now());
    return state;
  }

  /** A broker that told its queues and has none of a worker's is not the one that worker hangs on. */
  #mayServe(broker: SourceRunner, { queues }: Worker): boolean {
    const told = this.#queuesByBroker.get(broker.id);
    return told === undefined || queues.length === 0 || queues.some((name) => told.has(name));
  }

  /** Several workers that lived fell silent together, and none is left: their broker went, rather than each of them. */
  #areSilentAtOnce(source: string): boolean {
    const fell: number[] = [];
    for (const worker of this.#options.store.all('worker')) {
      if (worker.source !== source) continue;
      if (worker.alive) return false;
      const sinceMs = this.#silentSinceMs.get(worker.key) ?? longAgo;
      if (sinceMs !== longAgo) fell.push(sinceMs);
    }
    return fell.length >= 2 && Math.max(...fell) - Math.min(...fell) <= atOnceMs;
  }

  #touchesLinks(changes: Changes): boolean {
    const { store } = this.#options;
    if (changes.instance.size + changes.worker.size + changes.queue.size + changes.consumer.size > 0) return true;
    for (const key of changes.app) {
      const app = store.get('app', key);
      if (!app || looksLikeWorker(app)) return true;
    }
    return false;
  }

  #join(): void {
    const { store, links, workerApps, onBug } = this.#options;
    this.#relink = false;
    const apps = [...workerApps()].flatMap((key) => store.get('app', key) ?? []);
    const queues = [...store.all('queue')];
    this.#queuesByBroker = namesBySource(queues);
    const relinked = guarded('joins', onBug, null, () =>
      links.update({
        apps,
        instances: apps.flatMap((app) => store.instancesOf(app.key)),
        workers: [...store.all('worker')],
        queues,
        consumers: [...store.all('consumer')],
      }),
    );
    for (const key of relinked?.queues ?? []) this.queue(key);
    for (const key of relinked?.workers ?? []) this.worker(key);
  }
}

function namesBySource(queues: readonly Queue[]): Map<string, Set<string>> {
  const bySource = new Map<string, Set<string>>();
  for (const { name, source } of queues) bySource.set(source, (bySource.get(source) ?? new Set()).add(name));
  return bySource;
}

/** The one app known to drain a queue; null when there are several or none. */
export function soleOwner(drains: readonly DrainLink[]): EntityKey | null {
  let owner: EntityKey | null = null;
  for (const { app } of drains) {
    if (app === null) continue;
    if (owner !== null && owner !== app) return null;
    owner = app;
  }
  return owner;
}
