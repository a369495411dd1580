import { describe, expect, it } from 'vitest';
import { FaultError } from '../domain/fault.ts';
import { tableNames } from '../protocol/rows.ts';
import { appColumns } from '../protocol/tuples.ts';
import { aDeployment, aLaunch, anApp, anInstance, aQueue, aTask, aWorker } from './testing/builders.ts';
import { FakeUpstream, refusedConnection } from './testing/fake-upstream.ts';
import { numbers } from './testing/numbers.ts';
import { Screen, sceneWith, snapshotOf } from './testing/scene.ts';

function cell(row: unknown, column: (typeof appColumns)[number]): unknown {
  return Array.isArray(row) ? row[appColumns.indexOf(column)] : undefined;
}

/** A cluster of all three kinds of source. */
function cluster() {
  const main = new FakeUpstream('main');
  const flower = new FakeUpstream('flower');
  const broker = new FakeUpstream('broker');
  const scene = sceneWith({ main: main.marathon(), flower: flower.flower(), broker: broker.rabbitmq() });
  return { main, flower, broker, ...scene };
}

describe('lists', () => {
  it.each([11, 12, 13, 14])(
    'replayed from deltas equal fresh snapshots, whatever the cluster does (seed %i)',
    async (seed) => {
      const random = numbers(seed);
      const { main, flower, broker, engine, clock, bugs } = cluster();
      const pick = (count: number) => Math.floor(random() * count);
      engine.start();
      const screens = new Map(tableNames.map((name) => [name, new Screen(engine, name)]));
      for (let step = 0; step < 150; step += 1) {
        const id = `/g/${pick(8)}`;
        const key = `main${id}`;
        const dice = pick(10);
        if (dice < 3) main.addApp(anApp(id, { wanted: pick(4) }));
        else if (dice === 3) main.apps.delete(key);
        else if (dice === 4) main.launches.set(key, aLaunch(id, { overdue: random() < 0.5, retryAtMs: clock.now() }));
        else if (dice === 5) main.launches.delete(key);
        else if (dice === 6)
          main.deployments.set(`main/d${step}`, aDeployment(`d${step}`, { step: pick(3), appIds: [id] }));
        else if (dice === 7) main.deployments.clear();
        else if (dice === 8) {
          const queue = aQueue(`q${pick(3)}`, { depth: pick(500), ready: null });
          broker.queues.set(queue.key, queue);
        } else flower.workers.set('flower/celery@a', aWorker('celery@a', { alive: random() < 0.7, active: pick(3) }));
        if (random() < 0.5) main.markApp(id);
        if (random() < 0.03) main.cutStream();
        if (random() < 0.05) main.down = main.down ? null : refusedConnection;
        await clock.advance(pick(4_000));
      }
      for (const [name, screen] of screens) {
        const fresh = await snapshotOf(engine, name);
        expect(Object.fromEntries(screen.rows), name).toEqual(Object.fromEntries(fresh));
      }
      expect(bugs).toEqual([]);
    },
  );

  it('cost only what changed: one app of ten thousand is one row', async () => {
    const { main, engine, clock } = cluster();
    for (let i = 0; i < 10_000; i += 1) main.addApp(anApp(`/big/${i}`));
    engine.start();
    const apps = new Screen(engine, 'apps');
    await clock.advance(2_000);
    expect(apps.rows.size).toBe(10_000);
    const derived = engine.derivedRows;
    main.addApp(anApp('/big/77', { wanted: 3 }));
    main.markApp('/big/77');
    await clock.advance(25);
    expect(cell(apps.rows.get('main/big/77'), 'wanted')).toBe(3);
    expect(engine.derivedRows - derived).toBe(1);
    // A poll of all of them that finds nothing new derives nothing.
    main.mark({ kind: 'read', name: 'apps' });
    await clock.advance(500);
    expect(engine.derivedRows - derived).toBe(1);
    await engine.stop();
  });

  it('send the same version to a tab that joins, and only to it', async () => {
    const { main, engine, clock } = cluster();
    main.addApp(anApp('/shop/web'));
    engine.start();
    const first = new Screen(engine, 'apps');
    await clock.advance(1_000);
    const heard = first.messages.length;
    const second = new Screen(engine, 'apps');
    expect(second.v).toBe(first.v);
    expect(first.messages).toHaveLength(heard);
    second.subscription?.resend('other');
    expect(second.last).toMatchObject({ kind: 'table', sub: 'other', v: first.v });
  });

  it('know a topic that names nothing', () => {
    const { engine } = cluster();
    for (const topic of ['nothing', 'app', 'app:far/x', 'tasks:main?limit=5', 'tasks:flower?limit=x', 'queue:main/x'])
      expect(
        engine.subscribe(topic, 's', () => undefined),
        topic,
      ).toBeNull();
  });
});

