import { looksLikeWorker } from '../domain/app.ts';
import type { EntityKey } from '../domain/keys.ts';
import type { DurationMs, EpochMs } from '../domain/units.ts';
import type { Clock } from '../platform/clock.ts';
import type { Store } from './store.ts';

/** What keeping instances needs. */
export interface InstanceKeeperOptions {
  clock: Clock;
  store: Store;
  /** Someone looks at the app, or waits for an act on it. */
  watched: (app: EntityKey) => boolean;
}

/** Instances nobody looks at any more are let go after this long. */
const forgetMs: DurationMs = 60_000;

/**
 * Decides whose instances are kept: of a hundred thousand, those of apps someone looks at (or did a minute ago), and those of apps
 * that may run workers, so that a worker's host and pid can be found.
 */
export class InstanceKeeper {
  readonly #options: InstanceKeeperOptions;
  readonly #workerApps = new Set<EntityKey>();
  readonly #watchedAtMs = new Map<EntityKey, EpochMs>();

  constructor(options: InstanceKeeperOptions) {
    this.#options = options;
  }

  keeps(app: EntityKey): boolean {
    if (this.#workerApps.has(app) || this.#watchedAtMs.has(app)) return true;
    if (!this.#options.watched(app)) return false;
    this.#watchedAtMs.set(app, this.#options.clock.now());
    return true;
  }

  /** The app appeared, changed or went. True when it newly looks like one that runs workers: its instances should be read. */
  changed(key: EntityKey): boolean {
    const app = this.#options.store.get('app', key);
    if (!app || !looksLikeWorker(app)) {
      this.#workerApps.delete(key);
      return false;
    }
    if (this.#workerApps.has(key)) return false;
    this.#workerApps.add(key);
    return true;
  }

  /** Apps that may run workers. */
  workerApps(): Iterable<EntityKey> {
    return this.#workerApps;
  }

  /** Once a second: lets go of what nobody looks at. */
  tick(): void {
    const { clock, store, watched } = this.#options;
    const now = clock.now();
    for (const [key, atMs] of this.#watchedAtMs) {
      if (watched(key)) this.#watchedAtMs.set(key, now);
      else if (now - atMs >= forgetMs) this.#watchedAtMs.delete(key);
    }
    for (const key of store.appsWithInstances()) if (!this.keeps(key)) store.forgetInstances(key);
  }
}
