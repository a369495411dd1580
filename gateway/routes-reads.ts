import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Engine } from '../src/engine/door.ts';
import { docNames, tableNames, type DocName } from '../src/protocol/rows.ts';
import { encodeTaskQuery, decodeTaskQuery, type Topic } from '../src/protocol/topics.ts';
import { appColumns, isAppTuple, unpackApp } from '../src/protocol/tuples.ts';
import { HttpProblem } from './problem.ts';

/** How long a script's request waits for a document that nobody has asked for before. */
const waitMs = 10_000;

/** Every view as a plain read, for scripts: `/api/v1/apps?as=objects`, `/api/v1/app/main/shop/worker`. */
export function readRoutes(server: FastifyInstance, engine: Engine): void {
  for (const name of tableNames) {
    server.get<{ Querystring: { as?: string } }>(`/api/v1/${name}`, async (request, reply) => {
      const message = await engine.read(name, waitMs);
      if (message?.kind !== 'table') throw new HttpProblem(500, 'internal', 'This list could not be read.');
      const { v, complete, rows } = message;
      if (name !== 'apps') return reply.send({ topic: name, v, complete, rows });
      const apps = rows.filter(isAppTuple);
      if (request.query.as === 'objects') return reply.send({ topic: name, v, complete, rows: apps.map(unpackApp) });
      return reply.send({ topic: name, v, complete, columns: appColumns, rows: apps });
    });
  }
  for (const name of docNames) {
    if (name === 'cluster') server.get('/api/v1/cluster', (_request, reply) => sendDoc(engine, reply, 'cluster'));
    else if (name === 'tasks') tasksRoute(server, engine);
    else docRoute(server, engine, name);
  }
}

function docRoute(server: FastifyInstance, engine: Engine, name: Exclude<DocName, 'cluster' | 'tasks'>): void {
  server.get<{ Params: { '*': string }; Querystring: { version?: string } }>(`/api/v1/${name}/*`, (request, reply) => {
    const key = name === 'queue' ? queueKeyIn(request) : request.params['*'];
    if (name !== 'version') return sendDoc(engine, reply, `${name}:${key}`);
    if (!request.query.version)
      throw new HttpProblem(400, 'no-version', 'Name a version: ?version=2026-01-31T10:00:00.000Z');
    return sendDoc(engine, reply, `version:${key}@${request.query.version}`);
  });
}

/**
 * A queue's key holds its vhost encoded (`rabbitmq/%2F/emails`), and the router has decoded the address: the vhost is taken from the
 * address as it came, be it encoded once or, by a script that encodes keys, twice.
 */
function queueKeyIn({ url, params }: FastifyRequest<{ Params: { '*': string } }>): string {
  const [source = '', vhost, ...name] = (url.split('?')[0] ?? '').split('/').slice(4);
  if (vhost === undefined || name.length === 0) return params['*'];
  const once = decodeURIComponent(vhost);
  const part = once.includes('%') ? once : encodeURIComponent(once);
  return `${decodeURIComponent(source)}/${part}/${name.map(decodeURIComponent).join('/')}`;
}

function tasksRoute(server: FastifyInstance, engine: Engine): void {
  server.get<{ Params: { source: string } }>('/api/v1/tasks/:source', (request, reply) => {
    const query = decodeTaskQuery(request.url.split('?')[1] ?? '');
    if (!query) throw new HttpProblem(400, 'bad-query', 'state, limit or offset is not understood.');
    return sendDoc(engine, reply, `tasks:${request.params.source}?${encodeTaskQuery(query)}`);
  });
}

async function sendDoc(engine: Engine, reply: FastifyReply, topic: Topic): Promise<FastifyReply> {
  const message = await engine.read(topic, waitMs);
  if (message?.kind !== 'doc') throw new HttpProblem(404, 'no-topic', 'Nothing goes by that name here.');
  if (message.doc !== null) return reply.send({ topic, v: message.v, doc: message.doc, fault: message.fault });
  if (message.fault?.fault.kind === 'missing') throw new HttpProblem(404, 'missing', message.fault.fault.text);
  return reply
    .code(502)
    .send({ code: 'upstream', message: 'The upstream did not tell; see fault.', fault: message.fault });
}