describe('suspended apps', () => {
  it('remember their count from the versions of Marathon itself, after a restart of the gateway too', async () => {
    const { main, engine, clock } = cluster();
    main.addApp(anApp('/shop/web', { wanted: 0, version: '2026-02-02', checked: false }));
    for (const [version, instances] of [
      ['2026-02-02', 0],
      ['2026-02-01', 6],
    ] as const)
      main.versions.set(`main/shop/web@${version}`, { app: 'main/shop/web', version, instances, config: {} });
    engine.start();
    await clock.advance(5_000);
    expect(main.count('readCountBefore')).toBe(0);
    const apps = new Screen(engine, 'apps');
    await clock.advance(2_000);
    expect(cell(apps.rows.get('main/shop/web'), 'suspendedFrom')).toBe(6);
    await clock.advance(60_000);
    expect(main.count('readCountBefore')).toBe(1);
  });

  it('remember their count at once when the gateway saw the suspension', async () => {
    const { main, engine, clock } = cluster();
    main.addApp(anApp('/shop/web', { wanted: 5 }));
    engine.start();
    const apps = new Screen(engine, 'apps');
    await clock.advance(1_000);
    main.addApp(anApp('/shop/web', { wanted: 0, version: '2026-09-09' }));
    main.markApp('/shop/web');
    await clock.advance(50);
    expect(cell(apps.rows.get('main/shop/web'), 'suspendedFrom')).toBe(5);
    expect(main.count('readCountBefore')).toBe(0);
  });
});

describe('deployments and the hour', () => {
  it('keep a deployment after it ended, with how it ended, and mark both moments', async () => {
    const { main, engine, clock } = cluster();
    engine.start();
    const deployments = new Screen(engine, 'deployments');
    const timeline = new Screen(engine, 'timeline');
    await clock.advance(1_000);
    main.deployments.set('main/d', aDeployment('d', { startedAtMs: clock.now() }));
    main.mark({ kind: 'read', name: 'deployments' });
    await clock.advance(300);
    expect(deployments.rows.get('main/d')).toMatchObject({ outcome: 'running', endedAtMs: null });
    main.streamSink?.ended('main/d', 'failed', 'The upgrade has been cancelled');
    await clock.advance(50);
    expect(deployments.rows.get('main/d')).toMatchObject({ outcome: 'failed', current: [] });
    // A list that was on its way still shows it.
    main.mark({ kind: 'read', name: 'deployments' });
    await clock.advance(2_000);
    expect(deployments.rows.get('main/d')).toMatchObject({ outcome: 'failed' });
    expect([...timeline.rows.values()]).toEqual([
      expect.objectContaining({ what: 'deployment-started', kind: 'change' }),
      expect.objectContaining({ what: 'deployment-failed', kind: 'change' }),
    ]);
  });

  it('asks for someone when a deployment gets nowhere, and takes it back when it gets on', async () => {
    const { main, engine, clock } = cluster();
    main.addApp(anApp('/shop/web', { deploymentIds: ['d'] }));
    main.deployments.set('main/d', aDeployment('d', { startedAtMs: clock.now() }));
    engine.start();
    const attention = new Screen(engine, 'attention');
    const deployments = new Screen(engine, 'deployments');
    const timeline = new Screen(engine, 'timeline');
    await clock.advance(290_000);
    expect(deployments.rows.get('main/d')).toMatchObject({ stuck: false });
    await clock.advance(20_000);
    expect([...attention.rows.values()]).toEqual([expect.objectContaining({ trouble: 'deployment-stuck' })]);
    expect(deployments.rows.get('main/d')).toMatchObject({ stuck: true });
    main.deployments.set('main/d', aDeployment('d', { startedAtMs: clock.now(), step: 2 }));
    await clock.advance(40_000);
    expect(attention.rows.size).toBe(0);
    expect(deployments.rows.get('main/d')).toMatchObject({ stuck: false });
    const kinds = [...timeline.rows.values()].map((row) => (row instanceof Object && 'kind' in row ? row.kind : ''));
    expect(kinds).toEqual(['change', 'breakage', 'mend']);
  });

  it('asks for someone when a source is lost', async () => {
    const { broker, engine, clock } = cluster();
    engine.start();
    const attention = new Screen(engine, 'attention');
    await clock.advance(10_000);
    broker.down = refusedConnection;
    await clock.advance(15_000);
    expect([...attention.rows.values()]).toEqual([expect.objectContaining({ trouble: 'source-lost' })]);
    broker.down = null;
    await clock.advance(60_000);
    expect(attention.rows.size).toBe(0);
  });
});

