import { attentionLimits } from '../../domain/attention-rules.ts';
import { appIdOf, type EntityKey } from '../../domain/keys.ts';
import type { PerSecond } from '../../domain/units.ts';
import type { QueueRow } from '../../protocol/rows.ts';

/** What a queue's row says first: a task queue that grows, one nobody drains, or nothing worth a word. */
export type QueueMark = 'fills' | 'undrained' | 'calm' | 'unknown';

/** The word for a queue. Nothing is claimed where the broker has not told yet (a new queue has no figures for five seconds). */
export function markOf(row: QueueRow): QueueMark {
  if (row.depth === null || row.consumers === null) return 'unknown';
  if (row.consumers === 0 && row.depth >= leastUndrained(row)) return 'undrained';
  return grows(row) ? 'fills' : 'calm';
}

// The limits are those by which someone is called: a word of alarm here is one on the overview too, once it has lasted.

/** Nobody is meant to drain dead letters. Of the rule's two signs (see `takesDeadLetters`) a row shows one: its name, where nothing ever arrived. */
function leastUndrained(row: QueueRow): number {
  const isDead = row.inPerS === null && /(?:^|[^a-z])(?:dead|dlq|dlx)/i.test(row.name);
  return isDead ? attentionLimits.leastDeadLetters : attentionLimits.leastUndrained;
}

function grows({ trend, emptyInMs, depth, inPerS, outPerS }: QueueRow): boolean {
  if (trend !== 'rising' || emptyInMs !== null || (depth ?? 0) < attentionLimits.leastFilling) return false;
  return inPerS === null || outPerS === null || inPerS - outPerS >= attentionLimits.leastGrowthPerS;
}

const markOrder: Readonly<Record<QueueMark, number>> = { fills: 0, undrained: 1, calm: 2, unknown: 3 };

/** What the list can be ordered by. */
export const queueSorts = ['state', 'name', 'depth', 'in', 'out'] as const;

/** A column that orders the list. */
export type QueueSort = (typeof queueSorts)[number];

/** What the page of queues shows. */
export interface QueueList {
  shown: readonly QueueRow[];
  /** Celery's own queues, shown only when asked for. */
  internal: number;
  fills: number;
  undrained: number;
  flowing: number;
}

/** Filters and orders the queues; counts are of the task queues, whatever is shown. */
export function listQueues(
  rows: readonly QueueRow[],
  options: { internal: boolean; text: string; sort: QueueSort; down: boolean },
): QueueList {
  const tasks = rows.filter(({ role }) => role === 'task');
  const marks = tasks.map(markOf);
  const needle = options.text.trim().toLowerCase();
  const pool = options.internal ? rows : tasks;
  const found = needle === '' ? pool : pool.filter(({ name }) => name.toLowerCase().includes(needle));
  const shown = found.toSorted(comparators[options.sort]);
  return {
    shown: options.down ? shown.toReversed() : shown,
    internal: rows.length - tasks.length,
    fills: marks.filter((mark) => mark === 'fills').length,
    undrained: marks.filter((mark) => mark === 'undrained').length,
    flowing: marks.filter((mark) => mark === 'calm').length,
  };
}

type Compare = (a: QueueRow, b: QueueRow) => number;

const byName: Compare = (a, b) => (a.name === b.name ? compare(a.key, b.key) : compare(a.name, b.name));

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Largest first; unknown last. */
function byFigure(figure: (row: QueueRow) => number | null): Compare {
  return (a, b) => {
    const x = figure(a);
    const y = figure(b);
    if (x === null || y === null) return Number(x === null) - Number(y === null) || byName(a, b);
    return y - x || byName(a, b);
  };
}

const comparators: Readonly<Record<QueueSort, Compare>> = {
  state: (a, b) => markOrder[markOf(a)] - markOrder[markOf(b)] || (b.depth ?? -1) - (a.depth ?? -1) || byName(a, b),
  name: byName,
  depth: byFigure(({ depth }) => depth),
  in: byFigure(({ inPerS }) => inPerS),
  out: byFigure(({ outPerS }) => outPerS),
};

/** The geometry of one queue on the line: width is rate, length is depth, both on the page's common scale. */
export interface LineShape {
  /** Thickness of the arriving and the leaving band, in pixels; 0 when nothing flows. */
  inPx: number;
  outPx: number;
  /** Length of the body. */
  depthPx: number;
}

/** The common scale of a page: the fastest rate and the deepest queue on it. */
export interface LineScale {
  perS: PerSecond;
  depth: number;
}

/** The scale over what is shown; never 0, so that shapes can divide by it. */
export function scaleOf(rows: readonly QueueRow[]): LineScale {
  let perS = 1;
  let depth = 1;
  for (const row of rows) {
    perS = Math.max(perS, row.inPerS ?? 0, row.outPerS ?? 0);
    depth = Math.max(depth, row.depth ?? 0);
  }
  return { perS, depth };
}

/** Linear in both: a square root would lie about length. What is not nothing is at least a hair wide. */
export function shapeOf(row: QueueRow, scale: LineScale, room: { widthPx: number; heightPx: number }): LineShape {
  return {
    inPx: hair((row.inPerS ?? 0) / scale.perS, room.heightPx),
    outPx: hair((row.outPerS ?? 0) / scale.perS, room.heightPx),
    depthPx: hair((row.depth ?? 0) / scale.depth, room.widthPx),
  };
}

function hair(share: number, fullPx: number): number {
  return share <= 0 ? 0 : Math.max(1, share * fullPx);
}

/** The apps that drain a queue, by id, and how many workers belong to no app we know. */
export function drainersOf(row: QueueRow): { apps: readonly { key: string; id: string }[]; strays: number } {
  const apps = row.drains.flatMap(({ app }) => (app === null ? [] : [{ key: app, id: appIdOf(app) }]));
  const strays = row.drains.reduce((sum, { app, workers }) => (app === null ? sum + workers.length : sum), 0);
  return { apps, strays };
}

/** The one app known to drain a queue; workers of no known app beside it leave it the owner, a second app does not. */
export function soleOwnerOf(row: QueueRow): EntityKey | null {
  const owners = new Set(row.drains.flatMap(({ app }) => app ?? []));
  const [owner] = owners;
  return owners.size === 1 ? (owner ?? null) : null;
}
