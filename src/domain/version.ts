import type { EntityKey } from './keys.ts';

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A stored definition of an app. Phantoms (listed, but 404 when fetched: measured) have `config: null`. */
export interface AppVersion {
  app: EntityKey;
  /** A timestamp string used as an id. */
  version: string;
  instances: number | null;
  config: Json | null;
}

/** What Marathon adds to an app's configuration when it answers: no change of anyone's, and none of it may be written back. */
export const addedFields: ReadonlySet<string> = new Set([
  'version',
  'versionInfo',
  'deployments',
  'tasks',
  'tasksStaged',
  'tasksRunning',
  'tasksHealthy',
  'tasksUnhealthy',
  'tasksStats',
  'taskStats',
  'lastTaskFailure',
  'readinessCheckResults',
]);
