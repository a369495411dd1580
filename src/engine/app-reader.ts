import type { EntityKey } from '../domain/keys.ts';
import type { DurationMs, EpochMs } from '../domain/units.ts';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import { backOffMs } from './cadence.ts';

/** What an app reader is made of. */
export interface AppReaderOptions {
  clock: Clock;
  random: Random;
  /** Events of one app closer together than this are one read. */
  gapMs: () => DurationMs;
  /** Reads one app; throws when that failed. */
  read: (app: EntityKey) => Promise<void>;
  /** Reads the whole list: cheaper than very many single apps. */
  readAll: () => void;
  /** Someone has this very app before them: it is read on its own even in a flood. */
  watched: (app: EntityKey) => boolean;
}

const atOnce = 4;
/** With more apps than this waiting, the list is read instead. */
const burst = 50;
const tries = 3;

/** Turns marks ("this app changed") into reads: at once for a lone mark, coalesced for a flurry, the list for a flood. */
export class AppReader {
  readonly #options: AppReaderOptions;
  readonly #dueAtMs = new Map<EntityKey, EpochMs>();
  /** Apps being read; true when a mark came meanwhile, which that read may have missed. */
  readonly #reading = new Map<EntityKey, boolean>();
  readonly #lastBeganAtMs = new Map<EntityKey, EpochMs>();
  readonly #failures = new Map<EntityKey, number>();
  #cancelTimer: (() => void) | null = null;
  #pumpedAtMs = -Infinity;
  #stopped = false;

  constructor(options: AppReaderOptions) {
    this.#options = options;
  }

  mark(app: EntityKey): void {
    if (this.#stopped) return;
    if (this.#reading.has(app)) {
      this.#reading.set(app, true);
      return;
    }
    this.#dueAtMs.set(app, Math.min(this.#dueAtMs.get(app) ?? Infinity, this.#soonestMs(app)));
    if (this.#dueAtMs.size > burst) {
      for (const key of this.#dueAtMs.keys()) if (!this.#options.watched(key)) this.#dueAtMs.delete(key);
      this.#options.readAll();
    }
    this.#pump();
  }

  /** The gap may have become shorter because someone looks now: what waits for a read is due by the new one. A retry keeps its wait. */
  replan(): void {
    if (this.#stopped) return;
    for (const [app, dueAtMs] of this.#dueAtMs)
      if (!this.#failures.has(app)) this.#dueAtMs.set(app, Math.min(dueAtMs, this.#soonestMs(app)));
    this.#pump();
  }

  stop(): void {
    this.#stopped = true;
    this.#dueAtMs.clear();
    this.#cancelTimer?.();
  }

  /** A beginning in the future is of a clock that was set back since: it holds nothing up. */
  #soonestMs(app: EntityKey): EpochMs {
    const beganAtMs = Math.min(this.#lastBeganAtMs.get(app) ?? -Infinity, this.#options.clock.now());
    return beganAtMs + this.#options.gapMs();
  }

  #pump(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const now = this.#options.clock.now();
    this.#follow(now);
    let nextAtMs = Infinity;
    for (const [app, dueAtMs] of this.#dueAtMs) {
      if (this.#reading.size >= atOnce) return;
      if (dueAtMs > now) nextAtMs = Math.min(nextAtMs, dueAtMs);
      else {
        this.#dueAtMs.delete(app);
        void this.#read(app);
      }
    }
    if (nextAtMs < Infinity) this.#cancelTimer = this.#options.clock.after(nextAtMs - now, () => this.#pump());
  }

  /** A clock that was set back takes what waits along, or it would wait for that time to come again. */
  #follow(now: EpochMs): void {
    const backMs = this.#pumpedAtMs - now;
    this.#pumpedAtMs = now;
    if (backMs > 0) for (const [app, dueAtMs] of this.#dueAtMs) this.#dueAtMs.set(app, dueAtMs - backMs);
  }

  async #read(app: EntityKey): Promise<void> {
    this.#reading.set(app, false);
    this.#remember(app);
    let failed = false;
    try {
      await this.#options.read(app);
    } catch {
      failed = true;
    }
    const again = this.#reading.get(app) ?? false;
    this.#reading.delete(app);
    if (this.#stopped) return;
    if (failed) this.#retry(app);
    else this.#failures.delete(app);
    if (again) this.mark(app);
    else this.#pump();
  }

  /** A few tries; after that the next poll of the list heals what was missed. */
  #retry(app: EntityKey): void {
    const failures = (this.#failures.get(app) ?? 0) + 1;
    if (failures >= tries) {
      this.#failures.delete(app);
      return;
    }
    this.#failures.set(app, failures);
    this.#dueAtMs.set(app, this.#options.clock.now() + backOffMs(failures, this.#options.random()));
  }

  #remember(app: EntityKey): void {
    const now = this.#options.clock.now();
    this.#lastBeganAtMs.set(app, now);
    if (this.#lastBeganAtMs.size < 256) return;
    const gapMs = this.#options.gapMs();
    for (const [key, atMs] of this.#lastBeganAtMs) if (atMs + gapMs < now) this.#lastBeganAtMs.delete(key);
  }
}
