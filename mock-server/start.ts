import { createControlHandler } from './control/handler.ts';
import { createFlowerHandler } from './flower/handler.ts';
import { createHost } from './host.ts';
import type { MockHost, MockName, MockOptions } from './host.ts';
import { openUpstream } from './http/upstream.ts';
import type { Handler, Upstream } from './http/upstream.ts';
import { marathonRoute } from './marathon/handler.ts';
import { createRabbitmqHandler } from './rabbitmq/handler.ts';
import type { World } from './world/world.ts';

export type { MockOptions } from './host.ts';

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
      const closing = [...opened.values()].map((server) => server.close());
      host.marathon.forget();
      await Promise.all(closing);
    },
  };
}
