import { sourceOf, type EntityKey } from '../domain/keys.ts';
import type { AppDetail } from '../domain/ports.ts';
import type { Facet } from '../domain/source.ts';
import type { EpochMs } from '../domain/units.ts';
import { tableNames, type TableName } from '../protocol/rows.ts';
import { ActDesk } from './act-desk.ts';
import type { Acts } from './acts-door.ts';
import type { Changes } from './changes.ts';
import { DeploymentLog } from './deployment-log.ts';
import { DeploymentWatch } from './deployment-watch.ts';
import { Documents } from './documents.ts';
import type { EngineOptions } from './door.ts';
import { guarded, type OnBug } from './faults.ts';
import { HistorySeeds } from './history-seeds.ts';
import { QueueHistory } from './history.ts';
import { InstanceKeeper } from './instance-keeper.ts';
import { Interest } from './interest.ts';
import { joinWorlds } from './joins.ts';
import { Judge } from './judge.ts';
import { Limit } from './limit.ts';
import { Links } from './links.ts';
import { Projector } from './projector.ts';
import { Readings } from './readings.ts';
import { SourceRunner } from './source-runner.ts';
import { Store } from './store.ts';
import { Suspensions } from './suspensions.ts';
import { createTables, flushTables, sourceRowOf, type Tables } from './tables.ts';
import { Timeline } from './timeline.ts';
import { Versions } from './versions.ts';

const defaultFrameMs = 25;
const tickMs = 1_000;
const greetingsAtOnce = 4;
const stopWithinMs = 2_000;
/** Acts on their way are not torn off at once: what Marathon then does would be in nobody's record. */
const answersWithinMs = 3_000;

/** What a list is made of: it is complete once every source answered these. */
const feeds: Readonly<Record<TableName, readonly Facet[]>> = {
  apps: ['apps'],
  queues: ['queues'],
  sparks: ['queues'],
  workers: ['workers'],
  deployments: ['deployments'],
  attention: ['apps', 'launches', 'queues', 'workers', 'deployments'],
  acts: [],
  timeline: [],
  sources: [],
};

