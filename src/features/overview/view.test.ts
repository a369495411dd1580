import { describe, expect, it } from 'vitest';
import type { Attention } from '../../domain/attention.ts';
import type { AppRow, QueueRow, WorkerRow } from '../../protocol/rows.ts';
import { groupStrips, headlineOf, queueGlances, workerStrips } from './view.ts';

function app(id: string, over: Partial<AppRow> = {}): AppRow {
  return {
    key: `main${id}`,
    condition: 'healthy',
    lifecycle: 'running',
    wanted: 2,
    staged: 0,
    running: 2,
    healthy: 2,
    unhealthy: 0,
    checked: true,
    cpus: 1,
    memMib: 128,
    labels: [],
    version: '2026-11-21T10:00:00.000Z',
    changedAtMs: null,
    deployments: [],
    launchWaiting: 0,
    retryAtMs: null,
    suspendedFrom: null,
    ...over,
  };
}

function trouble(kind: Attention['trouble'], key: string): Attention {
  return {
    key: `${kind} ${key}`,
    trouble: kind,
    subject: { kind: kind.startsWith('queue') ? 'queue' : 'app', key, name: key },
    sinceMs: 0,
    missing: 0,
    limitInMs: null,
    figures: {},
    text: null,
    help: null,
  };
}

function queue(name: string, over: Partial<QueueRow> = {}): QueueRow {
  return {
    key: `rabbit/%2F/${name}`,
    name,
    vhost: '/',
    role: 'task',
    type: 'classic',
    state: 'running',
    depth: 0,
    ready: 0,
    unacked: 0,
    inPerS: 0,
    outPerS: 0,
    consumers: 1,
    drains: [],
    trend: 'level',
    emptyInMs: null,
    offer: null,
    ...over,
  };
}

function worker(name: string, over: Partial<WorkerRow> = {}): WorkerRow {
  return {
    key: `flower/${name}`,
    name,
    host: 'node-1',
    state: 'online',
    heartbeatAtMs: null,
    pid: 1,
    pool: 'prefork',
    processes: 4,
    autoscale: null,
    active: 1,
    reserved: 0,
    queues: [],
    processed: 0,
    failed: 0,
    load: [],
    app: null,
    inspectedAtMs: null,
    ...over,
  };
}

const both = { attention: true, apps: true };

describe('the headline', () => {
  it('counts what needs someone and says how many apps are as wanted', () => {
    const apps = [app('/a'), app('/b', { condition: 'failing' }), app('/c', { condition: 'suspended' })];
    expect(headlineOf([trouble('failing', 'main/b')], apps, both)).toEqual({
      kind: 'needs',
      count: 1,
      asWanted: 2,
      apps: 3,
    });
  });

  it('says all is well only when every source has answered', () => {
    expect(headlineOf([], [app('/a')], both)).toEqual({ kind: 'calm', apps: 1 });
    expect(headlineOf([], [app('/a')], { attention: false, apps: true })).toEqual({ kind: 'unknown' });
    expect(headlineOf([], [], { attention: true, apps: false })).toEqual({ kind: 'unknown' });
  });

  it('tells known trouble although another source has not answered', () => {
    expect(headlineOf([trouble('failing', 'main/b')], [], { attention: false, apps: false }).kind).toBe('needs');
  });

  it('does not say that all is as wanted while an app is not, though nobody is needed yet', () => {
    const apps = [app('/a'), app('/b', { condition: 'delayed' })];
    expect(headlineOf([], apps, both)).toEqual({ kind: 'moving', asWanted: 1, apps: 2 });
  });

  it('counts no apps as wanted once their source is lost', () => {
    const lost = { attention: true, apps: false };
    expect(headlineOf([trouble('source-lost', 'main')], [app('/a')], lost)).toMatchObject({ kind: 'needs', apps: 0 });
  });

  it('does not call an empty cluster well', () => {
    expect(headlineOf([], [], both)).toEqual({ kind: 'empty' });
  });
});

describe('apps by top-level group', () => {
  it('shows each group once, worst blocks first', () => {
    const strips = groupStrips([
      app('/shop/a'),
      app('/shop/deep/b', { condition: 'delayed' }),
      app('/ml/c', { condition: 'waiting' }),
      app('/solo'),
    ]);
    expect(strips.map((strip) => [strip.name, strip.total, strip.worst])).toEqual([
      ['/', 1, 'healthy'],
      ['/ml', 1, 'waiting'],
      ['/shop', 2, 'delayed'],
    ]);
    expect(strips[2]?.parts).toEqual([
      { condition: 'delayed', count: 1 },
      { condition: 'healthy', count: 1 },
    ]);
  });

  it('keeps groups of the same name in two clusters apart', () => {
    expect(groupStrips([app('/shop/a'), app('/shop/a', { key: 'other/shop/a' })])).toHaveLength(2);
  });
});

describe('queues in one look', () => {
  it('shows queues in trouble first, then the deepest, and hides Celery’s own', () => {
    const queues = [
      queue('calm', { depth: 5 }),
      queue('deep', { depth: 900 }),
      queue('fills', { depth: 10 }),
      queue('celeryev.x', { role: 'internal', depth: 99_999 }),
    ];
    const { shown, more } = queueGlances(queues, new Map(), [trouble('queue-fills', 'rabbit/%2F/fills')], 2);
    expect(shown.map((q) => q.name)).toEqual(['fills', 'deep']);
    expect(more).toBe(1);
  });

  it('keeps an unknown depth unknown and sorts it last', () => {
    const { shown } = queueGlances([queue('new', { depth: null }), queue('empty')], new Map(), [], 5);
    expect(shown.map((q) => [q.name, q.depth])).toEqual([
      ['empty', 0],
      ['new', null],
    ]);
  });
});

describe('workers in one look', () => {
  it('adds busy slots of online workers only', () => {
    const { shown } = workerStrips(
      [worker('a', { app: 'main/w' }), worker('b', { app: 'main/w', state: 'gone', active: 4 })],
      5,
    );
    expect(shown[0]).toMatchObject({ app: 'main/w', busy: 1, slots: 4 });
    expect(shown[0]?.lamps.map((lamp) => [lamp.state, lamp.load])).toEqual([
      ['online', 0.25],
      ['gone', null],
    ]);
  });

  it('says nothing about busy slots when any worker online did not tell: a part is not the whole', () => {
    const { shown } = workerStrips([worker('a'), worker('b', { active: null }), worker('c', { state: 'gone' })], 5);
    expect(shown[0]).toMatchObject({ busy: null, slots: 8 });
  });

  it('says nothing about busy slots when no worker told', () => {
    const { shown } = workerStrips([worker('a', { active: null, processes: null })], 5);
    expect(shown[0]).toMatchObject({ app: null, busy: null, slots: null });
  });

  it('lists owners with a lost worker first', () => {
    const { shown, more } = workerStrips(
      [worker('a', { app: 'main/busy', active: 4 }), worker('b', { app: 'main/lost', state: 'gone' }), worker('c')],
      2,
    );
    expect(shown.map((strip) => strip.app)).toEqual(['main/lost', 'main/busy']);
    expect(more).toBe(1);
  });
});
