import { trackOf, type BlockState } from '../../../domain/track.ts';
import type { AppRow } from '../../../protocol/rows.ts';

/** A run of equal blocks of an app. */
export interface Run<S extends string = BlockState> {
  state: S;
  count: number;
}

/** One block of a track; its place is its identity. */
export interface PlacedBlock {
  at: number;
  state: BlockState;
}

const isWell = (state: string): boolean => state === 'healthy' || state === 'unchecked';

/**
 * Runs of no more than `most` blocks in all. The well ones give way: every other state keeps its share, rounded up, so that a cut never
 * turns an app with instances in trouble into a green one, nor one in trouble here and there into one that is down.
 */
export function fitted<S extends string>(runs: readonly Run<S>[], most: number): readonly Run<S>[] {
  const total = runs.reduce((sum, { count }) => sum + count, 0);
  if (total <= most) return runs;
  const kept = runs.map(({ state, count }) => (isWell(state) ? 0 : Math.ceil((count * most) / total)));
  const room = (): number => most - kept.reduce((sum, count) => sum + count, 0);
  // Rounded up, many states may want more than there is: the largest gives.
  while (room() < 0) {
    const largest = kept.indexOf(Math.max(...kept));
    kept[largest] = (kept[largest] ?? 1) - 1;
  }
  for (const [index, { state, count }] of runs.entries()) if (isWell(state)) kept[index] = Math.min(count, room());
  return runs.flatMap(({ state }, index) => {
    const count = kept[index] ?? 0;
    return count > 0 ? [{ state, count }] : [];
  });
}

/** An app's blocks one by one, in the order of its track, no more than `most`. */
export function blocksOf(row: AppRow, most: number): readonly PlacedBlock[] {
  const blocks: PlacedBlock[] = [];
  for (const { state, count } of fitted(trackOf(row).segments, most)) {
    for (let n = 0; n < count; n += 1) blocks.push({ at: blocks.length, state });
  }
  return blocks;
}