describe('a worker of another broker', () => {
  it('is not thought away because a broker is that has none of its queues', async () => {
    const { flower, broker, engine, clock } = cluster();
    const other = aQueue('letters');
    broker.queues.set(other.key, other);
    flower.workers.set('flower/celery@a', aWorker('celery@a', { queues: ['emails'] }));
    flower.workers.set('flower/celery@b', aWorker('celery@b', { queues: ['letters'] }));
    engine.start();
    const workers = new Screen(engine, 'workers');
    await clock.advance(10_000);
    broker.down = refusedConnection;
    await clock.advance(30_000);
    flower.workers.set('flower/celery@a', aWorker('celery@a', { queues: ['emails'], alive: false }));
    await clock.advance(10_000);
    expect(workers.rows.get('flower/celery@a')).toMatchObject({ state: 'gone' });
    flower.workers.set('flower/celery@b', aWorker('celery@b', { queues: ['letters'], alive: false }));
    await clock.advance(3_000);
    expect(workers.rows.get('flower/celery@b')).toMatchObject({ state: 'away' });
  });
});

describe('attention after a start', () => {
  it('comes at once for what its upstream says has been waiting all along', async () => {
    const { main, engine, clock } = cluster();
    const short = { staged: 0, running: 1, healthy: 1, unhealthy: 0 };
    main.addApp(anApp('/shop/web', { counts: short }));
    main.launches.set('main/shop/web', aLaunch('/shop/web', { sinceMs: clock.now() - 600_000 }));
    engine.start();
    const attention = new Screen(engine, 'attention');
    await clock.advance(3_000);
    const sinceMs = clock.now() - 603_000;
    expect([...attention.rows.values()]).toEqual([expect.objectContaining({ trouble: 'waiting', sinceMs })]);
  });

  it('has its patience with what begins to wait later, whatever the upstream’s clock says', async () => {
    const { main, engine, clock } = cluster();
    main.addApp(anApp('/shop/web'));
    engine.start();
    const attention = new Screen(engine, 'attention');
    await clock.advance(60_000);
    main.addApp(anApp('/shop/web', { counts: { staged: 0, running: 1, healthy: 1, unhealthy: 0 } }));
    main.launches.set('main/shop/web', aLaunch('/shop/web', { sinceMs: clock.now() - 600_000 }));
    main.markApp('/shop/web');
    await clock.advance(50_000);
    expect(attention.rows.size).toBe(0);
    await clock.advance(15_000);
    expect(attention.rows.size).toBe(1);
  });

  it('shows a queue beside its app unless that explains it', async () => {
    const { main, flower, broker, engine, clock } = cluster();
    const queue = aQueue('emails', { depth: 500, consumers: 0 });
    broker.queues.set(queue.key, queue);
    flower.workers.set('flower/celery@a', aWorker('celery@a', { queues: ['emails'] }));
    const drainer = (running: number) =>
      anApp('/shop/worker', {
        wanted: 4,
        command: 'celery -A shop worker -Q emails',
        counts: { staged: 0, running, healthy: running, unhealthy: 0 },
      });
    main.addApp(drainer(3));
    main.launches.set('main/shop/worker', aLaunch('/shop/worker'));
    engine.start();
    const attention = new Screen(engine, 'attention');
    await clock.advance(90_000);
    expect([...attention.rows.keys()].sort()).toEqual([
      'queue-undrained:broker/%2F/emails',
      'waiting:main/shop/worker',
    ]);
    main.addApp(drainer(1));
    main.markApp('/shop/worker');
    await clock.advance(10_000);
    expect([...attention.rows.keys()]).toEqual(['waiting:main/shop/worker']);
  });
});

