import { describe, expect, it } from 'vitest';
import { addAgents, configFrom, settle } from '../scenarios/builder.ts';
import { dayFactor } from './messaging-load.ts';
import { workerPlan } from './messaging-crew.ts';
import type { Messaging } from './messaging.ts';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

const noonMs = Date.UTC(2026, 10, 21, 12);

function emptyWorld(seed = 7): World {
  return createWorld({ seed, startMs: noonMs });
}

function hire(messaging: Messaging, name: string, queue: string, concurrency = 4): void {
  messaging.hire({
    name,
    host: 'agent-1',
    pid: 100,
    appId: null,
    instanceId: null,
    concurrency,
    queues: [queue],
    autoscale: null,
    poolRestarts: false,
  });
}

const shop = { id: '/shop/worker', instances: 3, labels: { 'signalbox.queues': 'orders,images' } } as const;

describe('which apps run workers', () => {
  const plan = (cmd: string | null, labels: Record<string, string> = {}) => workerPlan({ cmd, labels });

  it('those that say so by label, or by -Q in a celery command', () => {
    expect(plan(null, { 'signalbox.queues': 'a, b' })?.queues).toEqual(['a', 'b']);
    expect(plan('celery -A shop worker -Q a,b -c 8')).toMatchObject({ queues: ['a', 'b'], concurrency: 8 });
    expect(plan('celery -A shop worker --queues=a --autoscale=6,2')).toMatchObject({
      queues: ['a'],
      autoscale: { max: 6, min: 2 },
    });
    expect(plan('celery -A shop worker -Q a', { 'celery.concurrency': '2' })?.concurrency).toBe(2);
  });

  it('and no others', () => {
    expect(plan('celery flower')).toBeNull();
    expect(plan('./serve -Q a')).toBeNull();
    expect(plan(null)).toBeNull();
  });
});

describe('workers come and go with the instances of their app', () => {
  it('those that ran before the world began are there at once, with names of their own', () => {
    const world = emptyWorld();
    addAgents(world, 2);
    settle(world, shop, 3_600_000);
    settle(world, { ...shop, id: '/pay/worker' }, 3_600_000);
    const names = world.messaging.crew().map(({ name }) => name);
    expect(names).toHaveLength(6);
    expect(new Set(names.map((name) => name.split('@')[0])).size).toBe(6);
    expect(names[0]).toMatch(/^worker-1@agent-0\d\.example\.test$/);
    // Their connections come from the agents they run on.
    const addresses = new Set(world.cluster.agents().map(({ ip }) => ip));
    for (const link of world.messaging.broker.links.values()) expect(addresses).toContain(link.peerHost);
  });

  it('a new instance has its worker 2 to 5 s after it runs; a killed one loses it', () => {
    const world = emptyWorld();
    addAgents(world, 2);
    settle(world, shop, 3_600_000);
    world.clock.advance(10_000);
    const instance = [...(world.cluster.app(shop.id)?.instances.values() ?? [])][0];
    if (instance === undefined) throw new Error('no instance');
    let ranAtMs: number | null = null;
    world.cluster.onInstanceRunning(() => (ranAtMs ??= world.clock.nowMs()));
    world.cluster.kill([instance]);
    let fewest = 3;
    let backAtMs = 0;
    for (let n = 0; n < 600 && backAtMs === 0; n += 1) {
      world.clock.advance(100);
      const now = world.messaging.crew().length;
      fewest = Math.min(fewest, now);
      if (fewest === 2 && now === 3) backAtMs = world.clock.nowMs();
    }
    expect(fewest).toBe(2);
    expect(backAtMs - (ranAtMs ?? 0)).toBeGreaterThanOrEqual(2_000);
    expect(backAtMs - (ranAtMs ?? 0)).toBeLessThanOrEqual(5_100);
  });

  it('kill -9 of a worker is a failed task of its app, which gets a new one', () => {
    const world = emptyWorld();
    addAgents(world, 2);
    settle(world, shop, 3_600_000);
    world.clock.advance(5_000);
    const statuses: string[] = [];
    world.cluster.onEvent((event) => {
      if (event.kind === 'task-status') statuses.push(event.status);
    });
    const [victim] = world.messaging.crew();
    world.messaging.killWorker(victim?.name ?? '');
    world.clock.advance(60_000);
    expect(statuses[0]).toBe('failed');
    expect(statuses).toContain('running');
    expect(world.messaging.crew()).toHaveLength(3);
  });

  it('a worker that shut down warmly is a finished task of its app', () => {
    const world = emptyWorld();
    addAgents(world, 2);
    settle(world, shop, 3_600_000);
    world.clock.advance(5_000);
    const statuses: string[] = [];
    world.cluster.onEvent((event) => {
      if (event.kind === 'task-status') statuses.push(event.status);
    });
    world.messaging.control(world.messaging.crew()[0]?.name ?? '', { kind: 'shutdown' });
    world.clock.advance(60_000);
    expect(statuses[0]).toBe('finished');
    expect(world.messaging.crew()).toHaveLength(3);
  });

  it('on a lost agent it falls silent but keeps its connection, and is back when the agent is', () => {
    const world = emptyWorld();
    addAgents(world, 1);
    settle(world, shop, 3_600_000, { ...configFrom(shop), unreachable: null });
    world.clock.advance(5_000);
    const [worker] = world.messaging.crew();
    world.cluster.loseAgent('agent-01.example.test');
    world.clock.advance(60_000);
    expect(worker?.state).toBe('frozen');
    expect(worker?.connected).toBe(true);
    world.cluster.returnAgent('agent-01.example.test');
    expect(worker?.state).toBe('running');
    expect(world.messaging.crew()).toHaveLength(3);
  });
});

