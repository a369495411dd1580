import type { FaultAt } from './fault.ts';
import type { EpochMs } from './units.ts';

/** What kind of upstream a source is; each has one folder under adapters. */
export type SourceKind = 'marathon' | 'flower' | 'rabbitmq';

/** A part of the picture a source can tell; its presence is the capability. */
export type Facet =
  | 'apps'
  | 'instances'
  | 'deployments'
  | 'launches'
  | 'versions'
  | 'queues'
  | 'consumers'
  | 'workers'
  | 'tasks';

/** An upstream as the browser may know it: no address, no secret. */
export interface Source {
  id: string;
  kind: SourceKind;
  name: string;
  readOnly: boolean;
  facets: readonly Facet[];
  /** The upstream's own version, once it answered. */
  version: string | null;
}

/**
 * How a source stands: `connecting` (never answered yet), `live`, `late` (a poll is overdue or slow) or `lost`.
 * Times are the gateway's clock.
 */
export interface SourceStatus {
  state: 'connecting' | 'live' | 'late' | 'lost';
  lastOkAtMs: EpochMs | null;
  lostSinceMs: EpochMs | null;
  nextTryAtMs: EpochMs | null;
  /** Whether the event stream is up: `none` when this kind has no stream. */
  stream: 'up' | 'down' | 'none';
  fault: FaultAt | null;
  /** Records that could not be read in the last full poll. */
  unreadable: number;
}

/** Where the cluster stands in its owner's eyes; each has its own chrome so that nobody acts in the wrong one. */
export interface Environment {
  label: string;
  colour: 'production' | 'staging' | 'lab';
}
