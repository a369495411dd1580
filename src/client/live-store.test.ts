import { describe, expect, it } from 'vitest';
import type { QueueRow } from '../protocol/rows.ts';
import type { AppTuple } from '../protocol/tuples.ts';
import type { Heard, TabMessage } from './hub/wire.ts';
import { queryKeys } from './keys.ts';
import { LiveStore } from './live-store.ts';

function queue(name: string, depth: number): QueueRow {
  return {
    key: `mq/%2F/${name}`,
    name,
    vhost: '/',
    role: 'task',
    type: 'classic',
    state: 'running',
    depth,
    ready: depth,
    unacked: 0,
    inPerS: null,
    outPerS: null,
    consumers: null,
    drains: [],
    trend: 'unknown',
    emptyInMs: null,
    offer: null,
  };
}

function createRig(asked: readonly string[] = []) {
  const sent: TabMessage[] = [];
  let hear: (message: Heard) => void = () => {};
  let frames: (() => void)[] = [];
  const store = new LiveStore({
    openLine(heard) {
      hear = heard;
      return { send: (message) => sent.push(message) };
    },
    asked,
    clock: { now: () => 1000, after: () => () => {} },
    frame: (run) => frames.push(run),
  });
  return {
    store,
    sent,
    frames: () => frames.length,
    say: (message: object) => hear({ kind: 'line', text: JSON.stringify(message) }),
    look: (...messages: object[]) => hear({ kind: 'look', lines: messages.map((one) => JSON.stringify(one)) }),
    paint() {
      const due = frames;
      frames = [];
      for (const run of due) run();
    },
    queues: () => store.table('queues'),
  };
}

const snapshot = (v: number, ...rows: QueueRow[]) => ({
  kind: 'table',
  topic: 'queues',
  sub: null,
  v,
  rows,
  complete: true,
});
const delta = (base: number, put: QueueRow[], drop: string[] = []) => ({
  kind: 'delta',
  topic: 'queues',
  base,
  v: base + 1,
  put,
  drop,
  complete: true,
});
const turn = () => new Promise<void>((done) => queueMicrotask(done));

function tuple(key: string, running = 1): AppTuple {
  return [key, 'healthy', 'running', 1, 0, running, 1, 0, 1, 1, 64, ['a=b'], 'v', null, [], 0, null, null];
}

describe('the first of a long list', () => {
  const apps = (...rows: AppTuple[]) => ({ kind: 'table', topic: 'apps', sub: null, v: 3, rows, complete: true });

  it('stand for it until it is there, for those alone who ask for them', async () => {
    const rig = createRig(['apps']);
    let told = 0;
    rig.store.subscribeTable('apps')(() => (told += 1));
    rig.look({ kind: 'head', topic: 'apps', rows: [tuple('m/b'), tuple('m/a')] });
    await turn();
    expect(rig.store.head()?.list.map(({ key }) => key)).toEqual(['m/b', 'm/a']);
    expect(rig.store.table('apps')).toMatchObject({ list: [], ready: false });
    expect(told).toBe(1);

    rig.say(apps(tuple('m/a'), tuple('m/b'), tuple('m/c')));
    rig.paint();
    await turn();
    expect(rig.store.head()).toBeNull();
    expect(rig.store.table('apps').list).toHaveLength(3);
    expect(told).toBe(2);
  });

  it('are the same rows when it comes, so that no line is drawn anew; what changed meanwhile is another', () => {
    const rig = createRig(['apps']);
    rig.look({ kind: 'head', topic: 'apps', rows: [tuple('m/a'), tuple('m/b')] });
    const held = rig.store.head()?.rows;
    rig.say(apps(tuple('m/a'), tuple('m/b', 2), tuple('m/c')));
    rig.paint();
    const { rows } = rig.store.table('apps');
    expect(rows.get('m/a')).toBe(held?.get('m/a'));
    expect(rows.get('m/b')?.running).toBe(2);
  });

  it('do not make a change fit that belongs to the list', () => {
    const rig = createRig(['apps']);
    rig.look({ kind: 'head', topic: 'apps', rows: [tuple('m/a')] });
    rig.say({ kind: 'delta', topic: 'apps', base: 3, v: 4, put: [tuple('m/a', 9)], drop: [], complete: true });
    rig.paint();
    expect(rig.store.head()?.rows.get('m/a')?.running).toBe(1);
    // The list is on its way already: nothing is asked for anew.
    expect(rig.sent).toEqual([]);
  });
});

describe('the cluster', () => {
  it('is known as soon as it was told, and what is no cluster does not take its place', () => {
    const { store, look } = createRig();
    let told = 0;
    store.subscribeCluster(() => (told += 1));
    const doc = { name: 'Harbour', environment: { label: 'LAB', colour: 'lab' }, readOnly: true, viewer: 'operator' };
    look({ kind: 'doc', topic: 'cluster', sub: null, v: 1, fault: null, doc });
    look({ kind: 'doc', topic: 'version:m/a@v1', sub: null, v: 1, fault: null, doc: { version: 'v1', config: null } });
    look({ kind: 'no-topic', topic: 'app:m/gone', sub: null });
    expect(store.cluster()).toEqual(doc);
    expect(told).toBe(1);
  });
});