describe('workers', () => {
  it('send their figures together every five seconds, and everything else at once', async () => {
    const { flower, engine, clock } = cluster();
    const names = ['a', 'b', 'c'];
    const work = (processed: number, processes = 2) => {
      for (const name of names)
        flower.workers.set(`flower/${name}`, aWorker(name, { processed, processes, active: processed % 3 }));
    };
    work(0);
    engine.start();
    const workers = new Screen(engine, 'workers');
    await clock.advance(10_000);
    const sent = workers.messages.length;
    for (let n = 1; n <= 60; n += 1) {
      work(n);
      await clock.advance(1_000);
    }
    expect(workers.messages.length - sent).toBeLessThanOrEqual(13);
    await clock.advance(10_000);
    expect(workers.rows.get('flower/a')).toMatchObject({ processed: 60, active: 0 });
    work(60, 3);
    await clock.advance(2_100);
    expect(workers.rows.get('flower/c')).toMatchObject({ processes: 3 });
  });
});

describe('lost workers', () => {
  function crew() {
    const scene = cluster();
    const fall = (name: string) =>
      scene.flower.workers.set(`flower/${name}`, aWorker(name, { alive: false, heartbeatAtMs: scene.clock.now() }));
    scene.flower.workers.set('flower/celery@a', aWorker('celery@a'));
    scene.flower.workers.set('flower/celery@b', aWorker('celery@b'));
    return { ...scene, fall, attention: new Screen(scene.engine, 'attention') };
  }

  it('ask for someone when they were seen alive', async () => {
    const { engine, clock, fall, attention } = crew();
    engine.start();
    await clock.advance(10_000);
    fall('celery@a');
    await clock.advance(20_000);
    expect([...attention.rows.values()]).toEqual([expect.objectContaining({ trouble: 'worker-gone' })]);
  });

  it('that were dead before the gateway came are missed only where nobody does their work', async () => {
    const { engine, clock, fall, attention, flower } = crew();
    fall('celery@a');
    engine.start();
    await clock.advance(30_000);
    expect(attention.rows.size).toBe(0);
    flower.workers.set('flower/celery@b', aWorker('celery@b', { queues: ['other'] }));
    await clock.advance(30_000);
    expect([...attention.rows.keys()]).toEqual(['worker-gone:flower/celery@a']);
  });

  it('ask for nobody when they were shut down from here', async () => {
    const { engine, clock, fall, attention } = crew();
    engine.start();
    await clock.advance(10_000);
    engine.act([{ kind: 'shut-down-worker', worker: 'flower/celery@a' }], 'ada');
    await clock.advance(100);
    fall('celery@a');
    await clock.advance(30_000);
    expect(attention.rows.size).toBe(0);
  });
});

