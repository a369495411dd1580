import { conditionRank, isAsWanted, type Condition } from '../../domain/app.ts';
import type { Attention } from '../../domain/attention.ts';
import { appIdOf, sourceOf, type EntityKey } from '../../domain/keys.ts';
import type { WorkerState } from '../../domain/worker.ts';
import type { AppRow, QueueRow, SparkRow, WorkerRow } from '../../protocol/rows.ts';

/** What the first line of the page says: nothing is claimed before every source that feeds it has answered. */
export type Headline =
  | { kind: 'unknown' }
  | { kind: 'empty' }
  | { kind: 'calm'; apps: number }
  /** Nothing needs anyone yet, though some apps are not as wanted. */
  | { kind: 'moving'; asWanted: number; apps: number }
  | { kind: 'needs'; count: number; asWanted: number; apps: number };

/** The headline; trouble that is known is told even while other sources have not answered yet. */
export function headlineOf(
  attention: readonly Attention[],
  apps: readonly AppRow[],
  complete: { attention: boolean; apps: boolean },
): Headline {
  let asWanted = 0;
  for (const row of apps) if (isAsWanted(row.condition)) asWanted += 1;
  if (attention.length > 0) {
    // What is not known now is not counted.
    return { kind: 'needs', count: attention.length, asWanted, apps: complete.apps ? apps.length : 0 };
  }
  if (!complete.attention || !complete.apps) return { kind: 'unknown' };
  if (apps.length === 0) return { kind: 'empty' };
  return asWanted === apps.length
    ? { kind: 'calm', apps: apps.length }
    : { kind: 'moving', asWanted, apps: apps.length };
}

/** Apps of one top-level group, counted by condition, worst first. */
export interface GroupStrip {
  key: string;
  /** `/shop`; `/` gathers apps that stand in no group. */
  name: string;
  source: string;
  /** Another source has a group by that name. */
  isShared: boolean;
  total: number;
  worst: Condition;
  parts: readonly { condition: Condition; count: number }[];
}

/** One strip per top-level group, in the order of their names so that a group keeps its place. */
export function groupStrips(apps: readonly AppRow[]): readonly GroupStrip[] {
  const groups = new Map<string, { name: string; source: string; counts: Map<Condition, number> }>();
  for (const row of apps) {
    const source = sourceOf(row.key);
    const name = topGroupOf(appIdOf(row.key));
    const key = source + name;
    let group = groups.get(key);
    if (!group) {
      group = { name, source, counts: new Map() };
      groups.set(key, group);
    }
    group.counts.set(row.condition, (group.counts.get(row.condition) ?? 0) + 1);
  }
  const strips: GroupStrip[] = [];
  const named = new Map<string, number>();
  for (const { name } of groups.values()) named.set(name, (named.get(name) ?? 0) + 1);
  for (const [key, group] of groups) {
    const parts = [...group.counts]
      .map(([condition, count]) => ({ condition, count }))
      .sort((a, b) => conditionRank(a.condition) - conditionRank(b.condition));
    const total = parts.reduce((sum, part) => sum + part.count, 0);
    strips.push({
      key,
      name: group.name,
      source: group.source,
      isShared: (named.get(group.name) ?? 0) > 1,
      total,
      worst: parts[0]?.condition ?? 'suspended',
      parts,
    });
  }
  return strips.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.source < b.source ? -1 : 1));
}

function topGroupOf(appId: string): string {
  const cut = appId.indexOf('/', 1);
  return cut < 0 ? '/' : appId.slice(0, cut);
}

/** A queue as the overview shows it. */
export interface QueueGlance {
  key: EntityKey;
  name: string;
  vhost: string;
  trouble: 'queue-fills' | 'queue-undrained' | null;
  depth: number | null;
  trend: QueueRow['trend'];
  emptyInMs: number | null;
  spark: readonly (number | null)[];
}

