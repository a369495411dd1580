import type { EntityKey } from '../domain/keys.ts';
import type { AppDetail } from '../domain/ports.ts';
import type { DurationMs, EpochMs } from '../domain/units.ts';
import type { Clock } from '../platform/clock.ts';
import { Limit } from './limit.ts';
import { looksLikeWorker } from './links.ts';
import type { Store } from './store.ts';

/** What keeping instances needs. */
export interface InstanceKeeperOptions {
  clock: Clock;
  store: Store;
  readApp: (app: EntityKey, signal: AbortSignal) => Promise<AppDetail | null>;
  /** Someone looks at the app, or waits for an act on it. */
  watched: (app: EntityKey) => boolean;
}

const atOnce = 2;
/** Without an event that says so, instances may have moved after this long. */
const staleMs: DurationMs = 120_000;
/** A failed reading is not repeated sooner. */
const patienceMs: DurationMs = 10_000;

/** Instances nobody looks at any more are let go after this long. */
const forgetMs: DurationMs = 60_000;

/**
 * Decides whose instances are kept: of a hundred thousand, those of apps someone looks at (or did a minute ago), and those of apps
 * that may run workers, so that a worker's host and pid can be found. Reads the latter, a few at a time.
 */
export class InstanceKeeper {
  readonly #options: InstanceKeeperOptions;
  readonly #workerApps = new Set<EntityKey>();
  readonly #watchedAtMs = new Map<EntityKey, EpochMs>();
  readonly #triedAtMs = new Map<EntityKey, EpochMs>();
  readonly #jobs = new Map<EntityKey, Promise<void>>();
  readonly #limit = new Limit(atOnce);
  readonly #abort = new AbortController();

  constructor(options: InstanceKeeperOptions) {
    this.#options = options;
  }

  keeps(app: EntityKey): boolean {
    if (this.#workerApps.has(app)) return true;
    if (this.#options.watched(app)) {
      this.#watchedAtMs.set(app, this.#options.clock.now());
      return true;
    }
    return this.#watchedAtMs.has(app);
  }

  /** The app appeared, changed or went. */
  changed(key: EntityKey): void {
    const app = this.#options.store.get('app', key);
    if (!app || !looksLikeWorker(app)) {
      this.#workerApps.delete(key);
      this.#triedAtMs.delete(key);
      return;
    }
    this.#workerApps.add(key);
    // Instances came or went since they were read, and nothing else will read them.
    if (this.#options.store.instancesOf(key).length !== app.counts.running + app.counts.staged)
      this.#want(key, patienceMs);
  }

  /** Once a second: reads what was never read or is old, and lets go of what nobody looks at. */
  tick(): void {
    const now = this.#options.clock.now();
    for (const [key, atMs] of this.#watchedAtMs) {
      if (this.#options.watched(key)) this.#watchedAtMs.set(key, now);
      else if (now - atMs >= forgetMs) this.#watchedAtMs.delete(key);
    }
    for (const key of this.#options.store.appsWithInstances())
      if (!this.keeps(key)) this.#options.store.forgetInstances(key);
    for (const key of this.#workerApps) {
      const toldAtMs = this.#options.store.instancesToldAtMs(key);
      if (toldAtMs === null || now - toldAtMs > staleMs) this.#want(key, patienceMs);
    }
  }

  stop(): Promise<unknown> {
    this.#abort.abort();
    return Promise.allSettled(this.#jobs.values());
  }

  #want(key: EntityKey, patience: DurationMs): void {
    const now = this.#options.clock.now();
    const triedAtMs = this.#triedAtMs.get(key) ?? -Infinity;
    if (this.#abort.signal.aborted || this.#jobs.has(key) || now - triedAtMs < patience) return;
    this.#triedAtMs.set(key, now);
    const { signal } = this.#abort;
    const job = this.#limit
      .run(async () => {
        if (!signal.aborted) await this.#options.readApp(key, signal);
      })
      // The source's own reads tell how it stands; here the next look tries again.
      .catch(() => undefined)
      .finally(() => this.#jobs.delete(key));
    this.#jobs.set(key, job);
  }
}
