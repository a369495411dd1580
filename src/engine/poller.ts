import { FaultError, type FaultAt } from '../domain/fault.ts';
import type { DurationMs, EpochMs } from '../domain/units.ts';
import type { Clock } from '../platform/clock.ts';
import { faultOf, type OnBug } from './faults.ts';

/** How a poller fares. Times are the gateway's clock. */
export interface PollerState {
  begun: number;
  failed: number;
  /** How long the last run took. */
  lastMs: DurationMs;
  lastOkAtMs: EpochMs | null;
  /** Failures in a row. */
  failures: number;
  failingSinceMs: EpochMs | null;
  fault: FaultAt | null;
  /** When the run in flight began; null between runs. */
  runningSinceMs: EpochMs | null;
  nextAtMs: EpochMs | null;
  /** The delay the last plan asked for: an answer much older than it is late. */
  expectedMs: DurationMs;
}

/** What a poller is made of. */
export interface PollerOptions {
  clock: Clock;
  /** Names the poller in faults and bug reports. */
  name: string;
  /** Never begins again sooner than this after it began, whatever marks say. */
  floorMs: DurationMs;
  run: (signal: AbortSignal) => Promise<void>;
  /** The wait until the next run; null: not until {@link Poller.soon} or {@link Poller.replan}. */
  delayMs: (failures: number) => DurationMs | null;
  /** After every run and failure. */
  settled: () => void;
  onBug: OnBug;
}

/** Longer than any upstream's own limit: a run that outlives it is given up, so that one hung answer never ends a read for good. */
const watchdogMs = 180_000;
const givenUp = new FaultError({ kind: 'unreachable', why: 'timeout', text: '' });

/** Runs one job again and again, never twice at once. */
export class Poller {
  readonly #options: PollerOptions;
  readonly #state: PollerState = {
    begun: 0,
    failed: 0,
    lastMs: 0,
    lastOkAtMs: null,
    failures: 0,
    failingSinceMs: null,
    fault: null,
    runningSinceMs: null,
    nextAtMs: null,
    expectedMs: 0,
  };
  #started = false;
  #abort: AbortController | null = null;
  #run: Promise<void> | null = null;
  #again = false;
  /** A run as soon as the floor allows was asked for and has not begun. */
  #isSoon = false;
  /** An answer came since the last plan. */
  #answered = false;
  #beganAtMs = -Infinity;
  #endedAtMs = -Infinity;
  #cancelTimer: (() => void) | null = null;
  #disarm: (() => void) | null = null;

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  get state(): Readonly<PollerState> {
    return this.#state;
  }

  /** Runs at once, then as planned. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#begin();
  }

  /** Runs as soon as the floor allows; during a run: once more after it, since that run may have looked too early. */
  soon(): void {
    if (!this.#started) return;
    if (this.#state.runningSinceMs !== null) this.#again ||= this.#options.clock.now() > this.#beganAtMs;
    else this.#hurry();
  }

  /** Plans anew because interest or movement changed. A back-off that runs is left alone, and so is a run that is due soon. */
  replan(): void {
    if (!this.#started || this.#state.runningSinceMs !== null || this.#state.failures > 0 || this.#isSoon) return;
    this.#plan();
  }

  /** Aborts what is in flight and resolves when it has ended. */
  async stop(): Promise<void> {
    this.#started = false;
    this.#again = false;
    this.#isSoon = false;
    this.#cancel();
    this.#disarm?.();
    this.#abort?.abort();
    await this.#run;
  }

  #hurry(): void {
    this.#isSoon = true;
    this.#wakeAfter(this.#beganAtMs, this.#options.floorMs);
  }

  #plan(): void {
    const delayMs = this.#options.delayMs(this.#state.failures);
    this.#cancel();
    if (delayMs === null) return;
    // An answer is late by the slowest pace that was asked for since the last: faster plans do not make it late in hindsight.
    this.#state.expectedMs = this.#answered ? delayMs : Math.max(this.#state.expectedMs, delayMs);
    this.#answered = false;
    this.#wakeAfter(this.#endedAtMs, delayMs);
  }

  /** A moment in the future is of a clock that was set back since: then the wait begins now. */
  #wakeAfter(fromMs: EpochMs, waitMs: DurationMs): void {
    this.#cancel();
    const now = this.#options.clock.now();
    const atMs = Math.min(fromMs, now) + waitMs;
    if (atMs <= now) {
      this.#begin();
      return;
    }
    this.#state.nextAtMs = atMs;
    this.#cancelTimer = this.#options.clock.after(atMs - now, () => this.#begin());
  }

  #cancel(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#state.nextAtMs = null;
  }

  #begin(): void {
    this.#cancel();
    this.#isSoon = false;
    this.#beganAtMs = this.#options.clock.now();
    this.#state.runningSinceMs = this.#beganAtMs;
    this.#state.begun += 1;
    this.#run = this.#once();
  }

  async #once(): Promise<void> {
    const { clock, name, run, settled, onBug } = this.#options;
    const abort = new AbortController();
    this.#abort = abort;
    const disarm = clock.after(watchdogMs, () => abort.abort());
    this.#disarm = disarm;
    try {
      await run(abort.signal);
      if (this.#started) this.#succeeded();
    } catch (error) {
      // A run that was stopped may throw whatever it likes.
      if (this.#started) this.#failed(abort.signal.aborted ? givenUp : error);
    }
    disarm();
    this.#state.runningSinceMs = null;
    this.#endedAtMs = clock.now();
    this.#state.lastMs = this.#endedAtMs - this.#beganAtMs;
    if (!this.#started) return;
    try {
      settled();
    } catch (error) {
      onBug(error, name);
    }
    if (this.#again) {
      this.#again = false;
      this.#hurry();
    } else this.#plan();
  }

  #succeeded(): void {
    this.#answered = true;
    this.#state.lastOkAtMs = this.#options.clock.now();
    this.#state.failures = 0;
    this.#state.failingSinceMs = null;
    this.#state.fault = null;
  }

  #failed(error: unknown): void {
    const { clock, name, onBug } = this.#options;
    this.#state.failed += 1;
    this.#state.failures += 1;
    this.#state.failingSinceMs ??= clock.now();
    this.#again = false;
    this.#state.fault = { fault: faultOf(error, name, onBug), atMs: clock.now(), during: name };
  }
}
