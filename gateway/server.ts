import compress from '@fastify/compress';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import type { Engine } from '../src/engine/door.ts';
import type { Build } from './build.ts';
import type { Config } from './config.ts';
import { cspReportTypes, guard } from './guard.ts';
import { secureHeaders } from './headers.ts';
import type { Metrics } from './metrics.ts';
import { openApi } from './openapi.ts';
import { cspReportPath } from './page-rules.ts';
import { answerProblems } from './problem.ts';
import { actRoutes } from './routes-acts.ts';
import { readRoutes } from './routes-reads.ts';
import { streamRoutes } from './routes-stream.ts';
import type { Streams } from './streams.ts';
import { serveWeb } from './web.ts';

/** What the HTTP server stands on. */
export interface ServerParts {
  config: Config;
  engine: Engine;
  streams: Streams;
  metrics: Metrics;
  build: Build;
  webRoot: string;
}

/** The name acts are recorded under until sign-in exists. */
export const viewer = 'operator';

/** Assembles the HTTP server; it does not listen yet. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const { config, engine, streams, metrics } = parts;
  const server = Fastify({
    logger: { level: config.logLevel, stream: process.stderr },
    // A line per request would be all that a log of a gateway with many screens holds.
    logController: new LogController({
      disableRequestLogging: config.logLevel !== 'debug' && config.logLevel !== 'trace',
    }),
    bodyLimit: 256 * 1024,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 4000 },
  });
  server.addContentTypeParser(cspReportTypes, { parseAs: 'string' }, (_request, _body, done) => {
    done(null, null);
  });
  guard(server, { hosts: config.hosts, listenHost: config.listen.host, trustNetwork: config.trustNetwork });
  secureHeaders(server);
  answerProblems(server);
  await server.register(compress, { global: true, threshold: 1024, encodings: ['gzip', 'identity'] });
  readRoutes(server, engine);
  actRoutes(server, engine, viewer);
  streamRoutes(server, engine, streams);
  serviceRoutes(server, parts);
  server.get('/api/v1/openapi.json', (_request, reply) => reply.send(openApi()));
  server.post(cspReportPath, (request, reply) => {
    metrics.cspReport();
    request.log.warn('a browser reported a content security violation');
    return reply.code(204).send();
  });
  await serveWeb(server, parts.webRoot, parts.build);
  return server;
}

function serviceRoutes(server: FastifyInstance, { engine, metrics, streams, build }: ServerParts): void {
  server.get('/healthz', (_request, reply) => {
    const { sources, startedAtMs } = engine.status();
    const states = sources.map(({ id, kind, status }) => ({ id, kind, state: status.state }));
    return reply
      .header('cache-control', 'no-store')
      .send({ status: 'ok', build: build.build, startedAtMs, streams: streams.count(), sources: states });
  });
  server.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
}
