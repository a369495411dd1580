import type { AddressInfo } from 'node:net';
import { createEngine } from '../src/engine/engine.ts';
import type { SourceSpec } from '../src/engine/door.ts';
import { systemClock } from '../src/platform/clock.ts';
import { systemRandom } from '../src/platform/random.ts';
import { readBuild } from './build.ts';
import type { Config, SourceOf } from './config.ts';
import { authorizationOf, certificateOf } from './credentials.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createServer, viewer } from './server.ts';
import { adapters } from './sources.ts';
import { createStreams } from './streams.ts';
import { openUpstream } from './upstream.ts';

/** A gateway at work. */
export interface Gateway {
  url: string;
  close(): Promise<void>;
}

/** Connects the engine to its upstreams and serves it. Throws ConfigError for credentials that can't be read, or what listening threw. */
export async function startGateway(config: Config, webRoot: string): Promise<Gateway> {
  const metrics = createMetrics();
  const doors = config.sources.map((source) => openSource(source, config.readOnly, metrics));
  const engine = createEngine({
    clock: systemClock,
    random: systemRandom,
    cluster: { name: config.name, environment: config.environment, readOnly: config.readOnly, viewer },
    sources: doors.map((door) => door.spec),
    actTimeoutMs: config.actTimeoutMs,
    onBug: (error, where) => server.log.error({ err: error, where }, 'a rule or adapter failed'),
  });
  const build = readBuild(webRoot);
  const streams = createStreams(engine, build.build, () => systemClock.now());
  metrics.watch(engine, streams);
  const server = await createServer({ config, engine, streams, metrics, build, webRoot });
  engine.start();
  const { host, port } = config.listen;
  await server.listen({ host, port });
  return {
    url: urlOf(host, server.server.address()),
    async close() {
      streams.close();
      await server.close();
      await engine.stop();
      await Promise.all(doors.map((door) => door.close()));
    },
  };
}

function openSource(
  source: SourceOf,
  readOnly: boolean,
  metrics: Metrics,
): { spec: SourceSpec; close(): Promise<void> } {
  const upstream = openUpstream({
    url: source.url,
    authorization: authorizationOf(source),
    ca: certificateOf(source),
    timeoutMs: source.timeoutMs ?? 15_000,
    concurrency: source.concurrency ?? 6,
    maxBodyBytes: (source.maxBodyMiB ?? 256) * 1024 * 1024,
    onRequest: (status, tookMs) => metrics.upstream(source.id, status, tookMs),
  });
  const spec: SourceSpec = {
    id: source.id,
    kind: source.kind,
    name: source.name ?? source.id,
    readOnly: readOnly || (source.readOnly ?? false),
    adapter: adapters[source.kind]({ id: source.id }, upstream, systemClock),
  };
  return { spec, close: () => upstream.close() };
}

function urlOf(host: string, address: AddressInfo | string | null): string {
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
}
