import { looksLikeWorker, type App } from '../../domain/app.ts';
import type { EpochMs } from '../../domain/units.ts';
import { timeOf } from './translate.ts';

/** An app's count before it was suspended, with the version that had it. */
interface Wanted {
  version: string;
  wanted: number;
}

/** A configuration an app had, under the latest version name it was seen with. */
interface Configured {
  version: string;
  changedAtMs: EpochMs;
}

/** Configurations remembered of one app. */
const mostConfigured = 5;
/** Marathon's clock may run apart from ours by this much before its times are doubted. */
const skewMs = 60_000;
/** Marathon tells whole seconds left, so the same moment comes out up to a second apart from read to read. */
const sameRetryMs = 1_500;
/** A deployment that already ran when we first looked is believed to be at most this old. */
const oldestMs = 24 * 3600_000;

/** Versions of deployments that are remembered. */
const mostDeployed = 2000;

/** What the reads of one Marathon tell each other. Everything in it can be lost; it only makes answers cheaper or truer. */
export class MarathonMemory {
  /** Apps that look like Celery workers: their instances are needed to tell which worker runs where. */
  readonly workers = new Map<string, { checked: boolean }>();
  /** Ids of deployments that exist or existed, with when they started: a refused write names one that never did (measured). */
  readonly deployments = new Map<string, EpochMs>();
  /** Versions of deployments that were seen to run: the version of an app that such a deployment changed is the same (measured). */
  readonly #deployed = new Set<string>();
  #retries: ReadonlyMap<string, EpochMs> = new Map();
  readonly #wanted = new Map<string, Wanted>();
  /** By app, the last one last. */
  readonly #configured = new Map<string, readonly Configured[]>();
  #deploymentsReadAtMs: EpochMs | null = null;

  /** Takes note of an app that was read. */
  saw(app: App): void {
    if (looksLikeWorker(app)) this.workers.set(app.id, { checked: app.checked });
    else this.workers.delete(app.id);
    if (app.wanted > 0) this.#wanted.set(app.id, { version: app.version, wanted: app.wanted });
    this.#sawConfiguration(app);
  }

  #sawConfiguration({ id, version, lastConfigChangeAtMs: changedAtMs }: App): void {
    if (changedAtMs === null) return;
    const known = this.#configured.get(id) ?? [];
    const last = known.at(-1);
    if (last?.changedAtMs === changedAtMs && last.version === version) return;
    const others = known.filter((one) => one.changedAtMs !== changedAtMs);
    this.#configured.set(id, [...others, { version, changedAtMs }].slice(-mostConfigured));
  }

  /** Versions this process saw the app have, of other changes of its configuration than the present one; the last one first. */
  configuredBefore(appId: string, changedAtMs: EpochMs | null): readonly string[] {
    const others = (this.#configured.get(appId) ?? []).filter((one) => one.changedAtMs !== changedAtMs);
    return others.map(({ version }) => version).reverse();
  }

  /** Whether a deployment of this version was seen: what was refused never had one, and what lived shortly may never have been read. */
  wasDeployed(version: string): boolean {
    return this.#deployed.has(version);
  }

  /** Takes note of an app that is gone. */
  lost(appId: string): void {
    this.workers.delete(appId);
    this.#wanted.delete(appId);
    this.#configured.delete(appId);
  }

  /** Forgets all apps but these. */
  keepOnly(appIds: ReadonlySet<string>): void {
    for (const id of this.workers.keys()) if (!appIds.has(id)) this.workers.delete(id);
    for (const id of this.#wanted.keys()) if (!appIds.has(id)) this.#wanted.delete(id);
    for (const id of this.#configured.keys()) if (!appIds.has(id)) this.#configured.delete(id);
  }

  /** The last count above 0 this process saw the app have. */
  lastWanted(appId: string): number | null {
    return this.#wanted.get(appId)?.wanted ?? null;
  }

  /**
   * When a deployment started. Its version is the time it was asked for, except that a rollback's is a constant of the server process
   * far in the past (measured on 1.11.26): a version older than what we would have seen by now is not believed.
   */
  startOf(id: string, version: string | null | undefined, nowMs: EpochMs): EpochMs {
    if (version) this.#deployed.add(version);
    for (const oldest of this.#deployed) {
      if (this.#deployed.size <= mostDeployed) break;
      this.#deployed.delete(oldest);
    }
    const known = this.deployments.get(id);
    if (known !== undefined) return known;
    const oldest = this.#deploymentsReadAtMs === null ? nowMs - oldestMs : this.#deploymentsReadAtMs - skewMs;
    const said = timeOf(version);
    const started = said !== null && said >= oldest && said <= nowMs + skewMs ? Math.min(said, nowMs) : nowMs;
    this.deployments.set(id, started);
    return started;
  }

  /** When an app will be tried again, the same moment from read to read though it is told roughly. */
  retryOf(appId: string, toldMs: EpochMs | null): EpochMs | null {
    const known = this.#retries.get(appId);
    return toldMs !== null && known !== undefined && Math.abs(known - toldMs) <= sameRetryMs ? known : toldMs;
  }

  /** The launch queue was read: these are its apps. */
  readRetries(retries: ReadonlyMap<string, EpochMs>): void {
    this.#retries = retries;
  }

  /** The list was read; ids that ended long ago are let go. */
  readDeployments(nowMs: EpochMs): void {
    this.#deploymentsReadAtMs = nowMs;
    for (const id of this.deployments.keys()) {
      if (this.deployments.size <= 1000) return;
      this.deployments.delete(id);
    }
  }
}
