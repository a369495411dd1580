import type { EntityKey } from '../domain/keys.ts';
import type { AppDetail } from '../domain/ports.ts';
import type { Clock } from '../platform/clock.ts';
import { guarded, type OnBug } from './faults.ts';
import { Limit } from './limit.ts';
import type { Versions } from './versions.ts';

/** What finding a suspended app's former count needs. */
export interface SuspensionsOptions {
  versions: Versions;
  /** Reads the app with its versions. */
  readApp: (app: EntityKey, signal: AbortSignal) => Promise<AppDetail | null>;
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
const mostVersions = 12;
/** After a failure it is not looked for again sooner. */
const patienceMs = 30_000;

/**
 * How many instances suspended apps had before, from the upstream's own versions, so that it is known after a restart of the gateway
 * too. Found lazily and a few at a time.
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

  stop(): Promise<unknown> {
    this.#abort.abort();
    return Promise.allSettled(this.#looking.values());
  }

  async #find(app: EntityKey, version: string): Promise<void> {
    const { signal } = this.#abort;
    const detail = signal.aborted ? null : await this.#options.readApp(app, signal);
    if (!detail?.versions || signal.aborted) return;
    const count = await this.#countBefore(app, version, detail.versions);
    this.#known.set(app, { version, count });
    guarded('suspension', this.#options.onBug, undefined, () => this.#options.found(app));
  }

  /**
   * The newest stored version with instances, of those older than the suspension: versions include updates that were refused
   * (measured on Marathon 1.11.26), and those are newer.
   */
  async #countBefore(app: EntityKey, version: string, versions: readonly string[]): Promise<number | null> {
    const older = versions.filter((one) => one < version);
    // A rolled back version can be older than all it replaced (measured on Marathon 1.11.26): then no order tells.
    const candidates = older.length > 0 ? older : versions.filter((one) => one !== version);
    for (const one of candidates.slice(0, mostVersions)) {
      const { instances } = await this.#options.versions.load(app, one);
      if (instances !== null && instances > 0) return instances;
    }
    return null;
  }
}
