import { settleCompany } from './calm.ts';
import { configFrom, day, hour, settle } from './builder.ts';
import { reconfigure, release } from './changes.ts';
import type { Scenario } from './scenario.ts';

const minute = 60_000;

/** A new build rolls over ten instances, half at a time, again every four minutes. */
export const rollingDeploy: Scenario = {
  name: 'rolling-deploy',
  title: 'A new build rolls over an app',
  build(world) {
    settleCompany(world);
    settle(
      world,
      { id: '/shop/catalog', instances: 10, image: 'example/catalog:7', health: '/health', upgrade: [0.5, 0.2] },
      day,
    );
    world.cluster.behave('/shop/catalog', { startMs: 8000 });
    let build = 100;
    const next = (): void => release(world, '/shop/catalog', String((build += 1)));
    world.clock.after(3000, next);
    world.clock.every(4 * minute, next);
  },
};

/** A change that fits nowhere: the old tasks stay, the new ones wait, the deployment never ends. */
export const stuckDeploy: Scenario = {
  name: 'stuck-deploy',
  title: 'A deployment that cannot finish',
  warmUpMs: 6 * minute,
  build(world) {
    settleCompany(world);
    world.clock.after(30_000, () => reconfigure(world, '/shop/api', { cpus: 500 }));
  },
};

/** An app that fails at each start, with its delay well grown, and one that crashes now and then. */
export const crashLoop: Scenario = {
  name: 'crash-loop',
  title: 'An app that fails at each start',
  warmUpMs: 6 * minute,
  build(world) {
    settleCompany(world);
    const at = world.clock.nowMs();
    settle(
      world,
      {
        id: '/shop/recommender',
        instances: 2,
        cmd: './recommend --model latest',
        labels: { team: 'ml' },
        backoffMs: 60_000,
      },
      hour,
    );
    world.cluster.behave('/shop/recommender', { failsWith: 'Command exited with status 1', startMs: 1000 });
    world.clock.schedule(at + 1000, () => {
      for (const instance of world.cluster.app('/shop/recommender')?.instances.values() ?? []) {
        world.cluster.end(instance, 'failed', 'Command exited with status 1');
      }
    });
  },
};

/** One app wants more memory than any agent has, one a rack that does not exist, one more hosts than there are. */
export const noRoom: Scenario = {
  name: 'no-room',
  title: 'Nowhere to run',
  warmUpMs: 2 * minute,
  build(world) {
    settleCompany(world, 5);
    const waiting = [
      configFrom({ id: '/ml/train', instances: 2, cmd: './train', memMib: 262_144, cpus: 4 }),
      configFrom({
        id: '/ml/embed',
        instances: 1,
        cmd: './embed',
        constraints: [{ field: 'rack', operator: 'CLUSTER', value: 'rack-9' }],
      }),
      configFrom({
        id: '/infra/agent',
        instances: 8,
        cmd: './agent',
        cpus: 0.1,
        memMib: 64,
        constraints: [{ field: 'hostname', operator: 'UNIQUE', value: null }],
      }),
    ];
    const counts = [2, 1, 8];
    const ids = ['/ml/train', '/ml/embed', '/infra/agent'];
    world.clock.after(1000, () => {
      for (const [at, config] of waiting.entries()) {
        const wishes = [{ kind: 'put' as const, id: ids[at] ?? '', config, instances: counts[at] ?? 1 }];
        world.cluster.root.change({ groupId: '/', force: false, wishes });
      }
    });
  },
};

/** An agent vanishes; most of what it ran is replaced at once, one app waits for it to return. */
export const agentLoss: Scenario = {
  name: 'agent-loss',
  title: 'An agent is lost',
  build(world) {
    settleCompany(world);
    const patient = {
      ...configFrom({ id: '/data/store', instances: 6, cmd: './store' }),
      unreachable: { inactiveAfterMs: 5 * minute, expungeAfterMs: 10 * minute },
    };
    settle(world, { id: '/data/store', instances: 6, cmd: './store' }, day, patient);
    const host = world.cluster.agents()[1]?.host ?? '';
    world.clock.after(5000, () => world.cluster.loseAgent(host));
    world.clock.after(7 * minute, () => world.cluster.returnAgent(host));
  },
};

/** Far more arrives than is worked off. */
export const queueFlood: Scenario = {
  name: 'queue-flood',
  title: 'A queue fills faster than it drains',
  warmUpMs: 3 * minute,
  build(world) {
    settleCompany(world);
    world.clock.after(minute, () => {
      // Deep enough to hurt, and not so deep that no sensible scaling would drain it.
      world.messaging.publish('emails', 3000);
      world.messaging.load.setFactor('emails', 4);
    });
  },
};

/** Tasks that kill whoever runs them and come back. */
export const poisonTask: Scenario = {
  name: 'poison-task',
  title: 'A task kills every process that runs it',
  warmUpMs: minute,
  build(world) {
    settleCompany(world);
    world.clock.after(20_000, () => world.messaging.poison('orders', 2));
  },
};

/** The broker is away; workers are alive and cannot say so. */
export const brokerDown: Scenario = {
  name: 'broker-down',
  title: 'The broker is away',
  warmUpMs: minute,
  build(world) {
    settleCompany(world);
    world.clock.after(55_000, () => world.messaging.stopBroker());
  },
};
