import { conditionOrder, emptyCounts, groupOf, worseOf, type Condition } from './app.ts';
import { appIdOf, sourceOf, type EntityKey } from './keys.ts';

/** What the tree needs of an app. */
export interface GroupedApp {
  key: EntityKey;
  condition: Condition;
  wanted: number;
  running: number;
}

/** A group with everything below it summed up. */
export interface Group<T extends GroupedApp = GroupedApp> {
  /** The source's id and the group's path: `main/shop`, `main/` for the top. */
  key: EntityKey;
  source: string;
  /** `/shop/api`, `/` for the top. */
  path: string;
  /** The last part of the path, "" for the top. */
  name: string;
  /** 0 for the top. */
  depth: number;
  /** Groups directly below, by name. */
  groups: readonly Group<T>[];
  /** Apps directly in it, by name. */
  apps: readonly T[];
  /** The worst condition of anything below; null when nothing is. */
  worst: Condition | null;
  /** Apps below at any depth, by condition. */
  counts: Readonly<Record<Condition, number>>;
  appCount: number;
  /** Instances below at any depth. */
  wanted: number;
  running: number;
}

interface Draft<T extends GroupedApp> extends Group<T> {
  groups: Draft<T>[];
  apps: T[];
  counts: Record<Condition, number>;
}

function draft<T extends GroupedApp>(source: string, path: string): Draft<T> {
  return {
    key: source + path,
    source,
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    depth: path === '/' ? 0 : path.split('/').length - 1,
    groups: [],
    apps: [],
    worst: null,
    counts: emptyCounts(),
    appCount: 0,
    wanted: 0,
    running: 0,
  };
}

/** The groups of all apps: one top for each source, by source. */
export function groupTrees<T extends GroupedApp>(apps: readonly T[]): Group<T>[] {
  const known = new Map<EntityKey, Draft<T>>();
  const tops: Draft<T>[] = [];
  const find = (source: string, path: string): Draft<T> => {
    const key = source + path;
    const old = known.get(key);
    if (old) return old;
    const made = draft<T>(source, path);
    known.set(key, made);
    if (path === '/') tops.push(made);
    else find(source, groupOf(path)).groups.push(made);
    return made;
  };
  for (const app of apps) find(sourceOf(app.key), groupOf(appIdOf(app.key))).apps.push(app);
  for (const top of tops) sumUp(top);
  return tops.sort((a, b) => compareText(a.source, b.source));
}

function sumUp<T extends GroupedApp>(group: Draft<T>): void {
  group.apps.sort((a, b) => compareText(a.key, b.key));
  group.groups.sort((a, b) => compareText(a.name, b.name));
  for (const app of group.apps) {
    group.counts[app.condition] += 1;
    group.appCount += 1;
    group.wanted += app.wanted;
    group.running += app.running;
    group.worst = group.worst === null ? app.condition : worseOf(group.worst, app.condition);
  }
  for (const child of group.groups) {
    sumUp(child);
    for (const condition of conditionOrder) group.counts[condition] += child.counts[condition];
    group.appCount += child.appCount;
    group.wanted += child.wanted;
    group.running += child.running;
    if (child.worst !== null) group.worst = group.worst === null ? child.worst : worseOf(group.worst, child.worst);
  }
}

/** By code unit: ids are ASCII, and a collator would cost a hundred times more. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
