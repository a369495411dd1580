import { describe, expect, it } from 'vitest';
import type { Adapter } from '../domain/ports.ts';
import { anApp, aQueue, aWorker } from './testing/builders.ts';
import { badGateway, FakeUpstream, garbage, refusedConnection } from './testing/fake-upstream.ts';
import { Screen, sceneWith } from './testing/scene.ts';

/** A cluster of one Marathon with two apps. */
function shop(options: Parameters<FakeUpstream['marathon']>[0] = {}) {
  const main = new FakeUpstream('main');
  main.addApp(anApp('/shop/web'), anApp('/shop/cart'));
  return { main, ...sceneWith({ main: main.marathon(options) }) };
}

describe('polling', () => {
  it('asks nothing before it is started and nothing after it is stopped', async () => {
    const { main, engine, clock } = shop();
    const screen = new Screen(engine, 'apps');
    const page = new Screen(engine, 'app:main/shop/web');
    await clock.advance(10_000);
    expect(main.asked).toEqual([]);
    expect(page.last).toMatchObject({ doc: null, fault: null });
    engine.start();
    await clock.advance(10_000);
    expect(page.last).toMatchObject({ doc: { row: { wanted: 2 } } });
    await engine.stop();
    const asked = main.asked.length;
    await clock.advance(600_000);
    expect(main.asked).toHaveLength(asked);
    expect(clock.waiting).toBe(0);
    expect(screen.rows.size).toBe(2);
  });

  it('stops while an answer is still awaited, even from an adapter that ignores its signal', async () => {
    const { main, engine, clock } = shop();
    main.hold = new Promise(() => undefined);
    engine.start();
    await clock.advance(100);
    let stopped = false;
    const ending = engine.stop().then(() => {
      stopped = true;
    });
    await clock.advance(2_000);
    await ending;
    expect(stopped).toBe(true);
    expect(clock.waiting).toBe(0);
  });

  it('follows interest: idle while nobody looks, steady while someone does, at once when someone begins to', async () => {
    const { main, engine, clock } = shop({ stream: false });
    engine.start();
    await clock.advance(9_999);
    expect(main.count('apps')).toBe(1);
    await clock.advance(1);
    expect(main.count('apps')).toBe(2);
    await clock.advance(5_000);
    const screen = new Screen(engine, 'apps');
    await clock.advance(25);
    expect(main.count('apps')).toBe(3);
    await clock.advance(8_000);
    expect(main.count('apps')).toBe(7);
    screen.subscription?.close();
    await clock.advance(9_000);
    expect(main.count('apps')).toBe(7);
  });

  it('asks an upstream no more often for a hundred screens than for one', async () => {
    const asked: number[] = [];
    for (const screens of [1, 100]) {
      const { main, engine, clock } = shop();
      engine.start();
      await clock.advance(1_000);
      const topics = ['apps', 'attention', 'deployments', 'app:main/shop/web'];
      const held = Array.from({ length: screens }, () => topics.map((topic) => new Screen(engine, topic)));
      expect(engine.status().subscriptions).toBe(held.length * 4);
      for (let i = 0; i < 120; i += 1) {
        main.markApp('/shop/web');
        main.markApp('/shop/cart');
        await clock.advance(1_000);
      }
      asked.push(main.asked.length);
      await engine.stop();
    }
    expect(asked[1]).toBe(asked[0]);
  });

  it('reads what was marked while nobody looked as soon as somebody does', async () => {
    const { main, engine, clock } = shop();
    main.addApp(anApp('/a'));
    engine.start();
    await clock.advance(5_000);
    main.markApp('/a');
    await clock.advance(100);
    main.markApp('/a');
    await clock.advance(100);
    expect(main.count('readApp')).toBe(1);
    const apps = new Screen(engine, 'apps');
    await clock.advance(50);
    expect(main.count('readApp')).toBe(2);
    apps.subscription?.close();
  });

  it('reads every list once when the stream is cut, and once when it opens again', async () => {
    const { main, engine, clock } = shop();
    engine.start();
    await clock.advance(1_500);
    const lists = () => ['apps', 'deployments', 'queue'].map((name) => main.count(name));
    const before = lists();
    main.cutStream();
    await clock.advance(150);
    expect(lists().map((count, n) => count - (before[n] ?? 0))).toEqual([1, 1, 1]);
    await clock.advance(900);
    expect(main.streaming).toBe(true);
    expect(lists().map((count, n) => count - (before[n] ?? 0))).toEqual([2, 2, 2]);
  });

  it('polls slowly where the stream marks what changes, and heals what an event lost', async () => {
    const { main, engine, clock } = shop();
    engine.start();
    const screen = new Screen(engine, 'apps');
    await clock.advance(1_000);
    main.addApp(anApp('/shop/web', { wanted: 7 }));
    await clock.advance(28_000);
    expect(main.count('apps')).toBe(1);
    await clock.advance(2_000);
    expect(screen.rows.get('main/shop/web')).toEqual(expect.arrayContaining([7]));
  });

  it('never asks below the floor, however many marks come', async () => {
    const { main, engine, clock } = shop();
    engine.start();
    await clock.advance(1_000);
    const before = main.count('deployments');
    for (let i = 0; i < 100; i += 1) {
      main.mark({ kind: 'read', name: 'deployments' });
      await clock.advance(10);
    }
    expect(main.count('deployments') - before).toBeLessThanOrEqual(6);
  });
});

