import { createControlHandler } from './control/handler.ts';
import { createFaultPlan } from './faults/plan.ts';
import { createFlowerHandler } from './flower/handler.ts';
import { createRequestLog } from './http/request-log.ts';
import { openUpstream } from './http/upstream.ts';
import type { Handler, Upstream, UpstreamContext } from './http/upstream.ts';
import { createMarathonHandler } from './marathon/handler.ts';
import { createRabbitmqHandler } from './rabbitmq/handler.ts';
import { findScenario } from './scenarios/catalog.ts';
import { createWorld } from './world/world.ts';
import type { World } from './world/world.ts';

/** The four servers of a mock. */
export type MockName = 'marathon' | 'flower' | 'rabbitmq' | 'control';

/** What to build and where to listen; what is absent takes the default in brackets. */
export type MockOptions = {
  /** [1] */
  readonly seed?: number;
  /** [`empty`] */
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
};

/** What a reset may change. */
export type ResetOptions = {
  readonly seed?: number;
  readonly scenario?: string;
  readonly apps?: number;
  readonly instances?: number;
};

/** What the control API steers. */
export type MockHost = UpstreamContext & {
  /** Throws an Error with one clear sentence if there is no such scenario. */
  reset(options: ResetOptions): void;
  scenario(): string;
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

function createHost(options: MockOptions): MockHost {
  const startMs = options.startMs ?? Date.now();
  let settings = { seed: 1, scenario: 'empty', ...options };
  const build = (): World => {
    const scenario = findScenario(settings.scenario);
    if (scenario === undefined) throw new Error(`There is no scenario "${settings.scenario}".`);
    const world = createWorld({ seed: settings.seed, startMs });
    scenario.build(world, { apps: settings.apps ?? null, instances: settings.instances ?? null });
    return world;
  };
  let world = build();
  return {
    world: () => world,
    faults: createFaultPlan(),
    requests: createRequestLog(),
    scenario: () => settings.scenario,
    reset(changes) {
      const before = settings;
      settings = { ...settings, ...changes };
      try {
        const { clock } = world;
        const next = build();
        clock.pause();
        next.clock.setSpeed(clock.speed());
        if (clock.isRunning()) next.clock.run();
        world = next;
      } catch (error) {
        settings = before;
        throw error;
      }
    },
  };
}

/** Builds a world and opens its upstreams on loopback. */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const host = createHost(options);
  const control = createControlHandler(host);
  const handlers: Readonly<Record<MockName, Handler>> = {
    marathon: createMarathonHandler(host),
    flower: createFlowerHandler(host),
    rabbitmq: createRabbitmqHandler(host),
    control,
  };
  const open = (name: MockName): Promise<Upstream> =>
    openUpstream({ name, port: options.ports?.[name] ?? 0, context: host, handler: handlers[name], control });
  const marathon = await open('marathon');
  const flower = await open('flower');
  const rabbitmq = await open('rabbitmq');
  const controls = await open('control');
  const servers = [marathon, flower, rabbitmq, controls];
  if (options.speed !== 'paused') {
    host.world().clock.setSpeed(options.speed ?? 1);
    host.world().clock.run();
  }
  return {
    urls: { marathon: marathon.url, flower: flower.url, rabbitmq: rabbitmq.url, control: controls.url },
    moved: servers.filter((server) => server.moved).map((server) => server.name),
    get world() {
      return host.world();
    },
    host,
    async close() {
      host.world().clock.pause();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
