import { FaultError } from '../domain/fault.ts';
import { sourceOf, type EntityKey } from '../domain/keys.ts';
import type { Adapter } from '../domain/ports.ts';
import type { AppVersion } from '../domain/version.ts';
import { faultOf, type OnBug } from './faults.ts';
import { Limit } from './limit.ts';

const most = 1_000;
const atOnce = 2;

/** Stored versions never change, so each is read once; the thousand used last are kept. */
export class Versions {
  readonly #adapterOf: (source: string) => Adapter | undefined;
  readonly #loaded: () => void;
  readonly #onBug: OnBug;
  readonly #known = new Map<string, AppVersion>();
  readonly #loading = new Map<string, Promise<AppVersion>>();
  readonly #limit = new Limit(atOnce);
  readonly #abort = new AbortController();

  /** `loaded` is called whenever another version became known. */
  constructor(adapterOf: (source: string) => Adapter | undefined, loaded: () => void, onBug: OnBug) {
    this.#adapterOf = adapterOf;
    this.#loaded = loaded;
    this.#onBug = onBug;
  }

  get(app: EntityKey, version: string): AppVersion | undefined {
    return this.#known.get(`${app}@${version}`);
  }

  /** The version, read if need be; throws FaultError when it cannot be had. */
  load(app: EntityKey, version: string): Promise<AppVersion> {
    const name = `${app}@${version}`;
    const known = this.#known.get(name);
    if (known) return Promise.resolve(known);
    const loading = this.#loading.get(name);
    if (loading) return loading;
    const job = this.#limit.run(() => this.#read(app, version)).finally(() => this.#loading.delete(name));
    this.#loading.set(name, job);
    return job;
  }

  /** Reads what is not known yet, in the background. */
  want(app: EntityKey, versions: readonly string[]): void {
    for (const version of versions) {
      if (this.get(app, version)) continue;
      // A failure is no news here: the next look wants it again.
      this.load(app, version).catch(() => undefined);
    }
  }

  stop(): Promise<unknown> {
    this.#abort.abort();
    return Promise.allSettled(this.#loading.values());
  }

  async #read(app: EntityKey, version: string): Promise<AppVersion> {
    const found = await this.#ask(app, version);
    this.#known.set(`${app}@${version}`, found);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= most) break;
      this.#known.delete(oldest);
    }
    this.#loaded();
    return found;
  }

  async #ask(app: EntityKey, version: string): Promise<AppVersion> {
    const adapter = this.#adapterOf(sourceOf(app));
    if (!adapter?.readVersion || this.#abort.signal.aborted) throw new FaultError(notThere);
    try {
      return await adapter.readVersion(app, version, this.#abort.signal);
    } catch (error) {
      if (this.#abort.signal.aborted) throw error;
      const fault = faultOf(error, 'readVersion', this.#onBug);
      // Listed, but 404 when fetched: refused updates leave such phantoms (measured on Marathon 1.11.26).
      if (fault.kind === 'missing') return { app, version, instances: null, config: null };
      throw new FaultError(fault);
    }
  }
}

const notThere = { kind: 'missing', status: 404, text: '' } as const;
