import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Engine } from '../src/engine/door.ts';
import { emptyCounts, worstFirst } from '../src/domain/app.ts';
import type { DocMessage, HeadMessage, TableSnapshot, Versions } from '../src/protocol/messages.ts';
import type { Topic } from '../src/protocol/topics.ts';
import { isAppTuple, type AppTuple } from '../src/protocol/tuples.ts';
import { isLoopback } from './listen.ts';
import { topicsRequestSchema } from './intent-schema.ts';
import { HttpProblem } from './problem.ts';
import type { Streams } from './streams.ts';
import { jsonOf } from './wire.ts';

const pack = promisify(gzip);

/** Streams at once: a herd of screens after a restart fits, a leak does not. */
const maxStreams = 1000;

/** Topics one look may ask for. */
const maxLook = 20;

/** The stream of topics, the request that changes them, and the look that comes before both. */
export function streamRoutes(server: FastifyInstance, engine: Engine, streams: Streams): void {
  server.get<{ Querystring: { topics?: string; head?: string } }>(
    '/api/v1/look',
    { compress: false },
    async (request, reply) => {
      const topics = listOf(request.query.topics);
      if (topics.length === 0 || topics.length > maxLook)
        throw new HttpProblem(400, 'bad-topics', `Name 1 to ${maxLook} topics: ?topics=apps,sources`);
      const head = headIn(request.query.head);
      const read = await Promise.all(topics.map((topic) => engine.read(topic, 0)));
      const messages = read.filter((message) => message !== null).map((message) => headOf(message, head));
      const first = streams.look(versionsOf(messages));
      const text = [first, ...messages].map((message) => `${jsonOf(message)}\n`).join('');
      reply.headers({ 'cache-control': 'no-store', 'content-type': 'application/x-ndjson; charset=utf-8' });
      if (!isPackedFor(request)) return reply.send(text);
      return reply
        .headers({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
        .send(await pack(text, { level: 4 }));
    },
  );

  server.get<{ Querystring: { topics?: string; have?: string; wall?: string } }>('/api/v1/stream', (request, reply) => {
    if (streams.count() >= maxStreams)
      throw new HttpProblem(503, 'too-many-streams', 'Too many screens are connected; try again later.');
    const topics = listOf(request.query.topics);
    const have = haveOf(request.query.have);
    reply.hijack();
    streams.open(reply.raw, { topics, have, gzip: isPackedFor(request), wall: request.query.wall === '1' });
  });

  server.post<{ Params: { session: string } }>('/api/v1/stream/:session/topics', (request, reply) => {
    const session = streams.find(request.params.session);
    if (!session) throw new HttpProblem(404, 'no-stream', 'That stream has ended; open a new one.');
    const body = topicsRequestSchema.safeParse(request.body);
    if (!body.success) throw new HttpProblem(400, 'bad-topics', body.error.issues[0]?.message ?? 'not understood');
    if (body.data.wall !== undefined) session.wall = body.data.wall;
    for (const topic of body.data.drop) session.drop(topic);
    for (const { topic, sub, have } of body.data.add) {
      if (!session.add(topic, sub, have))
        throw new HttpProblem(429, 'too-many-topics', 'This stream holds too many topics.');
    }
    return reply.code(204).send();
  });
}

function listOf(text: string | undefined): Topic[] {
  return (text ?? '').split(',').filter((topic) => topic !== '');
}

/** `apps:1764000000123,acts:1764000000001`: versions of lists a screen holds; what is no number is no version. */
function haveOf(text: string | undefined): Versions {
  const pairs = listOf(text).map((part): [string, number] => {
    const [topic = '', version] = part.split(':');
    return [topic, Number(version)];
  });
  return Object.fromEntries(pairs.filter(([, version]) => Number.isSafeInteger(version)));
}

function headIn(text: string | undefined): number | null {
  if (text === undefined) return null;
  const head = Number(text);
  if (!Number.isSafeInteger(head) || head < 1)
    throw new HttpProblem(400, 'bad-head', 'head is a number of rows: 1 or more');
  return head;
}

/** By the rows they are of, which are the same object until one changes: a herd of screens after a restart asks for the same. */
const heads = new WeakMap<TableSnapshot['rows'], { most: number; head: HeadMessage }>();

/** The first rows of the apps where that many are asked for and there are far more; else the message as it is. */
function headOf<M extends TableSnapshot | DocMessage>(message: M, most: number | null): M | HeadMessage {
  if (most === null || message.kind !== 'table' || message.topic !== 'apps') return message;
  // For a few more it is not worth a second answer. A list that is not complete may be without what stands first.
  if (message.rows.length <= 2 * most || !message.complete) return message;
  const known = heads.get(message.rows);
  if (known?.most === most) return known.head;
  const apps = message.rows.filter(isAppTuple);
  const rows = worstFirst(apps, ([, condition]) => condition)
    .flat()
    .slice(0, most);
  const head: HeadMessage = { kind: 'head', topic: 'apps', rows, ...sumOf(apps) };
  heads.set(message.rows, { most, head });
  return head;
}

function sumOf(apps: readonly AppTuple[]): Pick<HeadMessage, 'counts' | 'running' | 'wanted'> {
  const sum = { counts: emptyCounts(), running: 0, wanted: 0 };
  for (const [, condition, , wanted, , running] of apps) {
    sum.counts[condition] += 1;
    sum.running += running;
    sum.wanted += wanted;
  }
  return sum;
}

function versionsOf(messages: readonly (TableSnapshot | DocMessage | HeadMessage)[]): Versions {
  return Object.fromEntries(
    messages.flatMap((message) => (message.kind === 'table' ? [[message.topic, message.v]] : [])),
  );
}

/** Compressing costs more than it saves within one machine. */
function isPackedFor({ headers, ip }: FastifyRequest): boolean {
  return /\bgzip\b/.test(headers['accept-encoding'] ?? '') && !isLoopback(ip.replace(/^::ffff:/, ''));
}