/** Everything the engine knows and does, wired together: reads change the store, frames turn changes into rows and deltas. */
export class World {
  readonly onBug: OnBug;
  readonly store: Store;
  readonly tables: Tables;
  readonly interest: Interest;
  readonly sources = new Map<string, SourceRunner>();
  readonly documents: Documents;
  readonly projector: Projector;
  readonly #options: EngineOptions;
  readonly #links = new Links(joinWorlds);
  readonly #history = new QueueHistory();
  readonly #seeds: HistorySeeds;
  readonly #log: DeploymentLog;
  readonly #deployments: DeploymentWatch;
  readonly #timeline: Timeline;
  readonly #versions: Versions;
  readonly #suspensions: Suspensions;
  readonly #keeper: InstanceKeeper;
  readonly #readings: Readings;
  readonly #desk: ActDesk;
  readonly #judge: Judge;
  readonly #details = new Map<EntityKey, { detail: AppDetail; readAtMs: EpochMs }>();
  #moving: ReadonlySet<string> = new Set();
  #cancelFrame: (() => void) | null = null;
  #cancelTick: (() => void) | null = null;
  #replan = false;
  #running = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { clock, random, cluster } = options;
    this.tables = createTables(clock.now());
    this.onBug = (error, where) => options.onBug?.(error, where);
    this.store = new Store(clock, () => this.#scheduleFrame());
    this.interest = new Interest(() => {
      this.#replan = true;
      this.#scheduleFrame();
    });
    this.#log = new DeploymentLog((key) => this.tables.deployments.drop(key));
    this.#timeline = new Timeline(
      (moment) => this.tables.timeline.put(moment.id, { ...moment, key: moment.id }),
      (id) => this.tables.timeline.drop(id),
    );
    this.#deployments = new DeploymentWatch({
      clock,
      store: this.store,
      log: this.#log,
      moment: (moment) => this.#timeline.add(moment),
      whoStarted: (id) => this.acts.all().find(({ deployment }) => deployment === id)?.who ?? null,
    });
    this.#versions = new Versions((source) => this.sources.get(source)?.spec.adapter, this.#scheduleFrame, this.onBug);
    this.#suspensions = new Suspensions({
      clock,
      readCount: async (app, signal) =>
        (await this.sources.get(sourceOf(app))?.spec.adapter.readCountBefore?.(app, signal)) ?? null,
      found: (app) => {
        this.projector.app(app);
        this.#scheduleFrame();
      },
      onBug: this.onBug,
    });
    this.#keeper = new InstanceKeeper({
      clock,
      store: this.store,
      watched: (app) => this.interest.watches(app) || this.#desk.waitsFor(app),
    });
    this.#readings = new Readings(clock, this.sources);
    this.#seeds = new HistorySeeds({
      sources: this.sources,
      seed: (queue, samples) => {
        this.#history.seed(queue, samples, clock.now());
        this.projector.spark(queue);
      },
      seeded: this.#scheduleFrame,
      onBug: this.onBug,
    });
    this.#addSources();
    this.projector = new Projector({
      clock,
      store: this.store,
      tables: this.tables,
      links: this.#links,
      history: this.#history,
      deployments: this.#log,
      sources: this.sources,
      suspendedFrom: (app) => this.#suspendedFrom(app),
      workerApps: () => this.#keeper.workerApps(),
      isStuck: (deployment) => this.#judge.isStuck(deployment),
      onBug: this.onBug,
    });
    this.documents = new Documents({
      clock,
      random,
      cluster: { ...cluster, startedAtMs: clock.now() },
      store: this.store,
      tables: this.tables,
      links: this.#links,
      history: this.#history,
      versions: this.#versions,
      sources: this.sources,
      details: this.#details,
      moving: (source) => this.#moving.has(source),
      inspectWorker: (worker, signal) => this.#readings.inspectWorker(worker, signal),
      readTask: (task, signal) => this.#readings.readTask(task, signal),
      changed: this.#scheduleFrame,
      onBug: this.onBug,
    });
    this.#desk = this.#createDesk();
    this.#judge = this.#createJudge();
  }

  get acts(): Acts {
    return this.#desk.acts;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    for (const source of this.sources.values()) source.start();
    this.documents.start();
    this.#tick();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#cancelFrame?.();
    this.#cancelTick?.();
    const lost = await this.acts.close(answersWithinMs);
    const words = lost.map(({ intent, target }) => `${intent.kind} ${target}`);
    if (lost.length > 0) this.onBug(new Error(`Ended before an answer came to ${words.join(', ')}.`), 'stop');
    const sources = [...this.sources.values()].map((source) => source.stop());
    const lazies = [this.#versions, this.#suspensions, this.#readings, this.#seeds].map((lazy) => lazy.stop());
    await this.#within(Promise.allSettled([...sources, ...lazies, this.documents.stop()]));
  }

  /** An adapter that ignores its signal does not hold up the end. */
  async #within(ending: Promise<unknown>): Promise<void> {
    let cancel = (): void => undefined;
    const limit = new Promise<void>((resolve) => {
      cancel = this.#options.clock.after(stopWithinMs, resolve);
    });
    await Promise.race([ending, limit]);
    cancel();
  }

  #addSources(): void {
    const { clock, random, sources } = this.#options;
    const greetings = new Limit(greetingsAtOnce);
    for (const spec of sources) {
      const runner = new SourceRunner({
        spec,
        clock,
        random,
        store: this.store,
        greetings,
        rules: {
          keepsInstances: (app) => this.#keeper.keeps(app),
          isOver: (deployment) => this.#log.isOver(deployment),
          ended: (deployment, outcome, reason) => this.#ended(deployment, outcome, reason),
        },
        looked: (facet) => this.interest.looked(facet),
        watched: (app) => this.interest.watches(app),
        moving: (source) => this.#moving.has(source),
        turned: (source) => this.#turned(source),
        listed: (source, facet) => this.#listed(source, facet),
        detailed: (app, detail) => this.#detailed(app, detail),
        onBug: this.onBug,
      });
      this.sources.set(spec.id, runner);
    }
  }

  #createDesk(): ActDesk {
    return new ActDesk({
      clock: this.#options.clock,
      random: this.#options.random,
      timeoutMs: this.#options.actTimeoutMs ?? null,
      clusterReadOnly: this.#options.cluster.readOnly,
      table: this.tables.acts,
      store: this.store,
      deployments: this.#log,
      sources: this.sources,
      task: (key) => this.#readings.task(key),
      suspendedFrom: (app) => this.#suspendedFrom(app),
      versionCount: (app) => this.#details.get(app)?.detail.versions?.length ?? null,
      workerState: (worker) => this.projector.workerState(worker),
      moment: (moment) => this.#timeline.add(moment),
      changed: () => {
        this.#updateMoving();
        this.#scheduleFrame();
      },
      lookAt: (target, isWorker, done) => this.#readings.lookAt(target, isWorker, done),
      onBug: this.onBug,
    });
  }

  #createJudge(): Judge {
    return new Judge({
      clock: this.#options.clock,
      store: this.store,
      links: this.#links,
      projector: this.projector,
      deployments: this.#log,
      sources: this.sources,
      suspendedFrom: (app) => this.#suspendedFrom(app),
      acts: () => this.acts.all(),
      table: this.tables.attention,
      moment: (moment) => this.#timeline.add(moment),
      stuckTurned: (deployment) => this.projector.deployment(deployment),
      onBug: this.onBug,
    });
  }

  // Frames: what changed becomes rows and deltas.

  readonly #scheduleFrame = (): void => {
    if (!this.#running || this.#cancelFrame) return;
    const { clock, frameMs } = this.#options;
    this.#cancelFrame = clock.after(frameMs ?? defaultFrameMs, () => {
      this.#cancelFrame = null;
      guarded('frame', this.onBug, undefined, () => this.#frame());
    });
  };

  #frame(): void {
    const changes = this.store.takeChanges();
    if (changes) this.#apply(changes);
    // A reading that changed nothing can settle an act too: what was asked for may have been so already. And an act that nobody
    // answered for may show its effect when none is pending any more.
    guarded('acts', this.onBug, undefined, () => this.acts.observe());
    if (this.#replan) {
      this.#replan = false;
      for (const source of this.sources.values()) source.replan();
      this.documents.replan();
    }
    for (const name of tableNames) this.tables[name].setComplete(this.#isComplete(name));
    flushTables(this.tables);
    this.documents.refresh();
  }

  #apply(changes: Changes): void {
    const now = this.#options.clock.now();
    for (const key of changes.deployment) this.#deployments.listed(key);
    for (const key of changes.app) this.#appChanged(key);
    for (const key of changes.worker) if (!this.store.get('worker', key)) this.#readings.forgetWorker(key);
    this.projector.apply(changes);
    if (changes.deployment.size > 0) this.#updateMoving();
    this.#judge.changed(changes, now);
  }

  #appChanged(key: EntityKey): void {
    if (this.#keeper.changed(key)) this.sources.get(sourceOf(key))?.readSoon(['instances']);
    const app = this.store.get('app', key);
    const wantedBefore = this.tables.apps.get(key)?.[3] ?? 0;
    if (!app || app.wanted > 0) this.#suspensions.forget(key);
    else if (wantedBefore > 0) this.#suspensions.saw(key, app.version, wantedBefore);
  }

  #isComplete(name: TableName): boolean {
    for (const source of this.sources.values())
      for (const facet of feeds[name]) if (!source.answered(facet)) return false;
    return true;
  }

  /** Once a second: what time alone changes. */
  #tick(): void {
    const { clock } = this.#options;
    guarded('tick', this.onBug, undefined, () => {
      this.projector.tick();
      this.#keeper.tick();
      this.#timeline.expire(clock.now());
      for (const id of this.sources.keys()) this.#turned(id);
      this.#judge.tick(clock.now());
      this.#wantSuspended();
      for (const app of this.#details.keys()) if (!this.interest.watches(app)) this.#details.delete(app);
    });
    this.#scheduleFrame();
    this.#cancelTick = clock.after(tickMs, () => this.#tick());
  }

  // What sources tell.

  #turned(id: string): void {
    const source = this.sources.get(id);
    if (!source) return;
    const before = this.tables.sources.get(id);
    const row = sourceRowOf(source);
    this.tables.sources.put(id, row);
    if (row.state === 'live' && before?.state !== 'late' && before?.state !== 'live') this.#seeds.connected(id);
    if (before?.state !== row.state) {
      this.projector.sourceTurned(id);
      for (const other of this.sources.keys()) this.#judge.source(other, this.#options.clock.now());
    }
    if (before?.stream !== row.stream) this.#replan = true;
    this.#scheduleFrame();
  }

  #listed(source: string, facet: Facet): void {
    if (facet !== 'queues') return;
    const now = this.#options.clock.now();
    for (const queue of this.store.all('queue')) {
      if (queue.source !== source) continue;
      this.#history.record(queue, now);
      this.projector.queue(queue.key);
      this.projector.spark(queue.key);
      this.#judge.queue(queue.key, now);
    }
    this.#seeds.listed(source);
    this.#scheduleFrame();
  }

  #detailed(app: EntityKey, detail: AppDetail | null): void {
    // A reading that began before someone looked lists no versions: the one that follows does.
    if (detail?.versions && this.interest.watches(app))
      this.#details.set(app, { detail, readAtMs: this.#options.clock.now() });
    this.#scheduleFrame();
  }

  #ended(key: EntityKey, outcome: 'succeeded' | 'failed', reason: string | null): void {
    this.#deployments.ended(key, outcome, reason);
    this.projector.deployment(key);
    this.#updateMoving();
    this.#scheduleFrame();
  }

  #suspendedFrom(key: EntityKey): number | null {
    const app = this.store.get('app', key);
    return app && app.wanted === 0 ? this.#suspensions.of(key, app.version) : null;
  }

  /** Finds the former counts of suspended apps while someone looks at apps. */
  #wantSuspended(): void {
    if (!this.interest.looked('apps')) return;
    for (const app of this.store.all('app')) {
      if (app.wanted > 0 || this.tables.sources.get(app.source)?.state !== 'live') continue;
      this.#suspensions.want(app.key, app.version);
    }
  }

  #updateMoving(): void {
    const moving = new Set<string>();
    for (const { source } of this.#log.running()) moving.add(source);
    for (const { target } of this.#desk.pending) moving.add(sourceOf(target));
    const same = moving.size === this.#moving.size && [...moving].every((source) => this.#moving.has(source));
    this.#moving = moving;
    if (!same) this.#replan = true;
  }
}
