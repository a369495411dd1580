import type { Head } from '../../client/head.ts';
import { conditionOrder, isAsWanted, worstFirst } from '../../domain/app.ts';
import { appIdOf } from '../../domain/keys.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { AppRow } from '../../protocol/rows.ts';

/** What the list can be ordered by. */
export const sortKeys = ['state', 'name', 'now', 'version', 'cpu', 'memory'] as const;

/** A column that orders the list. */
export type SortKey = (typeof sortKeys)[number];

/** The list's order; `down` turns the column's natural direction round. */
export interface Sort {
  by: SortKey;
  down: boolean;
}

/** Worst first, which is what someone opens the list for. */
export const defaultSort: Sort = { by: 'state', down: false };

/**
 * Orders rows; ties stand by name. The list is asked again with every change of one app among ten thousand, so the usual orders do
 * not compare: rows by name are only checked, rows by state are dealt into eight piles.
 */
export function orderApps(rows: readonly AppRow[], sort: Sort): readonly AppRow[] {
  const byName = inOrderOfName(rows) ? rows : rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  if (sort.by === 'name') return sort.down ? byName.toReversed() : byName;
  if (sort.by === 'state') return dealByCondition(byName, sort.down);
  const figure = figureOf[sort.by];
  // Natural direction of a figure is the largest first; unknown stands last in both.
  const sign = sort.down ? -1 : 1;
  return byName.toSorted((a, b) => {
    const x = figure(a);
    const y = figure(b);
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (y - x);
  });
}

const figureOf: Readonly<Record<Exclude<SortKey, 'state' | 'name'>, (row: AppRow) => number | null>> = {
  now: (row) => row.running,
  version: (row) => row.changedAtMs,
  cpu: cpusAsked,
  memory: memoryAskedMib,
};

function inOrderOfName(rows: readonly AppRow[]): boolean {
  let last = '';
  for (const row of rows) {
    if (row.key < last) return false;
    last = row.key;
  }
  return true;
}

function dealByCondition(rows: readonly AppRow[], down: boolean): readonly AppRow[] {
  const piles = worstFirst(rows, (row) => row.condition);
  return (down ? piles.toReversed() : piles).flat();
}

/** CPUs an app asks for in all; what its old instances hold while a version rolls is not known to a list. */
export function cpusAsked(row: AppRow): number {
  return row.cpus * row.wanted;
}

/** MiB an app asks for in all. */
function memoryAskedMib(row: AppRow): number {
  return row.memMib * row.wanted;
}

/** What stands beside the word for an app's state. */
export type StateDetail =
  | { kind: 'next-try'; atMs: EpochMs }
  | { kind: 'waiting'; count: number }
  | { kind: 'failing'; count: number; of: number }
  | { kind: 'missing'; count: number; of: number }
  | { kind: 'over'; count: number }
  | { kind: 'was'; count: number };

/** The one figure that tells the most about the state; null when the word alone does. */
export function stateDetail(row: AppRow): StateDetail | null {
  switch (row.condition) {
    case 'failing':
      return { kind: 'failing', count: row.unhealthy, of: row.running };
    case 'delayed':
      return row.retryAtMs === null ? null : { kind: 'next-try', atMs: row.retryAtMs };
    case 'waiting':
      return row.launchWaiting > 0 ? { kind: 'waiting', count: row.launchWaiting } : null;
    case 'suspended':
      return row.suspendedFrom === null ? null : { kind: 'was', count: row.suspendedFrom };
    case 'unreachable':
    case 'deploying':
    case 'unchecked':
    case 'healthy':
      return countDetail(row);
  }
}

function countDetail(row: AppRow): StateDetail | null {
  const there = row.running + row.staged;
  if (there > row.wanted && row.wanted > 0) return { kind: 'over', count: there - row.wanted };
  return there < row.wanted ? { kind: 'missing', count: row.wanted - there, of: row.wanted } : null;
}

/** An app's path below the group that is shown: the grey part and the bold last part. */
export function nameParts(key: string, groupPath: string): { prefix: string; name: string } {
  const id = appIdOf(key);
  const below = groupPath !== '/' && id.startsWith(`${groupPath}/`) ? id.slice(groupPath.length + 1) : id;
  const cut = below.lastIndexOf('/');
  return { prefix: below.slice(0, cut + 1), name: below.slice(cut + 1) };
}

/** A summary of rows for the line under the title and the selection bar. */
export interface RowsSummary {
  apps: number;
  notAsWanted: number;
  running: number;
  wanted: number;
}

/** The same from what a head tells of its list. */
export function summaryOfHead({ counts, running, wanted }: Head['sum']): RowsSummary {
  const summary = { apps: 0, notAsWanted: 0, running, wanted };
  for (const condition of conditionOrder) {
    summary.apps += counts[condition];
    if (!isAsWanted(condition)) summary.notAsWanted += counts[condition];
  }
  return summary;
}

/** Sums rows up. */
export function summaryOf(rows: readonly AppRow[]): RowsSummary {
  let notAsWanted = 0;
  let running = 0;
  let wanted = 0;
  for (const row of rows) {
    if (!isAsWanted(row.condition)) notAsWanted += 1;
    running += row.running;
    wanted += row.wanted;
  }
  return { apps: rows.length, notAsWanted, running, wanted };
}
