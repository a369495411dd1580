import { describe, expect, it } from 'vitest';
import type { SourceRow } from '../protocol/rows.ts';
import type { ViewMessage } from './door.ts';
import { createTables } from './tables.ts';
import { TableView } from './table-view.ts';
import { numbers } from './testing/numbers.ts';

type Row = SourceRow;

function row(key: string, over: Partial<Row> = {}): Row {
  return {
    key,
    id: key,
    kind: 'marathon',
    name: key,
    readOnly: false,
    facets: [],
    version: null,
    state: 'live',
    lastOkAtMs: 1,
    lostSinceMs: null,
    nextTryAtMs: null,
    stream: 'up',
    fault: null,
    unreadable: 0,
    ...over,
  };
}

describe('a list as screens hold it', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('replayed deltas equal a fresh snapshot, whatever happened (seed %i)', (seed) => {
    const random = numbers(seed);
    const view = new TableView<Row>('sources', 1);
    const screen = new Map<string, Row>();
    let v = 0;
    let complete = false;
    view.listen('s', (message: ViewMessage) => {
      if (message.kind === 'doc' || message.kind === 'same' || message.topic !== 'sources') throw new Error('not ours');
      if (message.kind === 'delta' && message.base !== v) throw new Error(`gap: ${v} → ${message.base}`);
      const put = message.kind === 'table' ? message.rows : message.put;
      for (const one of put) if ('state' in one && 'facets' in one) screen.set(one.key, one);
      if (message.kind === 'delta') for (const key of message.drop) screen.delete(key);
      v = message.v;
      complete = message.complete;
    });
    for (let step = 0; step < 400; step += 1) {
      const key = `k${Math.floor(random() * 12)}`;
      const dice = random();
      if (dice < 0.55) view.put(key, row(key, { unreadable: Math.floor(random() * 3) }));
      else if (dice < 0.75) view.drop(key);
      else if (dice < 0.8) view.setComplete(random() < 0.5);
      else if (dice < 0.85) view.snapshot(null);
      else view.flush();
    }
    const fresh = view.snapshot('again');
    expect([...screen.values()].sort(byKey)).toEqual([...fresh.rows].sort(byKey));
    expect(v).toBe(fresh.v);
    expect(complete).toBe(fresh.complete);
  });

  it('sends nothing for a row that changed and changed back within a frame', () => {
    const view = new TableView<Row>('sources', 1);
    view.put('a', row('a'));
    const heard: ViewMessage[] = [];
    view.listen('s', (message) => heard.push(message));
    view.put('a', row('a', { unreadable: 1 }));
    view.put('a', row('a'));
    view.put('b', row('b'));
    view.drop('b');
    view.flush();
    expect(heard).toHaveLength(1);
  });

  it('gathers all changes of a frame into one delta that leads from one version to the next', () => {
    const view = new TableView<Row>('sources', 1);
    view.put('a', row('a'));
    const heard: ViewMessage[] = [];
    view.listen('s', (message) => heard.push(message));
    view.put('b', row('b'));
    view.put('b', row('b', { unreadable: 2 }));
    view.drop('a');
    view.flush();
    expect(heard.slice(1)).toEqual([
      expect.objectContaining({ kind: 'delta', base: 2, v: 3, put: [row('b', { unreadable: 2 })], drop: ['a'] }),
    ]);
  });

  it('tells when it became complete even though no row changed', () => {
    const view = new TableView<Row>('sources', 1);
    const heard: ViewMessage[] = [];
    view.listen('s', (message) => heard.push(message));
    view.setComplete(true);
    view.flush();
    expect(heard.at(-1)).toMatchObject({ kind: 'delta', put: [], drop: [], complete: true });
  });

  it('brings those who already look up to date before it shows a newcomer the whole', () => {
    const view = new TableView<Row>('sources', 1);
    const first: ViewMessage[] = [];
    const second: ViewMessage[] = [];
    view.listen('1', (message) => first.push(message));
    view.put('a', row('a'));
    const close = view.listen('2', (message) => second.push(message));
    expect(first.at(-1)).toMatchObject({ kind: 'delta', v: 2 });
    expect(second).toEqual([expect.objectContaining({ kind: 'table', sub: '2', v: 2, rows: [row('a')] })]);
    close();
    view.put('b', row('b'));
    view.flush();
    expect(second).toHaveLength(1);
  });

  it('sends no rows to a newcomer who holds the present version, and all of them to one who holds another', () => {
    const view = new TableView<Row>('sources', 100);
    view.put('a', row('a'));
    const heard: ViewMessage[] = [];
    view.listen('1', () => undefined);
    view.listen('2', (message) => heard.push(message), 101);
    view.put('b', row('b'));
    view.listen('3', (message) => heard.push(message), 101);
    expect(heard).toEqual([
      { kind: 'same', topic: 'sources', sub: '2', v: 101 },
      expect.objectContaining({ kind: 'delta', base: 101, v: 102 }),
      expect.objectContaining({ kind: 'table', sub: '3', v: 102 }),
    ]);
  });

  it('hands out rows in order of their keys where a list asks for that', () => {
    const view = new TableView<Row>('sources', 1, undefined, true);
    for (const key of ['b', 'c', 'a']) view.put(key, row(key));
    expect(view.snapshot('1').rows).toEqual([row('a'), row('b'), row('c')]);
  });

  it('hands out one list of rows until a row changes, so that it is written once', () => {
    const view = new TableView<Row>('sources', 1);
    view.put('a', row('a'));
    const { rows } = view.snapshot('1');
    expect(view.snapshot('2').rows).toBe(rows);
    view.put('a', row('a', { unreadable: 1 }));
    expect(view.snapshot('3').rows).not.toBe(rows);
    expect(rows).toEqual([row('a')]);
  });

  it('sends no row for a source that only answered again', () => {
    const { sources } = createTables(1);
    const heard: ViewMessage[] = [];
    sources.put('a', row('a', { lastOkAtMs: null }));
    sources.listen('s', (message) => heard.push(message));
    sources.put('a', row('a', { lastOkAtMs: 5 }));
    sources.flush();
    sources.put('a', row('a', { lastOkAtMs: 9 }));
    sources.flush();
    expect(heard).toHaveLength(2);
  });
});

function byKey(a: { key?: string } | readonly unknown[], b: { key?: string } | readonly unknown[]): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