describe('marks', () => {
  it('shows a changed app within a frame of the answer, and reads only that app', async () => {
    const { main, engine, clock } = shop();
    engine.start();
    const screen = new Screen(engine, 'apps');
    await clock.advance(1_000);
    const asked = main.asked.length;
    main.addApp(anApp('/shop/web', { wanted: 9 }));
    main.markApp('/shop/web');
    await clock.advance(25);
    expect(screen.rows.get('main/shop/web')).toEqual(expect.arrayContaining([9]));
    expect(main.asked.slice(asked)).toEqual(['readApp']);
  });

  it('lists the versions of a changed app only while someone has that app before them', async () => {
    const { main, engine, clock } = shop();
    engine.start();
    const list = new Screen(engine, 'apps');
    const page = new Screen(engine, 'app:main/shop/web');
    await clock.advance(1_000);
    const askedFor = async (id: string) => {
      const asked = main.count('versions');
      main.markApp(id);
      await clock.advance(25);
      return main.count('versions') - asked;
    };
    expect([await askedFor('/shop/cart'), await askedFor('/shop/web')]).toEqual([0, 1]);
    page.subscription?.close();
    expect(await askedFor('/shop/web')).toBe(0);
    expect(list.rows.size).toBe(2);
  });

  it('drops an app that a mark showed to be gone', async () => {
    const { main, engine, clock } = shop();
    engine.start();
    const screen = new Screen(engine, 'apps');
    await clock.advance(1_000);
    main.apps.delete('main/shop/web');
    main.markApp('/shop/web');
    await clock.advance(25);
    expect([...screen.rows.keys()]).toEqual(['main/shop/cart']);
  });

  it('reads the list once for a flood of changed apps', async () => {
    const { main, engine, clock } = shop();
    for (let i = 0; i < 500; i += 1) main.addApp(anApp(`/big/${i}`));
    engine.start();
    const screen = new Screen(engine, 'apps');
    await clock.advance(1_000);
    for (let i = 0; i < 500; i += 1) {
      main.addApp(anApp(`/big/${i}`, { wanted: 3 }));
      main.markApp(`/big/${i}`);
    }
    await clock.advance(500);
    expect(main.count('apps')).toBeLessThanOrEqual(3);
    expect(main.count('readApp')).toBeLessThan(60);
    expect([...screen.rows.values()].filter((row) => Array.isArray(row) && row[3] === 3)).toHaveLength(500);
  });

  it('gathers marks for a second while nobody looks', async () => {
    const { main, engine, clock } = shop();
    engine.start();
    await clock.advance(1_000);
    for (let i = 0; i < 100; i += 1) {
      main.markApp('/shop/web');
      await clock.advance(50);
    }
    expect(main.count('readApp')).toBeLessThanOrEqual(6);
  });
});

