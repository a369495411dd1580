import { byHarm } from '../domain/attention-hold.ts';
import type { TableDelta, TableSnapshot } from '../protocol/messages.ts';
import type { AppRow, TableName, Tables } from '../protocol/rows.ts';
import { unpackApp, type AppTuple } from '../protocol/tuples.ts';
import type { Head } from './head.ts';

/** A list as screens read it. A new object whenever anything in it changed; rows that did not change keep their identity. */
export interface Table<Row> {
  rows: ReadonlyMap<string, Row>;
  list: readonly Row[];
  v: number;
  /** Every source that feeds it has answered: before that, an empty list means nothing. */
  complete: boolean;
  /** A first snapshot is there. */
  ready: boolean;
}

/** A list nothing is known of yet. */
const emptyTable: Table<never> = {
  rows: new Map<string, never>(),
  list: [],
  v: 0,
  complete: false,
  ready: false,
};

interface Keyed {
  key: string;
}

/** Keeps one list in step with the stream. */
interface TableKeeper<Row> {
  table: Table<Row>;
  /** Puts a snapshot in place of everything. */
  snapshot(rows: readonly Row[], v: number, complete: boolean): void;
  /** Applies a delta; false when it does not follow what we have. */
  delta(delta: { base: number; v: number; put: readonly Row[]; drop: readonly string[]; complete: boolean }): boolean;
}

/** The order of a list. */
interface Order<Row> {
  compare(a: Row, b: Row): number;
  /** A row keeps its place whatever changes in it. */
  isFixed: boolean;
}

/** By code unit, so that ten thousand apps are put in order of their names once and not at every look. */
const byKey: Order<Keyed> = { compare: (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0), isFixed: true };

/**
 * Rows live in one map that is changed in place behind a new face: copying a map of ten thousand rows ten times a second would cost
 * more than everything else a change costs. A list may ask for an order of its own; the others stand as they came.
 */
function createKeeper<Row extends Keyed>(order?: Order<Row>): TableKeeper<Row> {
  let rows = new Map<string, Row>();
  /** Where each row stands in the list; null until a delta asks. */
  let places: Map<string, number> | null = null;
  let list: Row[] = [];
  const keeper: TableKeeper<Row> = {
    table: emptyTable,
    snapshot(next, v, complete) {
      rows = new Map();
      for (const row of next) rows.set(row.key, row);
      list = [...rows.values()];
      if (order !== undefined) list.sort(order.compare);
      places = null;
      keeper.table = { rows: faceOf(rows), list, v, complete, ready: true };
    },
    delta({ base, v, put, drop, complete }) {
      if (!keeper.table.ready || base !== keeper.table.v) return false;
      let next = put.length + drop.length > 0 ? list.slice() : list;
      let isMoved = order !== undefined && !order.isFixed && put.length > 0;
      places ??= placesOf(list);
      for (const row of put) {
        const place = places.get(row.key);
        if (place === undefined) {
          places.set(row.key, next.push(row) - 1);
          isMoved ||= order !== undefined;
        } else next[place] = row;
        rows.set(row.key, row);
      }
      if (drop.length > 0) {
        for (const key of drop) rows.delete(key);
        next = next.filter((row) => rows.has(row.key));
        places = null;
      }
      if (order !== undefined && isMoved) {
        next = next.toSorted(order.compare);
        places = null;
      }
      list = next;
      keeper.table = { rows: faceOf(rows), list, v, complete, ready: true };
      return true;
    },
  };
  return keeper;
}

function placesOf(list: readonly Keyed[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [place, row] of list.entries()) places.set(row.key, place);
  return places;
}

/** A new face for the same map, so that memoised views see that something changed. */
function faceOf<Row>(rows: Map<string, Row>): ReadonlyMap<string, Row> {
  const face: ReadonlyMap<string, Row> = {
    get size() {
      return rows.size;
    },
    get: (key) => rows.get(key),
    has: (key) => rows.has(key),
    forEach: (fn) => {
      for (const [key, row] of rows) fn(row, key, face);
    },
    keys: () => rows.keys(),
    values: () => rows.values(),
    entries: () => rows.entries(),
    [Symbol.iterator]: () => rows[Symbol.iterator](),
  };
  return face;
}

/** One keeper per list. */
export type Keepers = { readonly [K in TableName]: TableKeeper<Tables[K]> };

/** Keepers for every list, empty. */
export function createKeepers(): Keepers {
  return {
    apps: createKeeper<AppRow>(byKey),
    queues: createKeeper(),
    sparks: createKeeper(),
    workers: createKeeper(),
    deployments: createKeeper(),
    attention: createKeeper({ compare: byHarm, isFixed: false }),
    acts: createKeeper(),
    timeline: createKeeper(),
    sources: createKeeper(),
  };
}

/** A message about a list, its rows tied to its name. */
export type TableMessage = { [K in TableName]: TableSnapshot<K> | TableDelta<K> }[TableName];

function unpackAll(tuples: readonly AppTuple[], head: Head | null): AppRow[] {
  return tuples.map((tuple) => head?.unpack(tuple) ?? unpackApp(tuple));
}

function feed<Row>(
  keeper: TableKeeper<Row>,
  message:
    | Pick<TableSnapshot, 'kind' | 'v' | 'complete'>
    | Pick<TableDelta, 'kind' | 'base' | 'v' | 'drop' | 'complete'>,
  rows: readonly Row[],
): boolean {
  if (message.kind === 'delta') return keeper.delta({ ...message, put: rows });
  keeper.snapshot(rows, message.v, message.complete);
  return true;
}

/**
 * Applies a message to its list; false when it does not follow what we have, so the list must be asked for anew. `head`: what is shown
 * of the apps until then.
 */
export function applyTableMessage(keepers: Keepers, message: TableMessage, head: Head | null = null): boolean {
  switch (message.topic) {
    case 'apps':
      return feed(keepers.apps, message, unpackAll(message.kind === 'table' ? message.rows : message.put, head));
    case 'queues':
      return feed(keepers.queues, message, message.kind === 'table' ? message.rows : message.put);
    case 'sparks':
      return feed(keepers.sparks, message, message.kind === 'table' ? message.rows : message.put);
    case 'workers':
      return feed(keepers.workers, message, message.kind === 'table' ? message.rows : message.put);
    case 'deployments':
      return feed(keepers.deployments, message, message.kind === 'table' ? message.rows : message.put);
    case 'attention':
      return feed(keepers.attention, message, message.kind === 'table' ? message.rows : message.put);
    case 'acts':
      return feed(keepers.acts, message, message.kind === 'table' ? message.rows : message.put);
    case 'timeline':
      return feed(keepers.timeline, message, message.kind === 'table' ? message.rows : message.put);
    case 'sources':
      return feed(keepers.sources, message, message.kind === 'table' ? message.rows : message.put);
  }
}
