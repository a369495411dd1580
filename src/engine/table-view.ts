import type { EntityKey } from '../domain/keys.ts';
import type { TableDelta, TableSame, TableSnapshot } from '../protocol/messages.ts';
import type { TableName } from '../protocol/rows.ts';
import type { WireRow } from '../protocol/tuples.ts';
import type { ViewMessage } from './door.ts';
import { sameContent } from './equal.ts';

/** Someone who looks at a list. */
export type Listener = (message: ViewMessage) => void;

/** A list as screens hold it: rows by key, a version, and deltas that lead from one version to the next. */
export class TableView<R extends WireRow<TableName>> {
  readonly topic: TableName;
  readonly #same: (a: R, b: R) => boolean;
  readonly #rows = new Map<EntityKey, R>();
  /** Rows touched since the last delta, as they were in it. */
  readonly #before = new Map<EntityKey, R | undefined>();
  readonly #listeners = new Set<Listener>();
  #version: number;
  #complete = false;
  #completeBefore = false;
  /** The rows as one list: the same object until one changes, so that whoever sends it need not write it twice. */
  #list: readonly R[] | null = null;
  readonly #isByKey: boolean;

  /**
   * `same` tells whether two rows need no delta; by content when left out. `first` is the first version: the time in milliseconds, so
   * that a gateway that restarted never counts a version again that a screen still holds (deltas are fewer than one a millisecond).
   * `isByKey`: snapshots come in order of their keys, so that no screen has to put ten thousand rows in order; else as rows came.
   */
  constructor(topic: TableName, first: number, same: (a: R, b: R) => boolean = sameContent, isByKey = false) {
    this.topic = topic;
    this.#version = first;
    this.#same = same;
    this.#isByKey = isByKey;
  }

  get(key: EntityKey): R | undefined {
    return this.#rows.get(key);
  }

  get size(): number {
    return this.#rows.size;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  values(): IterableIterator<R> {
    return this.#rows.values();
  }

  keys(): IterableIterator<EntityKey> {
    return this.#rows.keys();
  }

  put(key: EntityKey, row: R): void {
    const known = this.#rows.get(key);
    if (known !== undefined && this.#same(known, row)) return;
    if (!this.#before.has(key)) this.#before.set(key, known);
    this.#rows.set(key, row);
    this.#list = null;
  }

  drop(key: EntityKey): void {
    const known = this.#rows.get(key);
    if (known === undefined) return;
    if (!this.#before.has(key)) this.#before.set(key, known);
    this.#rows.delete(key);
    this.#list = null;
  }

  setComplete(complete: boolean): void {
    this.#complete = complete;
  }

  /** Sends the first message at once; `have` is the version the listener holds already. */
  listen(sub: string, listener: Listener, have?: number): () => void {
    this.flush();
    this.#listeners.add(listener);
    listener(this.present(sub, have));
    return () => this.#listeners.delete(listener);
  }

  /** All rows for someone who holds version `have`, or the word that those are the ones. */
  present(sub: string, have?: number): TableSnapshot | TableSame {
    const snapshot = this.snapshot(sub);
    return have === this.#version ? { kind: 'same', topic: this.topic, sub, v: have } : snapshot;
  }

  /** All rows as of the last delta; pending changes go out before it. */
  snapshot(sub: string | null): TableSnapshot {
    this.flush();
    this.#list ??= this.#isByKey ? inOrder(this.#rows) : [...this.#rows.values()];
    return {
      kind: 'table',
      topic: this.topic,
      sub,
      v: this.#version,
      rows: this.#list,
      complete: this.#complete,
    };
  }

  /** Sends what changed since the last delta to everyone who looks. */
  flush(): void {
    const delta = this.#takeDelta();
    if (delta) for (const listener of this.#listeners) listener(delta);
  }

  #takeDelta(): TableDelta | null {
    if (this.#before.size === 0 && this.#complete === this.#completeBefore) return null;
    const put: R[] = [];
    const drop: EntityKey[] = [];
    for (const [key, before] of this.#before) {
      const row = this.#rows.get(key);
      if (row === undefined) {
        if (before !== undefined) drop.push(key);
      } else if (before === undefined || !this.#same(before, row)) put.push(row);
    }
    this.#before.clear();
    if (put.length === 0 && drop.length === 0 && this.#complete === this.#completeBefore) return null;
    this.#completeBefore = this.#complete;
    const base = this.#version;
    this.#version += 1;
    return { kind: 'delta', topic: this.topic, base, v: this.#version, put, drop, complete: this.#complete };
  }
}

/** By code unit, as screens order them. */
function inOrder<R>(rows: ReadonlyMap<EntityKey, R>): readonly R[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row);
}
