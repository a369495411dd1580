import type { HeadMessage } from '../protocol/messages.ts';
import type { AppRow } from '../protocol/rows.ts';
import { unpackApp, type AppTuple } from '../protocol/tuples.ts';

/** The first apps of a long list, in the order its page begins with, while the list itself is still on its way. */
export interface Head {
  list: readonly AppRow[];
  rows: ReadonlyMap<string, AppRow>;
  /** Of all of the list. */
  sum: Pick<HeadMessage, 'counts' | 'running' | 'wanted'>;
  /** A row as the list brings it; the one that is held where nothing in it changed, so that its line need not be drawn anew. */
  unpack(tuple: AppTuple): AppRow;
}

/** Keeps a head until its list comes. */
export function openHead({ rows, ...sum }: HeadMessage): Head {
  const held = new Map(rows.map((tuple) => [tuple[0], { text: JSON.stringify(tuple), row: unpackApp(tuple) }]));
  const list = [...held.values()].map(({ row }) => row);
  return {
    list,
    rows: new Map(list.map((row) => [row.key, row])),
    sum,
    unpack(tuple) {
      const known = held.get(tuple[0]);
      return known !== undefined && known.text === JSON.stringify(tuple) ? known.row : unpackApp(tuple);
    },
  };
}