describe('queues', () => {
  it('have their last hour from the broker at once, read once per connection', async () => {
    const { broker, engine, clock } = cluster();
    const queue = aQueue('emails');
    broker.queues.set(queue.key, queue);
    const atMs = clock.now() - 20 * 60_000;
    broker.histories.set(queue.key, [{ atMs, depth: 400, inPerS: 3, outPerS: 1 }]);
    engine.start();
    const sparks = new Screen(engine, 'sparks');
    await clock.advance(1_500);
    expect(sparks.rows.get(queue.key)).toHaveProperty('points.39', 400);
    await clock.advance(120_000);
    expect(broker.count('readQueueHistories')).toBe(1);
    broker.down = refusedConnection;
    await clock.advance(60_000);
    broker.down = null;
    await clock.advance(60_000);
    expect(broker.count('readQueueHistories')).toBe(2);
  });

  it('of Celery’s own are sent again only when their rates changed by a whole message a second', async () => {
    const { broker, engine, clock } = cluster();
    const events = aQueue('celeryev.1', { role: 'internal', inPerS: 0.4, outPerS: 0.4 });
    broker.queues.set(events.key, events);
    engine.start();
    const queues = new Screen(engine, 'queues');
    await clock.advance(10_000);
    const sent = queues.messages.length;
    broker.queues.set(events.key, { ...events, inPerS: 0.6, outPerS: 0.6 });
    await clock.advance(10_000);
    expect(queues.messages.length).toBe(sent);
    broker.queues.set(events.key, { ...events, inPerS: 3, outPerS: 3 });
    await clock.advance(10_000);
    expect(queues.rows.get(events.key)).toMatchObject({ inPerS: 3, outPerS: 3 });
  });

  it('begin their curves now where the broker tells no past, after three tries', async () => {
    const { broker, engine, clock, bugs } = cluster();
    const queue = aQueue('emails');
    broker.queues.set(queue.key, queue);
    broker.faults.set('readQueueHistories', new FaultError({ kind: 'failing', status: 500, text: '' }));
    engine.start();
    const sparks = new Screen(engine, 'sparks');
    await clock.advance(120_000);
    expect(sparks.rows.get(queue.key)).toHaveProperty('points.59', 10);
    expect(broker.count('readQueueHistories')).toBe(3);
    expect(bugs).toEqual([]);
  });

  it('say who drains them, and keep their curve', async () => {
    const { main, flower, broker, engine, clock } = cluster();
    const queue = aQueue('emails');
    broker.queues.set(queue.key, queue);
    flower.workers.set('flower/celery@a', aWorker('celery@a', { queues: ['emails'] }));
    main.addApp(anApp('/shop/worker', { command: 'celery -A shop worker -Q emails' }));
    engine.start();
    const queues = new Screen(engine, 'queues');
    const sparks = new Screen(engine, 'sparks');
    await clock.advance(130_000);
    const row = queues.rows.get(queue.key);
    expect(row).toMatchObject({ name: 'emails', depth: 10 });
    expect(row).toHaveProperty('drains.0.app', 'main/shop/worker');
    expect(sparks.rows.get(queue.key)).toHaveProperty('points.59', 10);
    const lines = sparks.messages.length;
    await clock.advance(50_000);
    expect(sparks.messages.length - lines).toBeLessThanOrEqual(1);
    const doc = new Screen(engine, `queue:${queue.key}`);
    expect(doc.last).toMatchObject({ kind: 'doc', doc: { row: { name: 'emails' } } });
    broker.queues.delete(queue.key);
    await clock.advance(10_000);
    expect(queues.rows.size).toBe(0);
    expect(sparks.rows.size).toBe(0);
    expect(doc.last).toMatchObject({ fault: { fault: { kind: 'missing' } }, doc: { row: { name: 'emails' } } });
  });
});

