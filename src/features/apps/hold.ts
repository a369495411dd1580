import type { AppRow } from '../../protocol/rows.ts';

/**
 * Rows in the order they stood in, while someone's pointer is among them: a row that changes its state must not slip away under a
 * click. New rows come last; rows that left are gone.
 */
export function holdOrder(before: readonly AppRow[], now: readonly AppRow[]): readonly AppRow[] {
  const byKey = new Map<string, AppRow>();
  for (const row of now) byKey.set(row.key, row);
  const held: AppRow[] = [];
  for (const { key } of before) {
    const row = byKey.get(key);
    if (row === undefined) continue;
    held.push(row);
    byKey.delete(key);
  }
  for (const row of byKey.values()) held.push(row);
  return held;
}