describe('a source in trouble', () => {
  it('keeps its rows and says since when it is lost; the list never empties', async () => {
    const { main, engine, clock } = shop({ stream: false });
    engine.start();
    const apps = new Screen(engine, 'apps');
    const sources = new Screen(engine, 'sources');
    await clock.advance(1_000);
    const lostFromMs = clock.now();
    main.down = refusedConnection;
    await clock.advance(60_000);
    expect(apps.rows.size).toBe(2);
    expect(apps.messages.every((message) => message.kind !== 'delta' || message.drop.length === 0)).toBe(true);
    const row = sources.rows.get('main');
    expect(row).toMatchObject({ state: 'lost', fault: { fault: refusedConnection } });
    expect(row).toHaveProperty('lostSinceMs', expect.closeTo(lostFromMs + 1_000, -3.5));
    expect(engine.ages()['main']).toBeGreaterThan(58_000);
    main.down = null;
    await clock.advance(60_000);
    expect(sources.rows.get('main')).toMatchObject({ state: 'live', fault: null, lostSinceMs: null });
  });

  it.each([
    ['garbage', garbage],
    ['error pages', badGateway],
  ])('that answers with %s loses nothing and heals by itself', async (_what, fault) => {
    const { main, engine, clock, bugs } = shop();
    engine.start();
    const apps = new Screen(engine, 'apps');
    const sources = new Screen(engine, 'sources');
    await clock.advance(1_000);
    main.down = fault;
    main.cutStream();
    await clock.advance(30_000);
    expect(apps.rows.size).toBe(2);
    expect(sources.rows.get('main')).toMatchObject({ state: 'lost', stream: 'down' });
    main.down = null;
    main.addApp(anApp('/shop/new'));
    await clock.advance(60_000);
    expect(apps.rows.size).toBe(3);
    expect(sources.rows.get('main')).toMatchObject({ state: 'live', stream: 'up' });
    expect(bugs).toEqual([]);
  });

  it('is late, not lost, while one of its lists fails', async () => {
    const { main, engine, clock } = shop({ stream: false });
    engine.start();
    const screens = ['sources', 'apps', 'deployments'].map((topic) => new Screen(engine, topic));
    await clock.advance(1_000);
    main.faults.set('queue', new TypeError('bug'));
    await clock.advance(20_000);
    expect(screens[0]?.rows.get('main')).toMatchObject({ state: 'late' });
  });

  it('is late while an answer hangs, and live again when it came', async () => {
    const { main, engine, clock } = shop({ stream: false });
    engine.start();
    const screens = ['sources', 'apps'].map((topic) => new Screen(engine, topic));
    await clock.advance(1_000);
    let release = (): void => undefined;
    main.hold = new Promise((resolve) => {
      release = resolve;
    });
    await clock.advance(8_000);
    expect(screens[0]?.rows.get('main')).toMatchObject({ state: 'late', fault: null });
    expect(screens[1]?.rows.size).toBe(2);
    main.hold = null;
    release();
    await clock.advance(3_000);
    expect(screens[0]?.rows.get('main')).toMatchObject({ state: 'live' });
  });

  it('is live all the time while its pace changes', async () => {
    const { engine, clock } = shop({ stream: false });
    engine.start();
    const sources = new Screen(engine, 'sources');
    await clock.advance(19_000);
    const apps = new Screen(engine, 'apps');
    await clock.advance(5_000);
    apps.subscription?.close();
    await clock.advance(60_000);
    const states = sources.messages.flatMap((message) =>
      message.kind === 'delta' ? message.put.map((row) => ('state' in row ? row.state : '')) : [],
    );
    expect(new Set(states)).toEqual(new Set(['live']));
  });

  it('tells records that could not be read, and shows their neighbours', async () => {
    const { main, engine, clock } = shop();
    main.unreadable = 3;
    engine.start();
    const sources = new Screen(engine, 'sources');
    const apps = new Screen(engine, 'apps');
    await clock.advance(1_000);
    expect(sources.rows.get('main')).toMatchObject({ state: 'live', unreadable: 3, fault: { fault: garbage } });
    expect(apps.rows.size).toBe(2);
  });

  it('never shows a list as complete before every source that feeds it answered', async () => {
    const main = new FakeUpstream('main');
    main.addApp(anApp('/shop/web'));
    const far = new FakeUpstream('far');
    far.down = refusedConnection;
    const { engine, clock } = sceneWith({ main: main.marathon(), far: far.marathon() });
    engine.start();
    const apps = new Screen(engine, 'apps');
    const workers = new Screen(engine, 'workers');
    await clock.advance(5_000);
    expect(apps.rows.size).toBe(1);
    expect(apps.complete).toBe(false);
    expect(workers.complete).toBe(true);
    far.down = null;
    await clock.advance(60_000);
    expect(apps.complete).toBe(true);
  });

  it('whose adapter has a bug is reported and stops nobody else', async () => {
    const broken = new FakeUpstream('broken');
    broken.faults.set('hello', new TypeError('bug'));
    const main = new FakeUpstream('main');
    main.addApp(anApp('/shop/web'));
    const { engine, clock, bugs } = sceneWith({ broken: broken.marathon(), main: main.marathon() });
    engine.start();
    const apps = new Screen(engine, 'apps');
    await clock.advance(5_000);
    expect(apps.rows.size).toBe(1);
    expect(bugs.length).toBeGreaterThan(0);
  });

  it('rides out a change of leader without a wrong picture', async () => {
    const { main, engine, clock, bugs } = shop();
    engine.start();
    const apps = new Screen(engine, 'apps');
    await clock.advance(20_000);
    // The leader is gone: refused, then the proxy's error page, then a new leader that closes the first streams.
    main.down = refusedConnection;
    main.cutStream();
    await clock.advance(3_000);
    main.down = badGateway;
    await clock.advance(3_000);
    main.down = null;
    main.addApp(anApp('/shop/web', { wanted: 4 }));
    await clock.advance(500);
    main.cutStream();
    await clock.advance(30_000);
    expect(main.streaming).toBe(true);
    expect(apps.rows.get('main/shop/web')).toEqual(expect.arrayContaining([4]));
    const wanted = apps.messages.flatMap((message) =>
      message.kind === 'delta' ? message.put.map((row) => (Array.isArray(row) ? row[3] : null)) : [],
    );
    expect(new Set(wanted)).toEqual(new Set([2, 4]));
    expect(apps.messages.filter((message) => message.kind === 'delta' && message.drop.length > 0)).toEqual([]);
    expect(bugs).toEqual([]);
  });

  it('does not paint an old picture when a slow list ends after a younger look at one app', async () => {
    const { main, engine, clock } = shop();
    engine.start();
    const apps = new Screen(engine, 'apps');
    await clock.advance(1_000);
    let release = (): void => undefined;
    const old = [...main.apps.values()];
    main.hold = new Promise((resolve) => {
      release = resolve;
    });
    main.mark({ kind: 'read', name: 'apps' });
    await clock.advance(100);
    main.hold = null;
    main.addApp(anApp('/shop/web', { wanted: 6 }));
    main.markApp('/shop/web');
    await clock.advance(100);
    // The list that began before answers with what was true then.
    const young = [...main.apps.values()];
    main.addApp(...old);
    release();
    await clock.advance(100);
    main.addApp(...young);
    expect(apps.rows.get('main/shop/web')).toEqual(expect.arrayContaining([6]));
    const wanted = apps.messages.flatMap((message) => (message.kind === 'delta' ? message.put : []));
    expect(
      wanted
        .filter((row) => Array.isArray(row) && row[0] === 'main/shop/web')
        .map((row) => Array.isArray(row) && row[3]),
    ).toEqual([2, 6]);
  });
});