describe('documents', () => {
  it('show an app with its instances while someone looks, and let the instances go a minute after', async () => {
    const { main, engine, clock } = cluster();
    main.addApp(anApp('/shop/web'));
    for (const id of ['web.1', 'web.2']) main.instances.set(id, anInstance('/shop/web', id));
    main.versions.set('main/shop/web@2026-01-01T00:00:00.000Z', {
      app: 'main/shop/web',
      version: '2026-01-01T00:00:00.000Z',
      instances: 2,
      config: {},
    });
    engine.start();
    await clock.advance(1_000);
    main.markApp('/shop/web');
    await clock.advance(2_000);
    expect(engine.status().entities['instance']).toBe(0);
    const page = new Screen(engine, 'app:main/shop/web');
    await clock.advance(200);
    expect(page.last).toMatchObject({
      doc: {
        row: { key: 'main/shop/web', wanted: 2 },
        instances: [{ id: 'web.1' }, { id: 'web.2' }],
        config: { id: '/shop/web' },
        versions: [{ instances: 2, current: true, phantom: false }],
      },
      fault: null,
    });
    main.instances.set('web.2', anInstance('/shop/web', 'web.2', { health: 'unhealthy' }));
    main.markApp('/shop/web');
    await clock.advance(50);
    expect(page.last).toHaveProperty('doc.instances.1.health', 'unhealthy');
    page.subscription?.close();
    await clock.advance(50_000);
    expect(engine.status().entities['instance']).toBe(2);
    await clock.advance(20_000);
    expect(engine.status().entities['instance']).toBe(0);
  });

  it('keep the last page and say what stands in the way when a reading fails', async () => {
    const { main, engine, clock } = cluster();
    main.addApp(anApp('/shop/web'));
    engine.start();
    const page = new Screen(engine, 'app:main/shop/web');
    await clock.advance(2_000);
    main.down = refusedConnection;
    main.cutStream();
    await clock.advance(30_000);
    expect(page.last).toMatchObject({ doc: { row: { wanted: 2 } }, fault: { fault: refusedConnection } });
    main.down = null;
    await clock.advance(60_000);
    expect(page.last).toMatchObject({ fault: null });
  });

  it('say that an app is not there', async () => {
    const { engine, clock } = cluster();
    engine.start();
    await clock.advance(1_000);
    const reading = engine.read('app:main/shop/nothing', 5_000);
    await clock.advance(100);
    expect(await reading).toMatchObject({ doc: null, fault: { fault: { kind: 'missing' } } });
    expect(engine.status().subscriptions).toBe(0);
  });

  it('are read once for all who look, and not at all when nobody does', async () => {
    const { flower, engine, clock } = cluster();
    engine.start();
    await clock.advance(1_000);
    const pages = Array.from({ length: 20 }, () => new Screen(engine, 'tasks:flower?limit=50&offset=0'));
    await clock.advance(10_100);
    expect(flower.count('readTasks')).toBe(5);
    for (const page of pages) page.subscription?.close();
    await clock.advance(60_000);
    expect(flower.count('readTasks')).toBe(5);
  });

  it('look closely at a worker at most every fifteen seconds', async () => {
    const { flower, engine, clock } = cluster();
    flower.workers.set('flower/celery@a', aWorker('celery@a', { software: 'py-celery' }));
    engine.start();
    await clock.advance(1_000);
    for (let i = 0; i < 10; i += 1) {
      const page = new Screen(engine, 'worker:flower/celery@a');
      await clock.advance(4_000);
      expect(page.last).toMatchObject({ doc: { software: 'py-celery' } });
      page.subscription?.close();
    }
    expect(flower.count('inspectWorker')).toBeLessThanOrEqual(3);
  });

  it('of the cluster is there at once and names the viewer', () => {
    const { engine } = cluster();
    const doc = { name: 'Shop', environment: { label: 'Lab' }, viewer: 'ana' };
    expect(new Screen(engine, 'cluster').last).toMatchObject({ doc });
  });

  it('end a wait for a first reading when the time is over', async () => {
    const { main, engine, clock } = cluster();
    main.addApp(anApp('/shop/web'));
    engine.start();
    await clock.advance(1_000);
    main.hold = new Promise(() => undefined);
    const reading = engine.read('app:main/shop/web', 3_000);
    await clock.advance(3_000);
    expect(await reading).toMatchObject({ doc: null, fault: null });
  });

  it('tell a script that asks again what is now, and not what lingers', async () => {
    const { flower, engine, clock } = cluster();
    engine.start();
    await clock.advance(1_000);
    const ask = async () => {
      const reading = engine.read('tasks:flower?limit=1&offset=0', 5_000);
      await clock.advance(1_000);
      return reading;
    };
    expect(await ask()).toMatchObject({ doc: { tasks: [] } });
    flower.tasks.set('flower/t', aTask('t'));
    expect(await ask()).toMatchObject({ doc: { tasks: [{ id: 't' }] } });
  });

  it('of a task rests once the task is final', async () => {
    const { flower, engine, clock } = cluster();
    engine.start();
    flower.tasks.set('flower/t', aTask('t'));
    const page = new Screen(engine, 'task:flower/t');
    await clock.advance(10_100);
    expect(flower.count('readTask')).toBe(5);
    flower.tasks.set('flower/t', aTask('t', { state: 'SUCCESS' }));
    await clock.advance(30_000);
    expect(page.last).toMatchObject({ doc: { task: { state: 'SUCCESS' } } });
    expect(flower.count('readTask')).toBeLessThanOrEqual(8);
  });
});