describe('messages are neither lost nor invented', () => {
  it.each([1, 2, 3])('seed %i: published = ready + unacknowledged + acknowledged + dead-lettered', (seed) => {
    const { messaging, clock } = emptyWorld(seed);
    for (let n = 1; n <= 3; n += 1) hire(messaging, `orders-${n}@agent-1`, 'orders');
    for (let n = 1; n <= 2; n += 1) hire(messaging, `reports-${n}@agent-1`, 'reports');
    messaging.publish('orders', 5_000);
    clock.advance(30_000);
    messaging.killWorker('orders-1@agent-1');
    messaging.freezeWorker('orders-2@agent-1');
    clock.advance(200_000);
    messaging.continueWorker('orders-2@agent-1');
    clock.advance(30_000);
    for (const name of ['orders', 'reports']) {
      const queue = messaging.broker.queues.get(name);
      const counters = queue?.counters;
      expect(counters?.publish).toBe((queue?.ready.count ?? 0) + (queue?.unacked ?? 0) + (counters?.ack ?? 0));
      expect(queue?.unacked).toBe(
        messaging.crew().reduce((sum, worker) => sum + (worker.queues.has(name) ? worker.unackedCount() : 0), 0),
      );
    }
  });

  it('a worker never holds more than it asked for', () => {
    const { messaging, clock } = emptyWorld();
    hire(messaging, 'w@agent-1', 'orders', 3);
    messaging.publish('orders', 500);
    for (let n = 0; n < 200; n += 1) {
      clock.advance(250);
      expect(messaging.worker('w@agent-1')?.unackedCount()).toBeLessThanOrEqual(12);
    }
  });

  it('a quorum queue gives up on what kills its worker too often', () => {
    const { messaging, clock } = emptyWorld();
    hire(messaging, 'w@agent-1', 'reports', 1);
    messaging.load.setFactor('reports', 0);
    messaging.poison('reports');
    const before = messaging.broker.queues.get('dead-letter')?.ready.count ?? 0;
    clock.advance(60_000);
    expect(messaging.broker.queues.get('reports')?.unacked).toBe(0);
    expect(messaging.broker.queues.get('dead-letter')?.ready.count).toBe(before + 1);
  });
});

