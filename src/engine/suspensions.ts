import type { EntityKey } from '../domain/keys.ts';
import type { AppDetail } from '../domain/ports.ts';
import { guarded, type OnBug } from './faults.ts';
import { Limit } from './limit.ts';
import type { Versions } from './versions.ts';

/** What finding a suspended app's former count needs. */
export interface SuspensionsOptions {
  versions: Versions;
  readApp: (app: EntityKey, signal: AbortSignal) => Promise<AppDetail | null>;
  /** The count became known. */
  found: (app: EntityKey) => void;
  onBug: OnBug;
}

interface Suspension {
  /** The app's version when it was looked up: another version, another look. */
  version: string;
  count: number | null;
}

const atOnce = 2;
const mostVersions = 12;

/**
 * How many instances suspended apps had before, from the upstream's own versions, so that it is known after a restart of the gateway
 * too. Found lazily and a few at a time.
 */
export class Suspensions {
  readonly #options: SuspensionsOptions;
  readonly #known = new Map<EntityKey, Suspension>();
  readonly #looking = new Map<EntityKey, Promise<void>>();
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

  forget(app: EntityKey): void {
    this.#known.delete(app);
  }

  /** Someone looks: finds the count unless it was looked for. */
  want(app: EntityKey, version: string): void {
    if (this.#abort.signal.aborted || this.#known.get(app)?.version === version || this.#looking.has(app)) return;
    const job = this.#limit
      .run(() => this.#find(app, version))
      // A failure is no news here: the next look wants it again.
      .catch(() => undefined)
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
    if (!detail || signal.aborted) return;
    const count = await this.#countBefore(app, version, detail.versions);
    this.#known.set(app, { version, count });
    guarded('suspension', this.#options.onBug, undefined, () => this.#options.found(app));
  }

  /**
   * The newest stored version with instances, of those older than the suspension: versions include updates that were refused
   * (measured on Marathon 1.11.26), and those are newer.
   */
  async #countBefore(app: EntityKey, version: string, versions: readonly string[]): Promise<number | null> {
    const older = versions.filter((one) => one < version).slice(0, mostVersions);
    for (const one of older) {
      const { instances } = await this.#options.versions.load(app, one);
      if (instances !== null && instances > 0) return instances;
    }
    return null;
  }
}
