import { describe, expect, it } from 'vitest';
import type { TaskQuery } from '../domain/task.ts';
import { docNames, tableNames, type AppRow } from './rows.ts';
import { decodeTaskQuery, encodeTaskQuery, parseTopic, topics } from './topics.ts';
import { appColumns, packApp, unpackApp } from './tuples.ts';

const row: AppRow = {
  key: 'main/shop/worker',
  condition: 'delayed',
  lifecycle: 'delayed',
  wanted: 5,
  staged: 1,
  running: 3,
  healthy: 2,
  unhealthy: 1,
  checked: true,
  cpus: 0.5,
  memMib: 128,
  labels: ['team=web'],
  version: 'v1',
  changedAtMs: 7,
  deployments: ['d1'],
  launchWaiting: 1,
  retryAtMs: 99,
  suspendedFrom: null,
};

describe('an app on the wire', () => {
  it('comes out as it went in', () => {
    expect(unpackApp(packApp(row))).toEqual(row);
    const bare: AppRow = { ...row, checked: false, changedAtMs: null, retryAtMs: null, suspendedFrom: 4, labels: [] };
    expect(unpackApp(packApp(bare))).toEqual(bare);
    expect(unpackApp(JSON.parse(JSON.stringify(packApp(row))))).toEqual(row);
  });

  it('has its places in the order of the columns that are told', () => {
    const tuple = packApp(row);
    expect(tuple).toHaveLength(appColumns.length);
    for (const [place, column] of appColumns.entries()) {
      expect(tuple[place], column).toEqual(column === 'checked' ? 1 : row[column]);
    }
    expect([...appColumns].sort()).toEqual(Object.keys(row).sort());
  });
});

describe('a topic', () => {
  it('names a list, or a document of something', () => {
    for (const name of tableNames) expect(parseTopic(name)).toEqual({ kind: 'table', name });
    for (const name of docNames) {
      if (name === 'cluster') expect(parseTopic(name)).toEqual({ kind: 'doc', name, arg: '' });
      else expect(parseTopic(`${name}:main/a`)).toEqual({ kind: 'doc', name, arg: 'main/a' });
    }
  });

  it('keeps whatever stands behind the first colon', () => {
    expect(parseTopic(topics.version('main/a', '2026-11-21T09:00:00.000Z'))).toEqual({
      kind: 'doc',
      name: 'version',
      arg: 'main/a@2026-11-21T09:00:00.000Z',
    });
  });

  it.each([
    '',
    'nothing',
    'app',
    'app:',
    'apps:main',
    'cluster:main',
    'constructor',
    '__proto__',
    'toString:x',
    ':apps',
  ])('%j names nothing', (topic) => {
    expect(parseTopic(topic)).toBeNull();
  });
});

describe('a query for tasks', () => {
  const queries: TaskQuery[] = [
    { limit: 50, offset: 0 },
    { state: 'FAILURE', limit: 500, offset: 100 },
    { name: 'shop.mail & more', worker: 'celery@a', search: 'args:"x=1" +%', limit: 1, offset: 0 },
  ];

  it.each(queries)('%j survives its topic', (query) => {
    expect(decodeTaskQuery(encodeTaskQuery(query))).toEqual(query);
    const parsed = parseTopic(topics.tasks('flower', query));
    expect(parsed).toMatchObject({ kind: 'doc', name: 'tasks' });
  });

  it('is one topic however its parts are ordered', () => {
    const again: TaskQuery = { offset: 0, limit: 5, worker: 'w', state: 'RETRY' };
    expect(encodeTaskQuery({ state: 'RETRY', worker: 'w', limit: 5, offset: 0 })).toBe(encodeTaskQuery(again));
  });

  it('never asks for more than 500, nor for what is no number or no state', () => {
    expect(decodeTaskQuery('limit=100000')).toMatchObject({ limit: 500 });
    expect(decodeTaskQuery('')).toEqual({ limit: 100, offset: 0 });
    for (const text of ['limit=0', 'limit=x', 'limit=1.5', 'offset=-1', 'limit=', 'state=BROKEN', 'state=failure']) {
      expect(decodeTaskQuery(text), text).toBeNull();
    }
  });
});