describe('acts', () => {
  it('are pending on every screen at once, watched through and mark the hour', async () => {
    const { main, engine, clock, bugs } = cluster();
    main.addApp(anApp('/shop/web'));
    engine.start();
    const acts = new Screen(engine, 'acts');
    const timeline = new Screen(engine, 'timeline');
    await clock.advance(1_000);
    const answer = engine.act([{ kind: 'scale-app', app: 'main/shop/web', to: 4 }], 'ada');
    expect(answer.results[0]).toMatchObject({ act: { state: 'asked', before: 2, after: 4 } });
    await clock.advance(50);
    expect([...acts.rows.values()]).toEqual([expect.objectContaining({ state: 'sent', who: 'ada' })]);
    expect([...timeline.rows.values()]).toEqual([expect.objectContaining({ what: 'scale-app', who: 'ada' })]);
    main.addApp(anApp('/shop/web', { wanted: 4 }));
    await clock.advance(2_000);
    expect([...acts.rows.values()]).toEqual([expect.objectContaining({ state: 'confirmed' })]);
    expect(engine.status().acts).toEqual({ confirmed: 1 });
    expect(main.intents).toHaveLength(1);
    expect(bugs).toEqual([]);
  });

  it('are told as done when their effect shows although the answer was lost', async () => {
    const { main, engine, clock } = cluster();
    main.addApp(anApp('/shop/web'));
    engine.start();
    const acts = new Screen(engine, 'acts');
    await clock.advance(1_000);
    main.faults.set('enact', new FaultError({ kind: 'unreachable', why: 'reset', text: '' }));
    engine.act([{ kind: 'scale-app', app: 'main/shop/web', to: 4 }], 'ada');
    await clock.advance(500);
    expect([...acts.rows.values()]).toEqual([expect.objectContaining({ state: 'timed-out' })]);
    main.addApp(anApp('/shop/web', { wanted: 4 }));
    await clock.advance(40_000);
    expect([...acts.rows.values()]).toEqual([expect.objectContaining({ state: 'confirmed' })]);
  });

  it('are refused here when they make no sense, and not sent', async () => {
    const { main, engine, clock } = cluster();
    main.addApp(anApp('/shop/web'));
    engine.start();
    await clock.advance(1_000);
    const answer = engine.act([{ kind: 'resume-app', app: 'main/shop/web', to: null }], 'ada');
    expect(answer.results).toEqual([expect.objectContaining({ refusal: 'not-suspended' })]);
    expect(main.intents).toEqual([]);
  });

  it('have their target read again and again until it shows, though nobody looks', async () => {
    const { main, engine, clock } = cluster();
    main.addApp(anApp('/shop/web'));
    engine.start();
    await clock.advance(1_000);
    engine.act([{ kind: 'scale-app', app: 'main/shop/web', to: 4 }], 'ada');
    await clock.advance(10_000);
    expect(main.count('readApp')).toBeGreaterThanOrEqual(3);
  });

  it('that kill wait for instances that were read, though nobody looks and the answer was lost', async () => {
    const { main, engine, clock } = cluster();
    main.addApp(anApp('/shop/web'));
    main.instances.set('main/i1', anInstance('/shop/web', 'i1'));
    engine.start();
    const acts = new Screen(engine, 'acts');
    await clock.advance(1_000);
    main.faults.set('enact', new FaultError({ kind: 'unreachable', why: 'reset', text: '' }));
    engine.act([{ kind: 'kill-instance', app: 'main/shop/web', instance: 'i1', scale: false }], 'ada');
    await clock.advance(20_000);
    expect([...acts.rows.values()]).toEqual([expect.objectContaining({ state: 'timed-out' })]);
    main.instances.delete('main/i1');
    await clock.advance(20_000);
    expect([...acts.rows.values()]).toEqual([expect.objectContaining({ state: 'confirmed', undo: null })]);
  });

  it('on a worker look closely at it', async () => {
    const { flower, engine, clock } = cluster();
    flower.workers.set('flower/celery@a', aWorker('celery@a'));
    engine.start();
    const acts = new Screen(engine, 'acts');
    await clock.advance(1_000);
    engine.act([{ kind: 'grow-pool', worker: 'flower/celery@a', by: 1 }], 'ada');
    flower.workers.set('flower/celery@a', aWorker('celery@a', { processes: 3 }));
    await clock.advance(1_000);
    expect(flower.count('inspectWorker')).toBeGreaterThan(0);
    expect([...acts.rows.values()]).toEqual([expect.objectContaining({ state: 'confirmed' })]);
  });
});
