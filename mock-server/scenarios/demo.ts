import type { World } from '../world/world.ts';
import { addAgents, day, hour, settle } from './builder.ts';
import { crashOne, release, scale } from './changes.ts';
import { demoApps, demoReleases } from './demo-apps.ts';
import type { Scenario } from './scenario.ts';

const minute = 60_000;

function every(world: World, periodMs: number, offsetMs: number, act: () => void): void {
  world.clock.after(offsetMs, () => {
    act();
    world.clock.every(periodMs, act);
  });
}

/** Used to have three instances; its owner put it to sleep. */
function suspendOne(world: World): void {
  settle(world, { id: '/shop/gift-finder', instances: 3, cmd: './gift-finder', labels: { team: 'shop' } }, 9 * day);
  world.clock.after(2000, () => scale(world, '/shop/gift-finder', 0));
}

/** Fails at each start; its delay is long enough to be seen counting down. */
function crashOneForEver(world: World): void {
  const id = '/ml/feature-sync';
  settle(
    world,
    { id, instances: 1, cmd: './feature-sync --source warehouse', labels: { team: 'ml' }, backoffMs: 60_000 },
    2 * hour,
  );
  world.cluster.behave(id, { failsWith: 'Command exited with status 1', startMs: 3000 });
  world.clock.after(5000, () => crashOne(world, id, 'Command exited with status 1'));
}

function waitForMemory(world: World): void {
  settle(
    world,
    { id: '/ml/train-ranker', instances: 1, cmd: './train --full', cpus: 8, memMib: 262_144, labels: { team: 'ml' } },
    hour,
  );
}

/** Releases in turn, small accidents, and a crew that follows the day. */
function keepMoving(world: World): void {
  const random = world.random.stream('demo');
  let turn = 0;
  let build = 480;
  every(world, 110_000, 4 * minute - 6000, () => {
    release(world, demoReleases[turn % demoReleases.length] ?? '', String((build += 1)));
    turn += 1;
  });
  every(world, 3 * minute, 80_000, () => {
    const victim = demoApps[random.int(demoApps.length)];
    if (victim !== undefined) crashOne(world, victim.id, 'Command exited with status 137');
  });
  every(world, 7 * minute, 4.5 * minute, () => {
    const [sick] = world.cluster.app('/media/video')?.instances.values() ?? [];
    if (sick !== undefined) world.cluster.health.fail([sick], 3, '503 Service Unavailable');
  });
  every(world, 5 * minute, 2 * minute, () => {
    const hourOfDay = (world.clock.nowMs() / hour) % 24;
    const busy = 0.5 + 0.5 * Math.sin(((hourOfDay - 8) / 24) * 2 * Math.PI);
    scale(world, '/mail/sender', 3 + Math.round(3 * busy) + random.int(2));
  });
}

/** A living company: something always moves, and a few things are wrong in ways worth looking at. */
export const demo: Scenario = {
  name: 'demo',
  title: 'A living company',
  warmUpMs: 4 * minute,
  build(world) {
    addAgents(world, 24, 24, 98_304);
    for (const [at, sketch] of demoApps.entries()) {
      settle(world, sketch, hour + ((at * 7_654_321) % (12 * day)));
      if (sketch.health !== undefined) world.cluster.behave(sketch.id, { startMs: 6000 + ((at * 977) % 9000) });
    }
    suspendOne(world);
    crashOneForEver(world);
    waitForMemory(world);
    keepMoving(world);
  },
};