describe('a flood', () => {
  it('of a million messages is a number, and a listener remembers no more tasks than it should', () => {
    const { messaging, clock } = emptyWorld();
    for (let n = 1; n <= 5; n += 1) hire(messaging, `emails-${n}@agent-1`, 'emails');
    messaging.publish('emails', 1_000_000);
    messaging.load.setFactor('emails', 50);
    clock.advance(60_000);
    const queue = messaging.broker.queues.get('emails');
    expect(queue?.ready.count).toBeGreaterThan(990_000);
    expect(messaging.monitor.tasks.size).toBeLessThanOrEqual(10_000);
    expect(clock.pending()).toBeLessThan(500);
  });

  it('is drained faster by more workers', () => {
    const drained = (workers: number): number => {
      const { messaging, clock } = emptyWorld();
      hire(messaging, 'emails-1@agent-1', 'emails');
      clock.advance(5_000);
      for (let n = 2; n <= workers; n += 1) hire(messaging, `emails-${n}@agent-1`, 'emails');
      messaging.publish('emails', 100_000);
      const before = messaging.broker.queues.get('emails')?.counters?.ack ?? 0;
      clock.advance(120_000);
      return (messaging.broker.queues.get('emails')?.counters?.ack ?? 0) - before;
    };
    expect(drained(3) / drained(1)).toBeGreaterThan(2.2);
  });
});

describe('the load', () => {
  it('leaves a crew of any size well used and its queues short', () => {
    const { messaging, clock } = emptyWorld();
    for (let n = 1; n <= 20; n += 1) hire(messaging, `images-${n}@agent-1`, 'images', 8);
    hire(messaging, 'orders-1@agent-1', 'orders', 1);
    clock.advance(60_000);
    let busy = 0;
    const rounds = 60;
    for (let n = 0; n < rounds; n += 1) {
      clock.advance(5_000);
      for (const worker of messaging.crew()) if (worker.queues.has('images')) busy += worker.active.size;
    }
    const use = busy / rounds / 160;
    expect(use).toBeGreaterThan(0.3);
    expect(use).toBeLessThan(0.95);
    expect(messaging.load.usualPerSecond('images')).toBeLessThanOrEqual(5);
  });

  it('is high at noon and in the evening, low at night', () => {
    const at = (hour: number): number => dayFactor(Date.UTC(2026, 10, 21, hour));
    expect(at(13)).toBeGreaterThan(0.9);
    expect(at(20)).toBeGreaterThan(0.9);
    expect(at(4)).toBeLessThan(0.55);
  });

  it('tells the same story for the same seed, and another for another', () => {
    const story = (seed: number): string => {
      const { messaging, clock } = emptyWorld(seed);
      hire(messaging, 'orders-1@agent-1', 'orders');
      hire(messaging, 'emails-1@agent-1', 'emails');
      clock.advance(120_000);
      return JSON.stringify([...messaging.monitor.tasks.values()].map(({ id, state, at }) => [id, state, at]));
    };
    expect(story(1)).toBe(story(1));
    expect(story(1)).not.toBe(story(2));
  });

  it('of a queue begins when a crew for it is there, and a mistyped queue gets none', () => {
    const { messaging, clock } = emptyWorld();
    hire(messaging, 'orders-1@agent-1', 'orders');
    messaging.send({ type: 'shop.core.ping', queue: 'ghost' });
    clock.advance(600_000);
    expect(messaging.broker.queues.get('webhooks')?.ready.count).toBeLessThan(40);
    hire(messaging, 'hooks-1@agent-1', 'webhooks');
    clock.advance(300_000);
    expect(messaging.load.usualPerSecond('webhooks')).toBeGreaterThan(1);
    expect(messaging.broker.queues.get('webhooks')?.counters?.ack).toBeGreaterThan(300);
    expect(messaging.broker.queues.get('ghost')?.ready.count).toBe(1);
  });

  it('of nobody’s queue only trickles', () => {
    const { messaging, clock } = emptyWorld();
    hire(messaging, 'orders-1@agent-1', 'orders');
    clock.advance(3_600_000);
    const bounces = messaging.broker.queues.get('mail.bounces');
    expect(bounces?.ready.count).toBeGreaterThan(1_250);
    expect(bounces?.ready.count).toBeLessThan(1_400);
  });
});

