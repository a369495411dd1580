import { addedFields, type Json } from './version.ts';

/** A difference between two configurations; `path` is the way to it, `before` or `after` undefined where it is not there. */
export interface Difference {
  path: readonly (string | number)[];
  kind: 'added' | 'removed' | 'changed';
  before: Json | undefined;
  after: Json | undefined;
}

type Visit = (difference: Difference) => void;

/** The differences between two configurations, by path; fields that only the upstream writes are left out. */
export function diffConfigs(before: Json, after: Json): Difference[] {
  const found: Difference[] = [];
  const visit: Visit = (difference) => {
    const [first] = difference.path;
    if (typeof first !== 'string' || !addedFields.has(first)) found.push(difference);
  };
  compare(before, after, [], visit);
  return found;
}

function compare(before: Json | undefined, after: Json | undefined, path: readonly (string | number)[], visit: Visit) {
  if (before === undefined) {
    if (after !== undefined) visit({ path, kind: 'added', before, after });
  } else if (after === undefined) {
    visit({ path, kind: 'removed', before, after });
  } else if (isList(before) && isList(after)) {
    compareLists(before, after, path, visit);
  } else if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    for (const name of names) compare(own(before, name), own(after, name), [...path, name], visit);
  } else if (before !== after) {
    visit({ path, kind: 'changed', before, after });
  }
}

/** Equal heads and tails stay; what is between is compared place by place, so that one inserted entry is one difference. */
function compareLists(
  before: readonly Json[],
  after: readonly Json[],
  path: readonly (string | number)[],
  visit: Visit,
) {
  let head = 0;
  const shorter = Math.min(before.length, after.length);
  while (head < shorter && isSame(before[head], after[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && isSame(before[before.length - 1 - tail], after[after.length - 1 - tail])) tail += 1;
  const length = Math.max(before.length, after.length) - tail;
  for (let place = head; place < length; place += 1) {
    const old = place < before.length - tail ? before[place] : undefined;
    const next = place < after.length - tail ? after[place] : undefined;
    compare(old, next, [...path, place], visit);
  }
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  let same = true;
  compare(a, b, [], () => {
    same = false;
  });
  return same;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names are hostile: `__proto__` and `constructor` must not find what JavaScript keeps there. */
function own(record: { readonly [key: string]: Json }, name: string): Json | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
