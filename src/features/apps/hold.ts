import type { AppRow } from '../../protocol/rows.ts';

/**
 * Rows in the order they stood in: a row that changes its state must not slip away under a click, nor while it is read. New rows come
 * last; rows that left are gone. Where no row changed its place the answer is `now` itself.
 */
export function holdOrder(before: readonly AppRow[], now: readonly AppRow[]): readonly AppRow[] {
  const from = firstMoved(before, now);
  if (from === before.length && from === now.length) return now;
  // Of ten thousand rows one that moves up leaves most of those above and below it where they are.
  const same = sameAtEnd(before, now, from);
  const byKey = new Map<string, AppRow>();
  for (const row of now.slice(from, now.length - same)) byKey.set(row.key, row);
  const held = now.slice(0, from);
  for (const { key } of before.slice(from, before.length - same)) {
    const row = byKey.get(key);
    if (row === undefined) continue;
    held.push(row);
    byKey.delete(key);
  }
  for (const row of now.slice(now.length - same)) held.push(row);
  for (const row of byKey.values()) held.push(row);
  return held;
}

function firstMoved(before: readonly AppRow[], now: readonly AppRow[]): number {
  let at = 0;
  while (at < before.length && at < now.length && before[at]?.key === now[at]?.key) at += 1;
  return at;
}

function sameAtEnd(before: readonly AppRow[], now: readonly AppRow[], from: number): number {
  const most = Math.min(before.length, now.length) - from;
  let same = 0;
  while (same < most && before.at(-1 - same)?.key === now.at(-1 - same)?.key) same += 1;
  return same;
}
