import type { EntityKey } from '../domain/keys.ts';
import type { Clock } from '../platform/clock.ts';
import { guarded, type OnBug } from './faults.ts';
import { Limit } from './limit.ts';

/** What finding a suspended app's former count needs. */
export interface SuspensionsOptions {
  /** Asks its upstream; null where nothing tells. */
  readCount: (app: EntityKey, signal: AbortSignal) => Promise<number | null>;
  /** The count became known. */
  found: (app: EntityKey) => void;
  clock: Clock;
  onBug: OnBug;
}

interface Suspension {
  /** The app's version when it was looked up: another version, another look. */
  version: string;
  count: number | null;
}

const atOnce = 2;
/** After a failure it is not looked for again sooner. */
const patienceMs = 30_000;

/**
 * How many instances suspended apps had before, by the rule of the upstream's adapter, so that it is known after a restart of the
 * gateway too, and what is shown is what a resumption takes. Found lazily and a few at a time.
 */
export class Suspensions {
  readonly #options: SuspensionsOptions;
  readonly #known = new Map<EntityKey, Suspension>();
  readonly #looking = new Map<EntityKey, Promise<void>>();
  readonly #failedAtMs = new Map<EntityKey, number>();
  readonly #limit = new Limit(atOnce);
  readonly #abort = new AbortController();

  constructor(options: SuspensionsOptions) {
    this.#options = options;
  }

  /** The count before the suspension that gave the app this version; null when not known (yet). */
  of(app: EntityKey, version: string): number | null {
    const known = this.#known.get(app);
    return known?.version === version ? known.count : null;
  }

  /** The gateway itself saw the app go from `count` to none. */
  saw(app: EntityKey, version: string, count: number): void {
    this.#known.set(app, { version, count });
  }

  /** Someone looks: finds the count unless it was looked for. */
  want(app: EntityKey, version: string): void {
    if (this.#abort.signal.aborted || this.#known.get(app)?.version === version || this.#looking.has(app)) return;
    const { clock } = this.#options;
    if (clock.now() - (this.#failedAtMs.get(app) ?? -Infinity) < patienceMs) return;
    const job = this.#limit
      .run(() => this.#find(app, version))
      .then(() => void this.#failedAtMs.delete(app))
      // A failure is no news here: a later look wants it again.
      .catch(() => void this.#failedAtMs.set(app, clock.now()))
      .finally(() => this.#looking.delete(app));
    this.#looking.set(app, job);
  }

  /** The app is gone, or not suspended any more. */
  forget(app: EntityKey): void {
    this.#known.delete(app);
    this.#failedAtMs.delete(app);
  }

  stop(): Promise<unknown> {
    this.#abort.abort();
    return Promise.allSettled(this.#looking.values());
  }

  async #find(app: EntityKey, version: string): Promise<void> {
    const { signal } = this.#abort;
    if (signal.aborted) return;
    const count = await this.#options.readCount(app, signal);
    if (signal.aborted) return;
    this.#known.set(app, { version, count });
    guarded('suspension', this.#options.onBug, undefined, () => this.#options.found(app));
  }
}
