import { FaultError, type Fault, type FaultAt } from '../domain/fault.ts';
import type { EntityKey } from '../domain/keys.ts';
import type { AppDepth, AppDetail, Hello, Mark, Read } from '../domain/ports.ts';
import type { Facet, Source, SourceStatus } from '../domain/source.ts';
import type { EpochMs } from '../domain/units.ts';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import { AppReader } from './app-reader.ts';
import { backOffMs, nextDelayMs } from './cadence.ts';
import type { EngineStatus, SourceSpec } from './door.ts';
import { sameContent } from './equal.ts';
import { faultOf, type OnBug } from './faults.ts';
import type { Limit } from './limit.ts';
import { Poller } from './poller.ts';
import { sinkOf, type SinkRules } from './sink.ts';
import { statusOf } from './source-status.ts';
import type { Store } from './store.ts';
import { StreamLoop } from './stream-loop.ts';

/** What a source needs of the engine around it. */
export interface SourceRunnerOptions {
  spec: SourceSpec;
  clock: Clock;
  random: Random;
  store: Store;
  /** Sources greet their upstreams in batches. */
  greetings: Limit;
  rules: Omit<SinkRules, 'unreadable'>;
  looked: (facet: Facet) => boolean;
  /** Someone has this very app before them. */
  watched: (app: EntityKey) => boolean;
  moving: (source: string) => boolean;
  /** A read or greeting ended, or the stream turned: standing may have changed. */
  turned: (source: string) => void;
  /** A list was read in full. */
  listed: (source: string, facet: Facet) => void;
  /** An app was read on its own, by mark or by interest. */
  detailed: (app: EntityKey, detail: AppDetail | null) => void;
  onBug: OnBug;
}

const leastRetryMs = 200;
/** Marks are answered at once while someone looks; otherwise gathered, since only attention and history need them. */
const lookedGapMs = 20;
const idleGapMs = 1_000;
/** Lists wait this long for the stream, so that nothing changes unseen between the first list and the first event. */
const streamGraceMs = 1_000;

interface RunningRead {
  read: Read;
  poller: Poller;
  unreadable: number;
  unreadableFault: FaultAt | null;
}

/** One upstream: greets it, polls its lists, holds its stream, and knows how it stands. */
export class SourceRunner {
  readonly #options: SourceRunnerOptions;
  readonly #greeting: Poller;
  readonly #reads = new Map<string, RunningRead>();
  readonly #apps: AppReader;
  readonly #stream: StreamLoop | null;
  readonly #abort = new AbortController();
  readonly #jobs = new Set<Promise<unknown>>();
  #hello: Hello | null = null;
  #begun = false;
  #contactAtMs: EpochMs | null = null;
  #cancelGrace: (() => void) | null = null;

