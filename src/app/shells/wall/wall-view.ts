import type { Attention } from '../../../domain/attention.ts';
import { appIdOf, sourceOf, type EntityKey } from '../../../domain/keys.ts';
import type { EpochMs } from '../../../domain/units.ts';
import type { ActRow, AppRow, QueueRow, SourceRow, WorkerRow } from '../../../protocol/rows.ts';
import { appsOf, type Relations } from './concerns.ts';

const taskQueues = (rows: readonly QueueRow[]): readonly QueueRow[] => rows.filter(({ role }) => role === 'task');

function byDepth(a: QueueRow, b: QueueRow): number {
  return (b.depth ?? -1) - (a.depth ?? -1) || (a.name < b.name ? -1 : 1);
}

/** The deepest task queues. */
export function deepestQueues(rows: readonly QueueRow[], most: number): readonly QueueRow[] {
  return taskQueues(rows).toSorted(byDepth).slice(0, most);
}

/**
 * The task queues worth a line of the wall: those that need someone first, as the rules rank them, then the deepest. The rules know from
 * which depth and growth on a queue is anyone's business; the wall has no opinion of its own.
 */
export function urgentQueues(
  rows: readonly QueueRow[],
  attention: readonly Attention[],
  most: number,
): readonly QueueRow[] {
  const ranks = new Map([...queuesInTrouble(attention).keys()].map((key, rank) => [key, rank]));
  const rankOf = ({ key }: QueueRow): number => ranks.get(key) ?? ranks.size;
  return taskQueues(rows)
    .toSorted((a, b) => rankOf(a) - rankOf(b) || byDepth(a, b))
    .slice(0, most);
}

/** The queues that need someone with what troubles them, worst first. */
export function queuesInTrouble(attention: readonly Attention[]): ReadonlyMap<EntityKey, Attention> {
  return new Map(attention.filter(({ subject }) => subject.kind === 'queue').map((one) => [one.subject.key, one]));
}

/** Queues as far as anything is known of them: of a broker that is lost nothing is, and what was last known is no figure for a wall. */
export function queuesKnown(rows: readonly QueueRow[], lost: ReadonlySet<string>): readonly QueueRow[] {
  if (lost.size === 0) return rows;
  return rows.map((row) =>
    lost.has(sourceOf(row.key))
      ? {
          ...row,
          depth: null,
          inPerS: null,
          outPerS: null,
          consumers: null,
          trend: 'unknown',
          emptyInMs: null,
          offer: null,
        }
      : row,
  );
}

/** The worst three of what needs someone, which come in the order of the harm they do. */
export function worstThree(attention: readonly Attention[]): readonly Attention[] {
  return attention.slice(0, 3);
}

function isWithin(app: EntityKey, group: string): boolean {
  return group === '/' || appIdOf(app).startsWith(`${group}/`);
}

/** What has to do with apps elsewhere only is not of a group; where nobody knows with which, it may be. */
function mayBeWithin(apps: readonly EntityKey[], group: string): boolean {
  return apps.length === 0 || apps.some((app) => isWithin(app, group));
}

/** Apps of a group and everything below it; `/` is all of them. */
export function withinGroup<T extends { key: string }>(rows: readonly T[], group: string): readonly T[] {
  return group === '/' ? rows : rows.filter(({ key }) => isWithin(key, group));
}

/** What needs someone, or what happened, narrowed to a group by the apps it has to do with. */
export function subjectsWithin<T extends Pick<Attention, 'subject'>>(
  list: readonly T[],
  group: string,
  relations: Relations,
): readonly T[] {
  if (group === '/') return list;
  return list.filter(({ subject }) => mayBeWithin(appsOf(subject, relations), group));
}

/** Queues, narrowed to a group by the apps that drain them. */
export function queuesWithin(rows: readonly QueueRow[], group: string): readonly QueueRow[] {
  if (group === '/') return rows;
  return rows.filter(({ drains }) =>
    mayBeWithin(
      drains.flatMap(({ app }) => app ?? []),
      group,
    ),
  );
}

/** Workers, narrowed to a group by the apps that run them. */
export function workersWithin(rows: readonly WorkerRow[], group: string): readonly WorkerRow[] {
  return group === '/' ? rows : rows.filter(({ app }) => app === null || isWithin(app, group));
}

/** What can be said while sources are lost: nothing of what they tell of, whose troubles are only the last known. */
export function attentionKnown(attention: readonly Attention[], lost: ReadonlySet<string>): readonly Attention[] {
  if (lost.size === 0) return attention;
  return attention.filter(({ subject: { kind, key } }) => kind === 'source' || !lost.has(sourceOf(key)));
}

/** The sources there is room for in the foot: those that are lost first, the others where they always stand. */
export function footSources(sources: readonly SourceRow[], most: number): readonly SourceRow[] {
  return sources.toSorted((a, b) => Number(b.state === 'lost') - Number(a.state === 'lost')).slice(0, most);
}

/** Rows by key. */
export function byKey(rows: readonly AppRow[]): ReadonlyMap<string, AppRow> {
  return new Map(rows.map((row) => [row.key, row]));
}

/** A worker as a lamp: full, part, empty, or one of three ways of not being known. */
export type Lamp = 'full' | 'busy' | 'idle' | 'gone' | 'away' | 'unknown';

/** The lamp of a worker. */
export function lampOf(row: WorkerRow): Lamp {
  switch (row.state) {
    case 'gone':
    case 'away':
    case 'unknown':
      return row.state;
    case 'online':
      if (row.active === null || row.processes === null) return 'busy';
      if (row.active === 0) return 'idle';
      return row.active >= row.processes ? 'full' : 'busy';
  }
}

/** What the workers' scene counts. */
export interface Crew {
  /** Null while nobody can tell of any that it is up. */
  online: number | null;
  gone: number;
  away: number;
  /** Nobody can tell, since Flower does not answer. */
  unknown: number;
  total: number;
  busy: number | null;
  slots: number | null;
}

/** Counts workers; a sum of which a part is not known is not known. */
export function crewOf(rows: readonly WorkerRow[]): Crew {
  const online = rows.filter(({ state }) => state === 'online');
  const of = (wanted: WorkerRow['state']): number => rows.filter(({ state }) => state === wanted).length;
  const [gone, away, unknown] = [of('gone'), of('away'), of('unknown')];
  const sum = (figure: 'active' | 'processes'): number | null => {
    if (online.length === 0 || unknown > 0) return null;
    let total = 0;
    for (const row of online) {
      const value = row[figure];
      if (value === null) return null;
      total += value;
    }
    return total;
  };
  return {
    online: online.length === 0 && away + unknown > 0 ? null : online.length,
    gone,
    away,
    unknown,
    total: rows.length,
    busy: sum('active'),
    slots: sum('processes'),
  };
}

/** A lever pulled longer ago than this says nothing of who is on it now. */
const onItMs = 1_800_000;

/** Whose act is on its way or was done: one that was refused, timed out or was taken back helps nobody. */
const counts: ReadonlySet<ActRow['state']> = new Set(['asked', 'sent', 'confirmed']);

/** The latest act on any of the given things that tells who is on it. */
export function latestOn(acts: readonly ActRow[], targets: ReadonlySet<EntityKey>, nowMs: EpochMs): ActRow | null {
  let latest: ActRow | null = null;
  for (const act of acts) {
    if (!targets.has(act.target) || !counts.has(act.state) || nowMs - act.askedAtMs >= onItMs) continue;
    if (latest === null || act.askedAtMs > latest.askedAtMs) latest = act;
  }
  return latest;
}
