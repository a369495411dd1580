import type { EntityKey } from './keys.ts';
import type { QueueSample } from './ports.ts';
import type { DurationMs, EpochMs, PerSecond } from './units.ts';

/** Which way a queue's depth goes. */
export type Trend = 'rising' | 'falling' | 'level' | 'unknown';

/** How a queue flows over the last minutes; null where it cannot be told. */
export interface Flow {
  depth: number | null;
  inPerS: PerSecond | null;
  /** Tasks finished (leaving the queue for good) a second. */
  outPerS: PerSecond | null;
  trend: Trend;
  /** Time until it is empty at these rates; null when it never will be or nothing is known. 0 when it is empty. */
  emptyInMs: DurationMs | null;
  /** Whether arrival and service stayed alike through the window. */
  steady: boolean;
  /** Whether there was always something waiting, so that what was served is what its consumers can do. */
  saturated: boolean;
}

/** The one app known to drain a queue. */
export interface Owner {
  app: EntityKey;
  wanted: number;
  running: number;
  /** Last scaling, gateway clock. */
  scaledAtMs: EpochMs | null;
}

/** The scaling that would drain a queue. */
export interface Offer {
  app: EntityKey;
  to: number;
  emptyInMs: DurationMs;
}

/** Why there is no offer. */
export type NoOffer =
  | 'owner-unknown'
  | 'rates-unknown'
  | 'capacity-unknown'
  | 'rate-changed'
  | 'just-scaled'
  | 'drains-anyway'
  | 'too-many';

/** The flow of a queue by its samples (any order by time ascending). */
export function flowOf(samples: readonly QueueSample[], _nowMs: EpochMs): Flow {
  const last = samples.at(-1);
  return {
    depth: last?.depth ?? null,
    inPerS: last?.inPerS ?? null,
    outPerS: last?.outPerS ?? null,
    trend: 'unknown',
    emptyInMs: null,
    steady: false,
    saturated: false,
  };
}

/** The instances that would empty a queue, or why none can be named. */
export function offerOf(_flow: Flow, _owner: Owner | null, _nowMs: EpochMs): Offer | NoOffer {
  return 'rates-unknown';
}