/** The queues worth a look: those in trouble first, then the deepest; Celery's own are left out. */
export function queueGlances(
  queues: readonly QueueRow[],
  sparks: ReadonlyMap<EntityKey, SparkRow>,
  attention: readonly Attention[],
  limit: number,
): { shown: readonly QueueGlance[]; more: number } {
  const troubles = new Map<EntityKey, QueueGlance['trouble']>();
  for (const item of attention) {
    if (item.trouble === 'queue-fills' || item.trouble === 'queue-undrained')
      troubles.set(item.subject.key, item.trouble);
  }
  const tasks = queues.filter((queue) => queue.role === 'task');
  const ranked = tasks.toSorted((a, b) => {
    const byTrouble = Number(troubles.has(b.key)) - Number(troubles.has(a.key));
    if (byTrouble !== 0) return byTrouble;
    const byDepth = (b.depth ?? -1) - (a.depth ?? -1);
    return byDepth !== 0 ? byDepth : a.name < b.name ? -1 : 1;
  });
  const shown = ranked.slice(0, limit).map((queue) => ({
    key: queue.key,
    name: queue.name,
    vhost: queue.vhost,
    trouble: troubles.get(queue.key) ?? null,
    depth: queue.depth,
    trend: queue.trend,
    emptyInMs: queue.emptyInMs,
    spark: sparks.get(queue.key)?.points ?? [],
  }));
  return { shown, more: tasks.length - shown.length };
}

/** Workers of one owner: an app, or those of no known app. */
export interface WorkerStrip {
  key: string;
  /** null: no app is known to run them. */
  app: EntityKey | null;
  /** Busy slots and all slots of workers that are online; null when none is, or any of them did not say. */
  busy: number | null;
  slots: number | null;
  lamps: readonly { key: EntityKey; name: string; state: WorkerState; load: number | null }[];
}

/** One strip per owner; those with a worker that is not online first, then the busiest. */
export function workerStrips(
  workers: readonly WorkerRow[],
  limit: number,
): { shown: readonly WorkerStrip[]; more: number } {
  const owners = new Map<string, WorkerRow[]>();
  for (const worker of workers) {
    const key = worker.app ?? '';
    const list = owners.get(key);
    if (list) list.push(worker);
    else owners.set(key, [worker]);
  }
  const strips = [...owners].map(([key, list]) => stripOf(key, list));
  strips.sort((a, b) => {
    const byTrouble = Number(hasTrouble(b)) - Number(hasTrouble(a));
    if (byTrouble !== 0) return byTrouble;
    const byBusy = (b.busy ?? -1) - (a.busy ?? -1);
    return byBusy !== 0 ? byBusy : a.key < b.key ? -1 : 1;
  });
  return { shown: strips.slice(0, limit), more: Math.max(0, strips.length - limit) };
}

function hasTrouble(strip: WorkerStrip): boolean {
  return strip.lamps.some((lamp) => lamp.state !== 'online');
}

function stripOf(key: string, workers: readonly WorkerRow[]): WorkerStrip {
  const online = workers.filter(({ state }) => state === 'online');
  const lamps = workers
    .map((worker) => ({ key: worker.key, name: worker.name, state: worker.state, load: loadOf(worker) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    key,
    app: key === '' ? null : key,
    busy: sumOf(online.map(({ active }) => active)),
    slots: sumOf(online.map(({ processes }) => processes)),
    lamps,
  };
}

/** A sum; null when there is nothing to add or any of it is not known: a part passed off as the whole would be a lie. */
function sumOf(figures: readonly (number | null)[]): number | null {
  if (figures.length === 0) return null;
  let sum = 0;
  for (const figure of figures) {
    if (figure === null) return null;
    sum += figure;
  }
  return sum;
}

function loadOf(worker: WorkerRow): number | null {
  if (worker.state !== 'online' || worker.active === null || !worker.processes) return null;
  return Math.min(1, worker.active / worker.processes);
}

/** The strips that find room: those in trouble first, then the largest; shown in the order of their names. */
export function mostTroubled(
  strips: readonly GroupStrip[],
  limit: number,
): { shown: readonly GroupStrip[]; more: number } {
  if (strips.length <= limit) return { shown: strips, more: 0 };
  const chosen = new Set(
    strips.toSorted((a, b) => conditionRank(a.worst) - conditionRank(b.worst) || b.total - a.total).slice(0, limit),
  );
  return { shown: strips.filter((strip) => chosen.has(strip)), more: strips.length - limit };
}