  constructor(options: SourceRunnerOptions) {
    this.#options = options;
    const { spec, clock, random } = options;
    this.#greeting = new Poller({
      clock,
      name: 'hello',
      floorMs: leastRetryMs,
      run: (signal) => options.greetings.run(() => this.#greet(signal)),
      delayMs: (failures) => (failures === 0 ? null : leastRetryMs + backOffMs(failures, random())),
      settled: () => options.turned(spec.id),
      onBug: this.#bug,
    });
    this.#apps = new AppReader({
      clock,
      random,
      gapMs: () => (options.looked('apps') ? lookedGapMs : idleGapMs),
      read: (app) =>
        this.#track(this.readApp(app, options.watched(app) ? 'versions' : 'instances', this.#abort.signal)),
      readAll: () => this.readSoon(['apps', 'instances']),
      watched: options.watched,
    });
    this.#stream = spec.adapter.listen ? this.#makeStream() : null;
  }

  get id(): string {
    return this.#options.spec.id;
  }

  get spec(): SourceSpec {
    return this.#options.spec;
  }

  start(): void {
    this.#greeting.start();
  }

  async stop(): Promise<void> {
    this.#cancelGrace?.();
    this.#abort.abort();
    this.#apps.stop();
    const reads = [...this.#reads.values()].map(({ poller }) => poller.stop());
    await Promise.allSettled([this.#greeting.stop(), this.#stream?.stop(), ...reads, ...this.#jobs]);
  }

  /** The source as the browser may know it. */
  describe(): Source {
    const { id, kind, name, readOnly } = this.#options.spec;
    return { id, kind, name, readOnly, facets: this.facets(), version: this.#hello?.version ?? null };
  }

  /** What it can tell: its own word, or before it spoke what its adapter can read. */
  facets(): readonly Facet[] {
    return this.#hello?.facets ?? [...new Set(this.#options.spec.adapter.reads.map((read) => read.facet))];
  }

  /** Whether every list of this facet was had once; true when the source does not tell it at all. */
  answered(facet: Facet): boolean {
    if (!this.facets().includes(facet)) return true;
    const reads = this.#options.spec.adapter.reads.filter((read) => read.facet === facet);
    return reads.every((read) => (this.#reads.get(read.name)?.poller.state.lastOkAtMs ?? null) !== null);
  }

  status(): SourceStatus {
    const reads = [...this.#reads.values()];
    const worst = reads.reduce<FaultAt | null>((found, read) => read.unreadableFault ?? found, null);
    return statusOf({
      nowMs: this.#options.clock.now(),
      pollers: reads.length > 0 ? reads.map(({ poller }) => poller.state) : [this.#greeting.state],
      lastOkAtMs: this.#contactAtMs,
      stream: this.#stream ? this.#stream.state : 'none',
      unreadable: reads.reduce((sum, read) => sum + read.unreadable, 0),
      unreadableFault: worst,
    });
  }

  /** When it last gave a sign of life. */
  get contactAtMs(): EpochMs | null {
    return this.#contactAtMs;
  }

  readStats(): EngineStatus['reads'] {
    return [...this.#reads.values()].map(({ read, poller: { state } }) => ({
      source: this.id,
      read: read.name,
      begun: state.begun,
      failed: state.failed,
      lastMs: state.lastMs,
    }));
  }

  /** Interest or movement changed. */
  replan(): void {
    for (const { poller } of this.#reads.values()) poller.replan();
    this.#apps.replan();
  }

  /** An app should be read on its own, soon. */
  markApp(app: EntityKey): void {
    if (this.#begun && this.#options.spec.adapter.readApp) this.#apps.mark(app);
  }

  /** Lists of these facets should be read soon. */
  readSoon(facets: readonly Facet[]): void {
    for (const facet of facets) this.#facetSoon(facet);
  }

  /** Reads one app and its instances now. */
  async readApp(app: EntityKey, depth: AppDepth, signal: AbortSignal): Promise<AppDetail | null> {
    const { spec, store, detailed } = this.#options;
    if (!spec.adapter.readApp) return null;
    const transaction = store.begin(spec.id);
    try {
      const sink = sinkOf(transaction, { ...this.#options.rules, unreadable: () => undefined });
      const detail = await spec.adapter.readApp(app, depth, sink, signal);
      this.#touch();
      detailed(app, detail);
      return detail;
    } catch (error) {
      if (signal.aborted) throw error;
      throw new FaultError(faultOf(error, `${spec.id} readApp`, this.#options.onBug));
    } finally {
      transaction.end();
    }
  }

  /** Looks closely at one worker. */
  async inspectWorker(worker: EntityKey, signal: AbortSignal): Promise<void> {
    const { spec, store } = this.#options;
    const transaction = store.begin(spec.id);
    try {
      const sink = sinkOf(transaction, { ...this.#options.rules, unreadable: () => undefined });
      await spec.adapter.inspectWorker?.(worker, sink, signal);
    } finally {
      transaction.end();
    }
  }

  readonly #bug: OnBug = (error, where) => this.#options.onBug(error, `${this.#options.spec.id} ${where}`);

  async #greet(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { spec } = this.#options;
    this.#hello = await spec.adapter.hello(signal);
    this.#touch();
    if (signal.aborted) return;
    if (this.#begun) this.#startReads();
    else this.#beginReading();
  }

  #beginReading(): void {
    this.#begun = true;
    if (!this.#stream) {
      this.#startReads();
      return;
    }
    this.#cancelGrace = this.#options.clock.after(streamGraceMs, () => this.#startReads());
    this.#stream.start();
  }

  #startReads(): void {
    this.#cancelGrace?.();
    this.#cancelGrace = null;
    for (const read of this.#options.spec.adapter.reads) {
      if (this.#reads.has(read.name) || !this.facets().includes(read.facet)) continue;
      const running: RunningRead = { read, poller: this.#makePoller(read), unreadable: 0, unreadableFault: null };
      this.#reads.set(read.name, running);
      running.poller.start();
    }
  }

  #makePoller(read: Read): Poller {
    const { clock, random, looked, moving, turned, spec } = this.#options;
    return new Poller({
      clock,
      name: read.name,
      floorMs: read.pace.floorMs,
      run: (signal) => this.#list(read, signal),
      delayMs: (failures) =>
        nextDelayMs({
          pace: read.pace,
          looked: looked(read.facet),
          moving: moving(spec.id),
          streamed: this.#stream?.state === 'up',
          failures,
          random: random(),
        }),
      settled: () => turned(spec.id),
      onBug: this.#bug,
    });
  }

  async #list(read: Read, signal: AbortSignal): Promise<void> {
    const { spec, store, rules, listed, clock } = this.#options;
    const transaction = store.begin(spec.id);
    const unreadable: Fault[] = [];
    try {
      await read.run(sinkOf(transaction, { ...rules, unreadable: (fault) => unreadable.push(fault) }), signal);
    } finally {
      transaction.end();
    }
    if (signal.aborted) return;
    const running = this.#reads.get(read.name);
    const [first] = unreadable;
    if (running) {
      running.unreadable = unreadable.length;
      // The same record as before is no news.
      if (!first) running.unreadableFault = null;
      else if (!sameContent(running.unreadableFault?.fault, first))
        running.unreadableFault = { fault: first, atMs: clock.now(), during: read.name };
    }
    this.#touch();
    listed(spec.id, read.facet);
  }

  #makeStream(): StreamLoop {
    const { spec, clock, random, store, rules, turned } = this.#options;
    return new StreamLoop({
      clock,
      random,
      name: 'stream',
      listen: async (opened, signal) => {
        const sink = sinkOf(store.live(spec.id), { ...rules, unreadable: () => undefined });
        await spec.adapter.listen?.((mark) => this.#mark(mark), sink, opened, signal);
      },
      turned: (state, changed) => {
        // Up: there is no replay of what happened before, and another leader may be another version. Down: the upstream may be gone.
        if (this.#reads.size === 0) this.#startReads();
        else if (changed) {
          if (state === 'up') this.#greeting.soon();
          for (const { poller } of this.#reads.values()) poller.soon();
        }
        turned(spec.id);
      },
      onBug: this.#bug,
    });
  }

  #mark(mark: Mark): void {
    if (this.#abort.signal.aborted) return;
    this.#touch();
    switch (mark.kind) {
      case 'app':
        this.markApp(mark.key);
        return;
      case 'read':
        this.#reads.get(mark.name)?.poller.soon();
    }
  }

  #facetSoon(facet: Facet): void {
    for (const { read, poller } of this.#reads.values()) if (read.facet === facet) poller.soon();
  }

  #touch(): void {
    this.#contactAtMs = this.#options.clock.now();
  }

  async #track(job: Promise<unknown>): Promise<void> {
    this.#jobs.add(job);
    try {
      await job;
    } finally {
      this.#jobs.delete(job);
    }
  }
}