describe('many sources', () => {
  it('greet in batches of four and come back spread over time, never in a herd', async () => {
    const clockTicks: number[] = [];
    const shared = new FakeUpstream('any');
    const adapters: Record<string, Adapter> = {};
    let seed = 1;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const upstreams = Array.from({ length: 60 }, (_, i) => new FakeUpstream(`m${i}`));
    for (const upstream of upstreams) {
      const adapter = upstream.marathon();
      adapters[upstream.source] = {
        ...adapter,
        hello: async (signal) => {
          clockTicks.push(scene.clock.now());
          return shared.ask('hello', () => undefined).then(() => adapter.hello(signal));
        },
      };
    }
    const scene = sceneWith(adapters, { random });
    for (const upstream of upstreams) upstream.down = refusedConnection;
    scene.engine.start();
    await scene.clock.advance(60_000);
    expect(shared.mostConcurrent).toBeLessThanOrEqual(4);
    const late = clockTicks.filter((atMs) => atMs > (clockTicks[0] ?? 0) + 30_000);
    const perTenth = new Map<number, number>();
    for (const atMs of late) perTenth.set(Math.floor(atMs / 100), (perTenth.get(Math.floor(atMs / 100)) ?? 0) + 1);
    expect(late.length).toBeGreaterThan(20);
    expect(Math.max(...perTenth.values())).toBeLessThanOrEqual(4);
    await scene.engine.stop();
  });
});

