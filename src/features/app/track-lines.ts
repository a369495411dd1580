import type { Instance } from '../../domain/instance.ts';
import type { Launch } from '../../domain/launch.ts';
import type { BlockState } from '../../domain/track.ts';
import type { AppDoc } from '../../protocol/rows.ts';
import { standOf, type Stand } from './view.ts';

/** One place on the big track: an instance, an empty slot, or (on the old line) one that has already made room. */
export type Slot =
  | { kind: 'instance'; state: BlockState; instance: Instance }
  | { kind: 'empty'; state: BlockState; number: number }
  | { kind: 'gone'; number: number };

/** A line of the big track. While a version rolls, old stands above new, and a column is the same place in both. */
export interface TrackLine {
  role: 'only' | 'old' | 'new';
  version: string;
  slots: readonly Slot[];
  /** Slots past this place are over the wanted count. */
  wanted: number;
}

const blockOf: Readonly<Record<Exclude<Stand, 'failed' | 'finished'>, BlockState>> = {
  unhealthy: 'failing',
  unreachable: 'unreachable',
  unknown: 'unreachable',
  killing: 'stopping',
  staging: 'starting',
  starting: 'starting',
  unproven: 'starting',
  unchecked: 'unchecked',
  healthy: 'healthy',
};

const order: readonly BlockState[] = [
  'healthy',
  'unchecked',
  'starting',
  'failing',
  'stopping',
  'unreachable',
  'delayed',
  'waiting',
  'missing',
];

/** The lines of an app's track, from its instances; those that ended take no place. */
export function trackLines(doc: AppDoc): readonly TrackLine[] {
  const { row } = doc;
  const byVersion = new Map<string, Slot[]>();
  for (const instance of doc.instances) {
    const stand = standOf(instance);
    if (stand === 'failed' || stand === 'finished') continue;
    const version = instance.version ?? row.version;
    const list = byVersion.get(version) ?? [];
    list.push({ kind: 'instance', state: blockOf[stand], instance });
    byVersion.set(version, list);
  }
  const current = fill(doc, byVersion.get(row.version) ?? []);
  byVersion.delete(row.version);
  const role = byVersion.size === 0 ? 'only' : 'new';
  const lines: TrackLine[] = [...byVersion]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([version, slots]) => ({
      role: 'old',
      version,
      slots: [...inOrder(slots), ...gone(row.wanted - slots.length)],
      wanted: row.wanted,
    }));
  return [...lines, { role, version: row.version, slots: current, wanted: row.wanted }];
}

/** What an empty slot is whose launch is queued: backing off, waiting for an offer that fits, or merely not there yet. */
export function queuedAs(launch: Launch): 'delayed' | 'waiting' | 'missing' {
  return launch.overdue ? (launch.stalled ? 'waiting' : 'missing') : 'delayed';
}

function fill(doc: AppDoc, slots: readonly Slot[]): readonly Slot[] {
  const there = slots.filter((slot) => slot.kind === 'instance' && slot.state !== 'stopping').length;
  const empty = Math.max(0, doc.row.wanted - there);
  const queued = Math.min(empty, doc.launch?.waiting ?? 0);
  const state = doc.launch === null ? 'missing' : queuedAs(doc.launch);
  const empties: Slot[] = Array.from({ length: empty }, (_, index) => ({
    kind: 'empty',
    state: index < queued ? state : 'missing',
    number: there + index + 1,
  }));
  return inOrder([...slots, ...empties]);
}

function inOrder(slots: readonly Slot[]): readonly Slot[] {
  return slots.toSorted((a, b) => rank(a) - rank(b));
}

function rank(slot: Slot): number {
  return slot.kind === 'gone' ? order.length : order.indexOf(slot.state);
}

function gone(count: number): Slot[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({ kind: 'gone', number: index }));
}

/** A line as runs of equal blocks, for lines too long to draw one by one and for its description. */
export function runsOf(line: TrackLine): readonly { state: BlockState; count: number }[] {
  const runs: { state: BlockState; count: number }[] = [];
  for (const slot of line.slots) {
    if (slot.kind === 'gone') continue;
    const last = runs.at(-1);
    if (last?.state === slot.state) last.count += 1;
    else runs.push({ state: slot.state, count: 1 });
  }
  return runs;
}
