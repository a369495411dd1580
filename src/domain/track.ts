import type { Condition, Lifecycle } from './app.ts';
import type { Instance } from './instance.ts';
import type { EntityKey } from './keys.ts';
import type { Launch } from './launch.ts';

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
interface Segment {
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

/** One place on a line of a track: an instance, or an empty slot. */
interface Slot {
  state: BlockState;
  /** The instance's key; null for an empty slot. */
  instance: EntityKey | null;
}

/** The instances of one version, or of all versions that are going. */
interface TrackLine {
  age: 'only' | 'old' | 'new';
  slots: readonly Slot[];
}

/** A track with its instances: one line, or two while a version rolls, old above new, in shared columns. */
export interface InstanceTrack {
  lines: readonly TrackLine[];
  columns: number;
  over: number;
  wanted: number;
}

/** The track of an app by its instances. `version`: the app's own; null takes that of the instance staged last. */
export function trackOfInstances(
  instances: readonly Instance[],
  wanted: number,
  launch: Launch | null,
  version: string | null,
): InstanceTrack {
  const there = instances.filter(isThere);
  const current = version ?? latestVersion(there);
  // A version is an id and no order, and an instance may not tell its own: only what differs from the app's is old.
  const old = there.filter((one) => one.version !== null && one.version !== current);
  const fresh = there.filter((one) => !old.includes(one));
  const rolling = old.length > 0 && (fresh.length > 0 || (launch?.waiting ?? 0) > 0);
  const slots = slotsOf(rolling ? fresh : there);
  const missing = Math.max(0, wanted - there.length);
  // While old ones still fill the count, what waits to be launched has its slots on the new line all the same.
  const waiting = waitingOf(launch, there);
  const most = rolling ? Math.max(0, wanted - fresh.length) : missing;
  for (const state of emptySlots(Math.min(most, Math.max(missing, rolling ? waiting : 0)), launch, waiting)) {
    slots.push({ state, instance: null });
  }
  const lines: TrackLine[] = rolling
    ? [
        { age: 'old', slots: slotsOf(old) },
        { age: 'new', slots },
      ]
    : [{ age: 'only', slots }];
  const columns = Math.max(wanted, ...lines.map((line) => line.slots.length));
  return { lines, columns, over: Math.max(0, there.length - wanted), wanted };
}

/** A task that ended stays listed until its relaunch replaces it (measured on Marathon 1.11.26): its place is empty. */
function isThere(instance: Instance): boolean {
  return instance.state !== 'failed' && instance.state !== 'finished';
}

function latestVersion(instances: readonly Instance[]): string | null {
  let latest: Instance | null = null;
  for (const one of instances) {
    if (one.version !== null && (one.stagedAtMs ?? 0) >= (latest?.stagedAtMs ?? 0)) latest = one;
  }
  return latest?.version ?? null;
}

function slotsOf(instances: readonly Instance[]): Slot[] {
  const slots = instances.map((one) => ({ state: blockOf(one), instance: one.key }));
  return slots.sort(
    (a, b) => blockOrder.indexOf(a.state) - blockOrder.indexOf(b.state) || (a.instance < b.instance ? -1 : 1),
  );
}

/** The block of one instance. */
function blockOf({ state, health }: Instance): BlockState {
  switch (state) {
    case 'staging':
    case 'starting':
      return 'starting';
    case 'running':
      return health === 'unknown' ? 'starting' : health === 'unhealthy' ? 'failing' : health;
    case 'killing':
      return 'stopping';
    case 'unreachable':
    case 'unknown':
    case 'failed':
    case 'finished':
      return 'unreachable';
  }
}

/** Instances in the launch queue that are not there yet: what was matched with an offer is in both. */
function waitingOf(launch: Launch | null, there: readonly Instance[]): number {
  if (!launch) return 0;
  return Math.max(0, launch.waiting - there.filter((one) => one.state === 'staging').length);
}

function emptySlots(count: number, launch: Launch | null, waiting: number): BlockState[] {
  const queued = launch && !launch.overdue ? 'delayed' : launch?.stalled ? 'waiting' : 'missing';
  return Array.from({ length: count }, (_, place) => (place < waiting ? queued : 'missing'));
}