describe('workers and their broker', () => {
  function celery() {
    const flower = new FakeUpstream('flower');
    const broker = new FakeUpstream('broker');
    flower.workers.set('flower/celery@a', aWorker('celery@a'));
    flower.workers.set('flower/celery@b', aWorker('celery@b'));
    const queue = aQueue('celery');
    broker.queues.set(queue.key, queue);
    const fall = (...names: string[]) => {
      for (const name of names) flower.workers.set(`flower/${name}`, aWorker(name, { alive: false }));
    };
    const scene = sceneWith({ flower: flower.flower(), broker: broker.rabbitmq() });
    scene.engine.start();
    return { flower, broker, fall, workers: new Screen(scene.engine, 'workers'), ...scene };
  }

  it('a worker that fell silent while the broker answers is gone within ten seconds', async () => {
    const { workers, fall, clock } = celery();
    await clock.advance(10_000);
    fall('celery@a');
    await clock.advance(8_000);
    expect(workers.rows.get('flower/celery@a')).toMatchObject({ state: 'gone' });
    expect(workers.rows.get('flower/celery@b')).toMatchObject({ state: 'online' });
  });

  it('workers that fell silent with the broker are away, and never shown as gone', async () => {
    const { workers, broker, fall, clock } = celery();
    await clock.advance(10_000);
    broker.down = refusedConnection;
    await clock.advance(4_500);
    fall('celery@a', 'celery@b');
    await clock.advance(30_000);
    for (const row of workers.rows.values()) expect(row).toMatchObject({ state: 'away' });
    const states = workers.messages.flatMap((message) =>
      message.kind === 'delta' ? message.put.map((row) => ('state' in row ? row.state : '')) : [],
    );
    expect(states).not.toContain('gone');
  });

  it('workers are unknown while Flower is lost', async () => {
    const { workers, flower, clock } = celery();
    await clock.advance(10_000);
    flower.down = refusedConnection;
    await clock.advance(10_000);
    for (const row of workers.rows.values()) expect(row).toMatchObject({ state: 'unknown' });
    expect(workers.rows.size).toBe(2);
  });
});
