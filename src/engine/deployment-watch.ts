import type { Deployment } from '../domain/deployment.ts';
import { sourceOf, type EntityKey } from '../domain/keys.ts';
import type { Moment } from '../domain/timeline.ts';
import type { Clock } from '../platform/clock.ts';
import type { DeploymentLog } from './deployment-log.ts';
import type { Store } from './store.ts';

/** What watching deployments needs. */
export interface DeploymentWatchOptions {
  clock: Clock;
  store: Store;
  log: DeploymentLog;
  moment: (moment: Moment) => void;
  /** Who asked for a deployment, where it was asked for here. */
  whoStarted: (deployment: string) => string | null;
}

const words = {
  running: 'deployment-started',
  succeeded: 'deployment-ended',
  failed: 'deployment-failed',
  gone: 'deployment-ended',
} as const;

/** Takes deployments from the list and from events into the log, and tells the hour when one begins or ends. */
export class DeploymentWatch {
  readonly #options: DeploymentWatchOptions;

  constructor(options: DeploymentWatchOptions) {
    this.#options = options;
  }

  /** The store's picture of it changed. */
  listed(key: EntityKey): void {
    const { store, log, clock } = this.#options;
    const before = log.get(key)?.outcome;
    const after = log.listed(key, store.get('deployment', key), clock.now());
    if (after && after.outcome !== before) this.#tell(after);
  }

  /** An event told how it ended. */
  ended(key: EntityKey, outcome: 'succeeded' | 'failed', reason: string | null): void {
    const { store, log, clock } = this.#options;
    const ended = log.ended(key, { outcome, reason }, clock.now());
    if (ended) this.#tell(ended);
    store.live(sourceOf(key)).drop('deployment', key);
  }

  #tell({ key, id, outcome, startedAtMs, endedAtMs, appIds }: Deployment): void {
    this.#options.moment({
      // An end that is told twice, first by the list and then by its event, is one moment.
      id: `${outcome === 'running' ? 'start' : 'end'} ${key}`,
      atMs: endedAtMs ?? startedAtMs,
      kind: 'change',
      what: words[outcome],
      subject: { kind: 'deployment', key, name: appIds[0] ?? id },
      who: this.#options.whoStarted(id),
    });
  }
}
