import { createFaultPlan } from './faults/plan.ts';
import type { FlowerOptions } from './flower/context.ts';
import { createRequestLog } from './http/request-log.ts';
import type { UpstreamContext } from './http/upstream.ts';
import { createMarathonHandler } from './marathon/handler.ts';
import type { Marathon } from './marathon/handler.ts';
import type { Door } from './marathon/leadership.ts';
import type { RabbitmqOptions } from './rabbitmq/handler.ts';
import { findScenario } from './scenarios/catalog.ts';
import { addCrowd } from './scenarios/massive.ts';
import type { SimClock } from './world/clock.ts';
import { createWorld } from './world/world.ts';
import type { World } from './world/world.ts';

/** The four servers of a mock. */
export type MockName = 'marathon' | 'flower' | 'rabbitmq' | 'control';

/** What to build and where to listen; what is absent takes the default in brackets. */
export type MockOptions = {
  /** [1] */
  readonly seed?: number;
  /** [`calm`] */
  readonly scenario?: string;
  readonly apps?: number;
  readonly instances?: number;
  /** 0 takes any free port [0]; a taken port gives way to a free one. */
  readonly ports?: Partial<Record<MockName, number>>;
  /** Simulated ms per real ms; `paused` leaves the clock to whoever steers it [1]. */
  readonly speed?: number | 'paused';
  /** Simulated ms since the epoch at the start [the machine's clock]. */
  readonly startMs?: number;
  /** `user:password` that Marathon asks for [none]. */
  readonly user?: string;
  /** Login, read-only mode and the like of Flower [open to everybody]. */
  readonly flower?: FlowerOptions;
  /** Users of RabbitMQ [everybody is the administrator]. */
  readonly rabbitmq?: RabbitmqOptions;
};

/** What a reset may change; sizes that are null are left to the scenario. */
export type ResetOptions = {
  readonly seed?: number;
  readonly scenario?: string;
  readonly apps: number | null;
  readonly instances: number | null;
};

/** What the control API steers. */
export type MockHost = UpstreamContext & {
  /** Replaces the world and forgets faults and counts; the clock runs as it did at the start. */
  reset(options: ResetOptions): void;
  scenario(): string;
  readonly marathon: Marathon;
};

/** Builds the first world of a mock. `door` is Marathon's port, to be closed and opened again. */
export function createHost(options: MockOptions, door: Door): MockHost {
  const startMs = (): number => options.startMs ?? Date.now();
  const { seed = 1, scenario = 'calm', apps = null, instances = null } = options;
  let settings = { seed, scenario, apps, instances };
  const build = (): World => {
    const found = findScenario(settings.scenario);
    if (found === undefined) throw new Error(`There is no scenario "${settings.scenario}".`);
    const warmUpMs = found.warmUpMs ?? 0;
    const world = createWorld({ seed: settings.seed, startMs: startMs() - warmUpMs });
    found.build(world, { apps: settings.apps, instances: settings.instances });
    if (found.sized !== true && settings.apps !== null) {
      const apps = settings.apps - world.cluster.appCount();
      addCrowd(world, apps, (settings.instances ?? settings.apps * 10) - world.cluster.instanceCount());
    }
    world.clock.advance(warmUpMs);
    return world;
  };
  const start = (clock: SimClock): void => {
    if (options.speed === 'paused') return;
    clock.setSpeed(options.speed ?? 1);
    clock.run();
  };
  let world = build();
  start(world.clock);
  const context: UpstreamContext = {
    world: () => world,
    faults: createFaultPlan(),
    requests: createRequestLog(),
  };
  const marathon = createMarathonHandler(context, { user: options.user ?? null, door });
  return {
    ...context,
    marathon,
    scenario: () => settings.scenario,
    reset(changes) {
      const before = settings;
      settings = { ...settings, ...changes };
      try {
        const next = build();
        world.clock.pause();
        world = next;
      } catch (error) {
        settings = before;
        throw error;
      }
      marathon.forget();
      context.faults.clear();
      context.requests.reset();
      start(world.clock);
    },
  };
}
