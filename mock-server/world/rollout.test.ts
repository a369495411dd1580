import { describe, expect, it } from 'vitest';
import rollouts from '../samples/marathon/rollout-config-change.json' with { type: 'json' };
import { configFrom } from '../scenarios/builder.ts';
import type { ClusterEvent } from './events.ts';
import { launchNow, rolloutStart } from './rollout.ts';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

type Measured = { leastRunning: number; mostAlive: number; oldKilledBeforeFirstNewRunning: number };

/** The agents of the recorded cluster. */
function recordedCluster(seed: number): World {
  const world = createWorld({ seed, startMs: Date.UTC(2026, 10, 21, 7) });
  for (let n = 1; n <= 5; n += 1) {
    world.cluster.addAgent({
      host: `127.0.0.1${n}`,
      ip: `127.0.0.1${n}`,
      zone: `zone-${1 + (n % 3)}`,
      attributes: { rack: `rack-${1 + (n % 2)}` },
      total: { cpus: 8, memMib: 16_384, diskMib: 100_000, gpus: 0 },
    });
  }
  return world;
}

/** Watches a config change as its recording was watched: from the task statuses alone. */
function change(run: { instances: number; minimumHealthCapacity: number; maximumOverCapacity: number }): Measured {
  const world = recordedCluster(7);
  const { minimumHealthCapacity, maximumOverCapacity, instances } = run;
  const upgrade = [minimumHealthCapacity, maximumOverCapacity] as const;
  const put = (cmd: string) => {
    const config = configFrom({ id: '/roll', instances, cmd, cpus: 0.1, memMib: 32, upgrade });
    world.cluster.root.change({
      groupId: '/',
      force: false,
      wishes: [{ kind: 'put', id: '/roll', config, instances }],
    });
  };
  put('sleep 1000');
  world.clock.advance(60_000);
  const before = new Set(world.cluster.app('/roll')?.instances.keys());
  expect(before.size).toBe(instances);

  const running = new Set(before);
  const alive = new Set(before);
  const measured: Measured = { leastRunning: instances, mostAlive: instances, oldKilledBeforeFirstNewRunning: 0 };
  let firstNewRan = false;
  const watch = (event: ClusterEvent) => {
    if (event.kind !== 'task-status') return;
    const { instanceId } = event.facts;
    if (event.status === 'starting') alive.add(instanceId);
    if (event.status === 'running') {
      running.add(instanceId);
      if (!before.has(instanceId)) firstNewRan = true;
    }
    if (event.status === 'killed') {
      running.delete(instanceId);
      alive.delete(instanceId);
      if (!firstNewRan && before.has(instanceId)) measured.oldKilledBeforeFirstNewRunning += 1;
    }
    measured.leastRunning = Math.min(measured.leastRunning, running.size);
    measured.mostAlive = Math.max(measured.mostAlive, alive.size);
  };
  world.cluster.onEvent(watch);
  put('sleep 2000');
  world.clock.advance(300_000);
  expect(world.cluster.deployments.list()).toEqual([]);
  expect([...(world.cluster.app('/roll')?.instances.keys() ?? [])].filter((id) => before.has(id))).toEqual([]);
  return measured;
}

describe('a rolling change, against 40 recorded ones', () => {
  for (const run of rollouts.runs) {
    const title = `${run.instances} instances at ${run.minimumHealthCapacity} / ${run.maximumOverCapacity}`;
    it(`${title} keeps ${run.leastRunning} running and has at most ${run.mostAlive} alive`, () => {
      const measured = change(run);
      expect(measured.leastRunning).toBe(run.leastRunning);
      expect(measured.oldKilledBeforeFirstNewRunning).toBe(run.oldKilledBeforeFirstNewRunning);
      // The recording can be one short of the plan's ceiling, when kills and starts overlap.
      expect(Math.abs(measured.mostAlive - run.mostAlive)).toBeLessThanOrEqual(1);
    });
  }
});

describe('the arithmetic of a rolling change', () => {
  const start = (wanted: number, least: number, over: number, existing = wanted) =>
    rolloutStart({ wanted, existing, healthy: existing, minimumHealthCapacity: least, maximumOverCapacity: over });

  it('kills down to the least that must serve and launches up to the most that may be alive', () => {
    expect(start(10, 0.5, 0.2)).toEqual({ killAtOnce: 5, mostAlive: 12 });
    expect(launchNow(10, 0, 10, 12)).toBe(2);
  });

  it('allows itself one extra when nothing may go and nothing more may come', () => {
    expect(start(10, 1, 0)).toEqual({ killAtOnce: 0, mostAlive: 11 });
    expect(start(1, 1, 0)).toEqual({ killAtOnce: 0, mostAlive: 2 });
  });

  it('rounds in double arithmetic as the original does', () => {
    expect(start(100, 1, 0.15).mostAlive).toBe(114);
  });

  it('kills the surplus at once when fewer are wanted', () => {
    expect(start(3, 1, 1, 6)).toEqual({ killAtOnce: 3, mostAlive: 6 });
  });
});
