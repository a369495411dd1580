import type { Condition, Lifecycle } from './app.ts';

/** One instance on a track, or an empty slot: wanted and not there. */
export type BlockState =
  | 'healthy'
  | 'unchecked'
  | 'starting'
  | 'failing'
  | 'stopping'
  | 'unreachable'
  | 'delayed'
  | 'waiting'
  | 'missing';

/** The order of blocks on every track; the last three are empty slots. */
export const blockOrder = [
  'healthy',
  'unchecked',
  'starting',
  'failing',
  'stopping',
  'unreachable',
  'delayed',
  'waiting',
  'missing',
] as const satisfies readonly BlockState[];

/** What a list knows of an app's instances. */
export interface TrackInput {
  wanted: number;
  staged: number;
  running: number;
  healthy: number;
  unhealthy: number;
  checked: boolean;
  launchWaiting: number;
  condition: Condition;
  lifecycle: Lifecycle;
}

/** A run of equal blocks. */
export interface Segment {
  state: BlockState;
  count: number;
}

/** A track: its counts sum to the larger of `wanted` and what is there; `over` of them stand past the wanted count. */
export interface Track {
  segments: readonly Segment[];
  over: number;
  wanted: number;
}

/** The track of an app by its counters. */
export function trackOf(input: TrackInput): Track {
  const running = Math.max(0, input.running);
  const healthy = Math.min(Math.max(0, input.healthy), running);
  const failing = Math.min(Math.max(0, input.unhealthy), running - healthy);
  const rest = running - healthy - failing;
  const staged = Math.max(0, input.staged);
  const wanted = Math.max(0, input.wanted);
  const there = running + staged;
  const empty = Math.max(0, wanted - there);
  const queued = Math.min(Math.max(0, input.launchWaiting), empty);
  const counts: Partial<Record<BlockState, number>> = {
    healthy,
    unchecked: input.checked ? 0 : rest,
    starting: staged + (input.checked ? rest : 0),
    failing,
  };
  if (input.lifecycle === 'delayed' || input.lifecycle === 'waiting') {
    counts[input.lifecycle] = queued;
    counts.missing = empty - queued;
  } else {
    counts[input.condition === 'unreachable' ? 'unreachable' : 'missing'] = empty;
  }
  const segments: Segment[] = [];
  for (const state of blockOrder) {
    const count = counts[state] ?? 0;
    if (count > 0) segments.push({ state, count });
  }
  return { segments, over: Math.max(0, there - wanted), wanted };
}
