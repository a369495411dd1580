import { describe, expect, it } from 'vitest';
import { createWorld } from '../world/world.ts';
import type { World } from '../world/world.ts';
import { findScenario } from './catalog.ts';
import { demoApps } from './demo-apps.ts';

function built(name: string): World {
  const scenario = findScenario(name);
  const world = createWorld({ seed: 7, startMs: Date.UTC(2026, 0, 5, 12) });
  scenario?.build(world, { apps: null, instances: null });
  world.clock.advance(scenario?.warmUpMs ?? 0);
  return world;
}

const waiting = (world: World) => world.cluster.launcher.items().map(({ app }) => app.id);

describe('what a person sees first', () => {
  it('of calm is no queue that stands without workers', () => {
    const world = built('calm');
    world.clock.advance(120_000);
    const bounces = world.messaging.broker.queues.get('mail.bounces');
    expect(bounces?.ready.count).toBe(0);
    expect(waiting(world)).toEqual([]);
  });

  it('of stuck-deploy is a deployment older than five minutes whose new instances find no CPUs', () => {
    const world = built('stuck-deploy');
    const [deployment] = world.cluster.deployments.list();
    expect(deployment?.appIds).toEqual(['/shop/api']);
    expect(world.clock.nowMs() - (deployment?.plan.versionMs ?? 0)).toBeGreaterThan(300_000);
    expect(waiting(world)).toEqual(['/shop/api']);
  });

  it('of crash-loop is an app that waits out a delay of at least half a minute', () => {
    const [item] = built('crash-loop').cluster.launcher.items();
    expect(item?.app.id).toBe('/shop/recommender');
    expect(item?.delayLeftMs).toBeGreaterThan(30_000);
  });

  it('of no-room are three apps that wait, each for its own reason', () => {
    expect(waiting(built('no-room')).sort()).toEqual(['/infra/agent', '/ml/embed', '/ml/train']);
  });

  it('of queue-flood is a queue that grows', () => {
    const world = built('queue-flood');
    const depth = (): number => world.messaging.broker.queues.get('emails')?.ready.count ?? 0;
    const before = depth();
    expect(before).toBeGreaterThan(2_000);
    world.clock.advance(60_000);
    expect(depth()).toBeGreaterThan(before);
  });

  it('of broker-down is a broker that is away while all instances run', () => {
    const world = built('broker-down');
    expect(world.messaging.broker.state).toBe('stopped');
    expect(waiting(world)).toEqual([]);
  });

  it('of rolling-deploy is, after some seconds, a deployment under way', () => {
    const world = built('rolling-deploy');
    world.clock.advance(15_000);
    expect(world.cluster.deployments.list().map(({ appIds }) => appIds)).toEqual([['/shop/catalog']]);
  });
});

describe('the demo', () => {
  const world = built('demo');

  it('is a company of about sixty apps and 350 instances in seven groups', () => {
    expect(world.cluster.appCount()).toBeGreaterThanOrEqual(60);
    expect(world.cluster.instanceCount()).toBeGreaterThan(320);
    const groups = new Set([...world.cluster.apps()].map(({ id }) => id.split('/')[1] ?? ''));
    expect([...groups].sort((a, b) => a.localeCompare(b))).toEqual([
      'data',
      'infra',
      'mail',
      'media',
      'ml',
      'pay',
      'shop',
    ]);
    expect(new Set(demoApps.map(({ id }) => id)).size).toBe(demoApps.length);
  });

  it('has a suspended app that used to have three instances, a delayed one and one that wants memory', () => {
    const asleep = world.cluster.app('/shop/gift-finder');
    expect(asleep?.definition.instances).toBe(0);
    expect([...(asleep?.versions.values() ?? [])].map((version) => version?.instances)).toEqual([3, 0]);
    expect(waiting(world)).toEqual(expect.arrayContaining(['/ml/feature-sync', '/ml/train-ranker']));
  });

  it('moves: in five minutes some apps are released anew and all come through', () => {
    const released = new Set<string>();
    world.cluster.onEvent((event) => {
      if (event.kind === 'deployment-done') for (const { id } of event.plan.changes) released.add(id);
    });
    world.clock.advance(300_000);
    expect(released.size).toBeGreaterThanOrEqual(3);
    expect(world.cluster.deployments.list().length).toBeLessThanOrEqual(1);
  });
});
