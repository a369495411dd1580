import { createControlHandler } from './control/handler.ts';
import { createFaultPlan } from './faults/plan.ts';
import type { FlowerOptions } from './flower/context.ts';
import { createFlowerHandler } from './flower/handler.ts';
import { createRequestLog } from './http/request-log.ts';
import { openUpstream } from './http/upstream.ts';
import type { Handler, Upstream, UpstreamContext } from './http/upstream.ts';
import { createMarathonHandler, marathonRoute } from './marathon/handler.ts';
import type { Door } from './marathon/leadership.ts';
import type { Marathon } from './marathon/handler.ts';
import { createRabbitmqHandler } from './rabbitmq/handler.ts';
import type { RabbitmqOptions } from './rabbitmq/handler.ts';
import { findScenario } from './scenarios/catalog.ts';
import { addCrowd } from './scenarios/massive.ts';
import type { SimClock } from './world/clock.ts';
import { createWorld } from './world/world.ts';
import type { World } from './world/world.ts';

/** The four servers of a mock. */
type MockName = 'marathon' | 'flower' | 'rabbitmq' | 'control';

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

/** A running mock. */
export type Mock = {
  readonly urls: Readonly<Record<MockName, string>>;
  /** Names of servers whose wanted port was taken. */
  readonly moved: readonly string[];
  /** The present world; a reset replaces it. */
  readonly world: World;
  readonly host: MockHost;
  close(): Promise<void>;
};

const names: readonly MockName[] = ['marathon', 'flower', 'rabbitmq', 'control'];

function createHost(options: MockOptions, door: Door): MockHost {
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

/** Builds a world and opens its upstreams on loopback. */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const opened = new Map<MockName, Upstream>();
  const door = {
    suspend: async (): Promise<void> => opened.get('marathon')?.suspend(),
    resume: async (): Promise<void> => opened.get('marathon')?.resume(),
  };
  const host = createHost(options, door);
  const control = createControlHandler(host);
  const handlers: Readonly<Record<MockName, Handler>> = {
    marathon: host.marathon.handler,
    flower: createFlowerHandler(host, options.flower),
    rabbitmq: createRabbitmqHandler(host, options.rabbitmq),
    control,
  };
  for (const name of names) {
    const port = options.ports?.[name] ?? 0;
    const routeOf = name === 'marathon' ? { routeOf: marathonRoute } : {};
    opened.set(name, await openUpstream({ name, port, context: host, handler: handlers[name], control, ...routeOf }));
  }
  const urlOf = (name: MockName): string => opened.get(name)?.url ?? '';
  return {
    urls: {
      marathon: urlOf('marathon'),
      flower: urlOf('flower'),
      rabbitmq: urlOf('rabbitmq'),
      control: urlOf('control'),
    },
    moved: [...opened.values()].filter((server) => server.moved).map((server) => server.name),
    get world() {
      return host.world();
    },
    host,
    async close() {
      host.world().clock.pause();
      host.marathon.forget();
      await Promise.all([...opened.values()].map((server) => server.close()));
    },
  };
}
