import type { EntityKey } from './keys.ts';
import type { EpochMs } from './units.ts';

/** A task's Mesos state, folded to what a screen tells apart. */
export type InstanceState =
  | 'staging'
  | 'starting'
  | 'running'
  | 'killing'
  | 'unreachable'
  | 'failed'
  | 'finished'
  | 'unknown';

/** `unchecked`: nothing checks it; `unknown`: a check exists and has not reported. */
export type InstanceHealth = 'healthy' | 'unhealthy' | 'unknown' | 'unchecked';

/** One instance of an app (Marathon task). */
export interface Instance {
  key: EntityKey;
  source: string;
  appId: string;
  /** Marathon's task id. */
  id: string;
  host: string;
  ports: readonly number[];
  state: InstanceState;
  /** The upstream's own word (`TASK_RUNNING`). */
  stateText: string;
  health: InstanceHealth;
  /** What the last failed check said, "" when none. */
  healthText: string;
  /** The version it runs; null where Marathon omits it (tasks that are not active). */
  version: string | null;
  stagedAtMs: EpochMs | null;
  startedAtMs: EpochMs | null;
  zone: string | null;
}
