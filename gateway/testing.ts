import type { Engine, ViewMessage } from '../src/engine/door.ts';
import type { AppTuple } from '../src/protocol/tuples.ts';
import type { Config } from './config.ts';
import { createMetrics } from './metrics.ts';
import { createServer } from './server.ts';
import { createStreams } from './streams.ts';

/** A subscription as the fake engine keeps it. */
export interface FakeSubscription {
  topic: string;
  closed: boolean;
  resent: string[];
  say(message: ViewMessage): void;
}

/** An engine that only remembers what it was asked; tests say what it answers. */
export function fakeEngine(): Engine & { subscriptions: FakeSubscription[]; asked: string[]; apps: AppTuple[] } {
  const subscriptions: FakeSubscription[] = [];
  const asked: string[] = [];
  const apps: AppTuple[] = [];
  return {
    subscriptions,
    asked,
    apps,
    start: () => {},
    stop: () => Promise.resolve(),
    subscribe(topic, sub, listener) {
      if (topic === 'nothing') return null;
      const record: FakeSubscription = { topic, closed: false, resent: [], say: listener };
      subscriptions.push(record);
      listener({ kind: 'table', topic: 'acts', sub, v: 1, rows: [], complete: true });
      return {
        resend: (name) => record.resent.push(name),
        close: () => {
          record.closed = true;
        },
      };
    },
    read(topic) {
      asked.push(topic);
      return Promise.resolve(
        topic === 'apps' ? { kind: 'table', topic: 'apps', sub: null, v: 7, rows: apps, complete: true } : null,
      );
    },
    act: (intents) => ({ results: intents.map((intent) => ({ refusal: 'read-only', intent })) }),
    undo: () => null,
    force: () => null,
    ages: () => ({ m: 12 }),
    status: () => ({
      startedAtMs: 0,
      sources: [],
      entities: { app: 3 },
      reads: [],
      acts: {},
      subscriptions: subscriptions.length,
    }),
  };
}

/** A configuration for tests. */
const testConfig: Config = {
  name: 'test',
  environment: { label: 'LAB', colour: 'lab' },
  listen: { host: '127.0.0.1', port: 0, loopback: true },
  hosts: ['box.example'],
  readOnly: false,
  trustNetwork: false,
  actTimeoutMs: null,
  logLevel: 'silent',
  sources: [],
};

/** A server around a fake engine, not listening. */
export async function testServer(config: Partial<Config> = {}) {
  const engine = fakeEngine();
  const streams = createStreams(engine, 'b1', () => 1000);
  const metrics = createMetrics();
  metrics.watch(engine, streams);
  const server = await createServer({
    config: { ...testConfig, ...config },
    engine,
    streams,
    metrics,
    build: { build: 'b1', scripts: [], styles: [], pages: {}, fonts: [] },
    webRoot: '/nonexistent',
  });
  return { server, engine, streams };
}
