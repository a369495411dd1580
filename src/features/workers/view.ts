import { appIdOf, type EntityKey } from '../../domain/keys.ts';
import type { Intent } from '../../domain/intent.ts';
import type { WorkerState } from '../../domain/worker.ts';
import type { WorkerRow } from '../../protocol/rows.ts';

const order: Readonly<Record<WorkerState, number>> = { gone: 0, away: 1, unknown: 2, online: 3 };

/** Workers of one app, or of none that is known. */
export interface WorkerGroup {
  /** The app's key, null for workers of no known app. */
  app: string | null;
  title: string;
  workers: readonly WorkerRow[];
  busy: number | null;
  slots: number | null;
}

/** What the page of workers shows. */
export interface WorkerList {
  groups: readonly WorkerGroup[];
  online: number;
  gone: number;
  away: number;
  total: number;
}

/** Groups workers by the app that runs them, those with trouble first, and counts them over all. */
export function listWorkers(
  rows: readonly WorkerRow[],
  options: { text: string; state: WorkerState | null },
): WorkerList {
  const needle = options.text.trim().toLowerCase();
  const shown = rows.filter(
    (row) => (options.state === null || row.state === options.state) && (needle === '' || matches(row, needle)),
  );
  const byApp = new Map<string | null, WorkerRow[]>();
  for (const row of shown) {
    const known = byApp.get(row.app);
    if (known) known.push(row);
    else byApp.set(row.app, [row]);
  }
  const groups = [...byApp].map(([app, workers]) => groupOf(app, workers)).toSorted(byTrouble);
  const count = (state: WorkerState): number => rows.filter((row) => row.state === state).length;
  return { groups, online: count('online'), gone: count('gone'), away: count('away'), total: rows.length };
}

function matches(row: WorkerRow, needle: string): boolean {
  return [row.name, row.app ?? '', ...row.queues].some((text) => text.toLowerCase().includes(needle));
}

function groupOf(app: string | null, rows: readonly WorkerRow[]): WorkerGroup {
  const workers = rows.toSorted((a, b) => order[a.state] - order[b.state] || (a.name < b.name ? -1 : 1));
  return {
    app,
    title: app === null ? '' : appIdOf(app),
    workers,
    busy: sum(workers, 'active'),
    slots: sum(workers, 'processes'),
  };
}

/** A sum over those online; null when there are none or any of them is not known: a part passed off as the whole would be a lie. */
function sum(rows: readonly WorkerRow[], figure: 'active' | 'processes'): number | null {
  const online = rows.filter(({ state }) => state === 'online');
  if (online.length === 0) return null;
  let total = 0;
  for (const row of online) {
    const value = row[figure];
    if (value === null) return null;
    total += value;
  }
  return total;
}

function byTrouble(a: WorkerGroup, b: WorkerGroup): number {
  return worst(a) - worst(b) || Number(a.app === null) - Number(b.app === null) || (a.title < b.title ? -1 : 1);
}

function worst({ workers }: WorkerGroup): number {
  return Math.min(...workers.map(({ state }) => order[state]));
}

/** A worker's lamp: how full its slots are, 0..1; null when that is not known. */
export function fillOf(row: WorkerRow): number | null {
  if (row.state !== 'online' || row.active === null || row.processes === null || row.processes === 0) return null;
  return Math.min(1, row.active / row.processes);
}

/** Whether everything a worker can do is taken: busy is not gone. */
export function isSaturated(row: WorkerRow): boolean {
  const fill = fillOf(row);
  return fill !== null && fill >= 1;
}

/** What takes a pool from one size to another. Celery knows only by how much, so it is reckoned from what was asked for last. */
export function poolStep(worker: EntityKey, from: number, to: number): Intent {
  return to > from ? { kind: 'grow-pool', worker, by: to - from } : { kind: 'shrink-pool', worker, by: from - to };
}
