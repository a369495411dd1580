import { describe, expect, it } from 'vitest';
import { addAgents, configFrom, settle } from '../scenarios/builder.ts';
import type { AppSketch } from '../scenarios/builder.ts';
import { summarize } from './offers.ts';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

function worldOf(agents: number): World {
  const world = createWorld({ seed: 7, startMs: Date.UTC(2026, 0, 5, 12) });
  addAgents(world, agents, 4, 4096);
  return world;
}

function put(world: World, sketch: AppSketch, force = false) {
  const wishes = [{ kind: 'put' as const, id: sketch.id, config: configFrom(sketch), instances: sketch.instances }];
  return world.cluster.root.change({ groupId: '/', wishes, force });
}

const statesOf = (world: World, id: string) =>
  [...(world.cluster.app(id)?.instances.values() ?? [])].map(({ state }) => state);

describe('an app that nothing has room for', () => {
  it('waits in the queue, and the funnel says at which step the offers fall', () => {
    const world = worldOf(3);
    put(world, { id: '/big', instances: 2, cmd: 'run', memMib: 8192 });
    world.clock.advance(10_000);
    const [item] = world.cluster.launcher.items();
    expect(item?.count).toBe(2);
    const lines = item === undefined ? [] : summarize(item.tally).last;
    expect(lines).toHaveLength(10);
    expect(lines.find(({ reason }) => reason === 'insufficient-memory')).toMatchObject({ processed: 3, declined: 3 });
    expect(lines.at(-1)).toMatchObject({ processed: 0, declined: 0 });
  });

  it('starts as soon as there is room', () => {
    const world = worldOf(1);
    settle(world, { id: '/first', instances: 1, cmd: 'run', cpus: 4 }, 60_000);
    put(world, { id: '/second', instances: 1, cmd: 'run', cpus: 2 });
    world.clock.advance(60_000);
    expect(statesOf(world, '/second')).toEqual(['scheduled']);
    world.cluster.root.change({ groupId: '/', wishes: [{ kind: 'remove', id: '/first' }], force: false });
    world.clock.advance(15_000);
    expect(statesOf(world, '/second')).toEqual(['running']);
    expect(world.cluster.deployments.list()).toEqual([]);
  });

  it('gives back all it took', () => {
    const world = worldOf(2);
    put(world, { id: '/a', instances: 4, cmd: 'run', cpus: 1, memMib: 100 });
    world.clock.advance(20_000);
    world.cluster.root.change({ groupId: '/', wishes: [{ kind: 'remove', id: '/a' }], force: false });
    world.clock.advance(20_000);
    for (const agent of world.cluster.agents()) {
      expect(agent.used).toEqual({ cpus: 0, memMib: 0, diskMib: 0, gpus: 0 });
      expect(agent.usedPorts.size + agent.instanceIds.size).toBe(0);
    }
  });
});

describe('a lost agent', () => {
  it('has its tasks replaced at once by default', () => {
    const world = worldOf(3);
    settle(world, { id: '/a', instances: 3, cmd: 'run' }, 60_000);
    world.cluster.loseAgent(world.cluster.agents()[0]?.host ?? '');
    expect(statesOf(world, '/a').sort()).toEqual(['running', 'running', 'scheduled']);
    world.clock.advance(10_000);
    expect(statesOf(world, '/a')).toEqual(['running', 'running', 'running']);
  });

  it('that returns in time gives a patient app its tasks back', () => {
    const world = worldOf(3);
    const unreachable = { inactiveAfterMs: 60_000, expungeAfterMs: 120_000 };
    const sketch = { id: '/a', instances: 3, cmd: 'run' };
    settle(world, sketch, 60_000, { ...configFrom(sketch), unreachable });
    const host = world.cluster.agents()[0]?.host ?? '';
    world.cluster.loseAgent(host);
    world.clock.advance(30_000);
    expect(statesOf(world, '/a').sort()).toEqual(['running', 'running', 'unreachable']);
    world.cluster.returnAgent(host);
    expect(statesOf(world, '/a')).toEqual(['running', 'running', 'running']);
  });
});

describe('versions', () => {
  it('strictly increase even within one millisecond', () => {
    const world = worldOf(2);
    put(world, { id: '/a', instances: 1, cmd: 'one' });
    put(world, { id: '/a', instances: 1, cmd: 'two' }, true);
    put(world, { id: '/a', instances: 1, cmd: 'three' }, true);
    const stamps = [...(world.cluster.app('/a')?.versions.keys() ?? [])];
    expect(new Set(stamps).size).toBe(3);
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
  });

  it('are kept up to fifty', () => {
    const world = worldOf(2);
    for (let n = 0; n < 60; n += 1) put(world, { id: '/a', instances: n + 1, cmd: 'run' }, true);
    expect(world.cluster.app('/a')?.versions.size).toBe(50);
  });
});

describe('a large world', () => {
  it('has next to nothing due while nothing happens', () => {
    const world = createWorld({ seed: 7, startMs: 0 });
    addAgents(world, 100, 32, 131_072);
    for (let n = 0; n < 100; n += 1) {
      settle(world, { id: `/a${n}`, instances: 20, cmd: 'run', cpus: 0.1, memMib: 10, health: '/h' }, 60_000);
    }
    world.clock.advance(10_000);
    expect(world.clock.pending()).toBeLessThan(10);
  });
});
