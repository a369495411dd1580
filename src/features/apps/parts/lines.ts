import type { AppRow } from '../../../protocol/rows.ts';

/** A line of the list: its element, the row it shows and where that stands; `index` null when it rests, unseen. */
export interface Line {
  slot: number;
  row: AppRow;
  index: number | null;
}

/**
 * Deals rows to lines that are there already. A row that stays keeps its line, wherever it moves; one that comes takes over a line
 * that is free; lines left over rest as they are. So a row that moves costs a position and not a line, and neither a filter that leaves
 * two rows nor its removal takes lines down and puts them up again.
 */
export class Lines {
  #rows: readonly AppRow[] = [];

  /** Lines for these rows, the first of which stands at `first`, in the order of their slots: it never changes for a line. */
  deal(rows: readonly AppRow[], first: number): readonly Line[] {
    const indexes = new Map<string, number>();
    for (const [at, { key }] of rows.entries()) indexes.set(key, first + at);
    const kept = new Set<string>();
    const lines: Line[] = [];
    for (const [slot, before] of this.#rows.entries()) {
      const index = indexes.get(before.key);
      if (index === undefined) lines.push({ slot, row: before, index: null });
      else {
        kept.add(before.key);
        lines.push({ slot, row: rows[index - first] ?? before, index });
      }
    }
    const resting = lines.filter(({ index }) => index === null).values();
    for (const [at, row] of rows.entries()) {
      if (kept.has(row.key)) continue;
      const free = resting.next().value;
      if (free) Object.assign(free, { row, index: first + at });
      else lines.push({ slot: lines.length, row, index: first + at });
    }
    this.#rows = lines.map(({ row }) => row);
    return lines;
  }
}