describe("the page's copy", () => {
  it('does not ask again for what the line was asked for before, and drops it like anything else', async () => {
    const { store, sent } = createRig(['queues']);
    const release = store.want('queues');
    await Promise.resolve();
    expect(sent).toEqual([]);
    release();
    await Promise.resolve();
    expect(sent).toEqual([{ kind: 'topics', add: [], drop: ['queues'], have: {} }]);
  });

  it('takes in what came between two paints at once', () => {
    const rig = createRig();
    rig.say(snapshot(1, queue('a', 1), queue('b', 1)));
    for (let i = 1; i <= 20; i += 1) rig.say(delta(i, [queue('a', i)]));
    expect(rig.frames()).toBe(1);
    expect(rig.queues().ready).toBe(false);
    rig.paint();
    expect(rig.queues().v).toBe(21);
    expect(rig.queues().rows.get('mq/%2F/a')?.depth).toBe(20);
  });

  const look = { kind: 'look', protocol: 1, build: 'b', nowMs: 1500, beatMs: 5000, ages: { mq: 40 }, versions: {} };

  it('shows a look at once, with the ages of what it shows, before any frame and any stream', () => {
    const rig = createRig(['queues']);
    rig.look(look, snapshot(7, queue('a', 1)));
    expect(rig.queues().list.map(({ name }) => name)).toEqual(['a']);
    expect(rig.store.pulse()).toMatchObject({ lastBeatAtMs: 1000, offsetMs: 500, ages: { mq: 40 } });
  });

  it('goes on from what it looked at where the stream says that this is the present version', () => {
    const rig = createRig(['queues']);
    rig.look(look, snapshot(7, queue('a', 1)));
    rig.say({ kind: 'hello', protocol: 1, build: 'b', session: 's', nowMs: 1600, beatMs: 5000 });
    rig.say({ kind: 'same', topic: 'queues', sub: '0', v: 7 });
    rig.say(delta(7, [queue('a', 2)]));
    rig.paint();
    expect(rig.queues().list[0]?.depth).toBe(2);
    expect(rig.sent).toEqual([]);
  });

  it('asks for the whole where the stream takes it to hold another version than it does', () => {
    const rig = createRig(['queues']);
    rig.look(look, snapshot(7, queue('a', 1)));
    rig.say({ kind: 'same', topic: 'queues', sub: '0', v: 8 });
    rig.paint();
    expect(rig.sent).toEqual([{ kind: 'again', topic: 'queues' }]);
  });

  it('names the version it still holds of a list it comes back to', async () => {
    const rig = createRig();
    const release = rig.store.want('queues');
    await turn();
    rig.say(snapshot(3, queue('a', 1)));
    rig.paint();
    release();
    await turn();
    rig.store.want('queues');
    await turn();
    expect(rig.sent.at(-1)).toEqual({ kind: 'topics', add: ['queues'], drop: [], have: { queues: 3 } });
  });

  it('keeps the identity of rows that did not change and gives the list a new one', () => {
    const rig = createRig();
    rig.say(snapshot(1, queue('a', 1), queue('b', 1)));
    rig.paint();
    const before = rig.queues();
    rig.say(delta(1, [queue('a', 2)]));
    rig.paint();
    const after = rig.queues();
    expect(after?.list).not.toBe(before?.list);
    expect(after?.rows).not.toBe(before?.rows);
    expect(after?.rows.get('mq/%2F/b')).toBe(before?.list[1]);
    expect(after?.list.map(({ depth }) => depth)).toEqual([2, 1]);
  });

  it('drops, appends and replaces in place', () => {
    const rig = createRig();
    rig.say(snapshot(1, queue('a', 1), queue('b', 1), queue('c', 1)));
    rig.say(delta(1, [queue('d', 4)], ['mq/%2F/a']));
    rig.say(delta(2, [queue('c', 3)]));
    rig.paint();
    expect(rig.queues().list.map(({ name, depth }) => `${name}${depth}`)).toEqual(['b1', 'c3', 'd4']);
    expect(rig.queues().rows.size).toBe(3);
  });

  it('asks anew once when a delta does not follow, and shows the old list until the new one is there', () => {
    const rig = createRig();
    rig.say(snapshot(1, queue('a', 1)));
    rig.say(delta(5, [queue('a', 5)]));
    rig.say(delta(6, [queue('a', 6)]));
    rig.paint();
    expect(rig.sent).toEqual([{ kind: 'again', topic: 'queues' }]);
    expect(rig.queues().list[0]?.depth).toBe(1);
    rig.say(snapshot(7, queue('a', 7)));
    rig.say(delta(7, [queue('a', 8)]));
    rig.paint();
    expect(rig.queues().list[0]?.depth).toBe(8);
    expect(rig.sent).toHaveLength(1);
  });

  it('does not ask anew for deltas that overtake the snapshots of a new stream', async () => {
    const rig = createRig();
    rig.store.want('queues');
    await turn();
    rig.say(snapshot(1, queue('a', 1)));
    rig.say({ kind: 'hello', protocol: 1, build: 'b', session: 's', nowMs: 1500, beatMs: 5000 });
    rig.say(delta(8, [queue('a', 9)]));
    rig.paint();
    expect(rig.sent).toEqual([{ kind: 'topics', add: ['queues'], drop: [], have: {} }]);
  });

  it('counts wishes, and tells the hub only what changed', async () => {
    const rig = createRig();
    const first = rig.store.want('apps');
    const second = rig.store.want('apps');
    rig.store.want('queues');
    await turn();
    first();
    await turn();
    second();
    rig.store.want('workers');
    await turn();
    expect(rig.sent).toEqual([
      { kind: 'topics', add: ['apps', 'queues'], drop: [], have: {} },
      { kind: 'topics', add: ['workers'], drop: ['apps'], have: {} },
    ]);
  });

  it('keeps a topic that one page leaves and the next wants in the same moment', async () => {
    const rig = createRig();
    const leave = rig.store.want('apps');
    await turn();
    leave();
    rig.store.want('apps');
    await turn();
    expect(rig.sent).toHaveLength(1);
  });

  it("knows the gateway's clock and the sources' ages from its beats", () => {
    const rig = createRig();
    rig.say({ kind: 'hello', protocol: 1, build: 'b7', session: 's', nowMs: 61_000, beatMs: 5000 });
    rig.say({ kind: 'beat', nowMs: 62_000, ages: { main: 400, mq: null } });
    rig.paint();
    expect(rig.store.pulse()).toMatchObject({
      build: 'b7',
      beatMs: 5000,
      offsetMs: 61_000,
      ages: { main: 400, mq: null },
      lastBeatAtMs: 1000,
    });
  });

  it('tells the readers of a list, once a frame, and nobody else', async () => {
    const rig = createRig();
    const heard: string[] = [];
    const stop = rig.store.subscribeTable('queues')(() => heard.push(`queues v${rig.queues().v}`));
    rig.store.subscribeTable('apps')(() => heard.push('apps'));
    rig.say(snapshot(1));
    rig.say({ kind: 'delta', topic: 'queues', base: 1, v: 2, put: [], drop: [], complete: true });
    rig.paint();
    await Promise.resolve();
    expect(heard).toEqual(['queues v2']);
    stop();
    rig.say({ kind: 'delta', topic: 'queues', base: 2, v: 3, put: [], drop: [], complete: true });
    rig.paint();
    await Promise.resolve();
    expect(heard).toEqual(['queues v2']);
  });

  it('unpacks apps', () => {
    const rig = createRig();
    const tuple = ['main/a', 'healthy', 'running', 2, 0, 2, 2, 0, 1, 0.5, 64, ['k=v'], 'v1', null, [], 0, null, null];
    rig.say({ kind: 'table', topic: 'apps', sub: null, v: 1, rows: [tuple], complete: false });
    rig.paint();
    const apps = rig.store.table('apps');
    expect(apps.list[0]).toMatchObject({ key: 'main/a', checked: true, labels: ['k=v'], suspendedFrom: null });
    expect(apps.complete).toBe(false);
  });

  it('keeps apps in the order of their names, whatever comes and goes', () => {
    const rig = createRig();
    const tuple = (key: string, running: number) => [
      key,
      'healthy',
      'running',
      2,
      0,
      running,
      2,
      0,
      1,
      0.5,
      64,
      [],
      'v1',
      null,
      [],
      0,
      null,
      null,
    ];
    const shown = () => rig.store.table('apps').list.map(({ key, running }) => `${key}${running}`);
    const say = (base: number, put: unknown[][], drop: string[]) =>
      rig.say({ kind: 'delta', topic: 'apps', base, v: base + 1, put, drop, complete: true });
    rig.say({
      kind: 'table',
      topic: 'apps',
      sub: null,
      v: 1,
      rows: [tuple('m/c', 1), tuple('m/a', 1)],
      complete: true,
    });
    rig.paint();
    expect(shown()).toEqual(['m/a1', 'm/c1']);
    say(1, [tuple('m/c', 2), tuple('m/b', 1)], []);
    rig.paint();
    expect(shown()).toEqual(['m/a1', 'm/b1', 'm/c2']);
    say(2, [tuple('m/d', 1)], ['m/a']);
    say(3, [tuple('m/c', 3)], []);
    rig.paint();
    expect(shown()).toEqual(['m/b1', 'm/c3', 'm/d1']);
  });

  it('tells a topic that names nothing from one that has not come yet', () => {
    const rig = createRig();
    const doc = () => rig.store.queries.getQueryData(queryKeys.doc('app:main/x'));
    expect(doc()).toBeUndefined();
    rig.say({ kind: 'no-topic', topic: 'app:main/x', sub: null });
    rig.paint();
    expect(doc()).toMatchObject({ ready: true, missing: true, doc: null });
  });
});