describe('what workers do when told', () => {
  it('a rate limit holds tasks back in the worker', () => {
    const { messaging, clock } = emptyWorld();
    hire(messaging, 'w@agent-1', 'webhooks');
    messaging.load.setFactor('webhooks', 0);
    clock.advance(2_000);
    messaging.control('w@agent-1', { kind: 'rate-limit', type: 'shop.core.sleep', rate: '6/m' });
    for (let n = 0; n < 4; n += 1) messaging.send({ type: 'shop.core.sleep', queue: 'webhooks', args: [1] });
    clock.advance(9_000);
    const succeeded = (): number =>
      [...messaging.monitor.tasks.values()].filter(
        ({ message, state }) => message.type === 'shop.core.sleep' && state === 'SUCCESS',
      ).length;
    expect(succeeded()).toBe(1);
    expect(messaging.worker('w@agent-1')?.reserved).toHaveLength(3);
    clock.advance(30_000);
    expect(succeeded()).toBe(4);
  });

  it('a pool that scales itself follows the load', () => {
    const { messaging, clock } = emptyWorld();
    messaging.hire({
      name: 'w@agent-1',
      host: 'agent-1',
      pid: 1,
      appId: null,
      instanceId: null,
      concurrency: 4,
      queues: ['exp'],
      autoscale: { min: 1, max: 4 },
      poolRestarts: false,
    });
    messaging.load.setFactor('exp', 0);
    clock.advance(1_000);
    const size = (): number => messaging.worker('w@agent-1')?.pool.pids.length ?? 0;
    expect(size()).toBe(1);
    for (let n = 0; n < 8; n += 1) messaging.send({ type: 'shop.core.sleep', queue: 'exp', args: [10] });
    expect(size()).toBe(4);
    clock.advance(60_000);
    expect(size()).toBe(1);
  });

  it('a chain is linked both ways', () => {
    const { messaging, clock } = emptyWorld();
    hire(messaging, 'w@agent-1', 'images');
    messaging.load.setFactor('images', 0);
    const id = messaging.send({ type: 'shop.images.resize' }) ?? '';
    clock.advance(60_000);
    const [child = ''] = messaging.monitor.tasks.get(id)?.children ?? [];
    expect(messaging.monitor.tasks.get(child)?.message).toMatchObject({
      parentId: id,
      rootId: id,
      type: 'shop.images.publish',
    });
  });
});

describe('a crew too large to follow one by one', () => {
  it('still neither loses nor invents messages: each task then stands for several', () => {
    const { messaging, clock } = emptyWorld();
    for (let n = 1; n <= 400; n += 1) hire(messaging, `emails-${n}@agent-1`, 'emails');
    messaging.publish('emails', 200_000);
    clock.advance(30_000);
    for (let n = 1; n <= 50; n += 1) messaging.killWorker(`emails-${n}@agent-1`);
    clock.advance(30_000);
    const queue = messaging.broker.queues.get('emails');
    const counters = queue?.counters;
    const dead = (messaging.broker.queues.get('dead-letter')?.ready.count ?? 0) - 26;
    expect(dead).toBeGreaterThan(0);
    expect(counters?.publish).toBe((queue?.ready.count ?? 0) + (queue?.unacked ?? 0) + (counters?.ack ?? 0) + dead);
    expect(Math.max(...[...messaging.monitor.tasks.values()].map(({ message }) => message.weight))).toBeGreaterThan(1);
    for (const worker of messaging.crew()) expect(worker.unackedCount()).toBeLessThanOrEqual(16);
  });
});
