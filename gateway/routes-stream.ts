import type { FastifyInstance } from 'fastify';
import { isLoopback } from './listen.ts';
import { topicsRequestSchema } from './intent-schema.ts';
import { HttpProblem } from './problem.ts';
import type { Streams } from './streams.ts';

/** Streams at once: a herd of screens after a restart fits, a leak does not. */
const maxStreams = 1000;

/** The stream of topics and the request that changes them. */
export function streamRoutes(server: FastifyInstance, streams: Streams): void {
  server.get<{ Querystring: { topics?: string; wall?: string } }>('/api/v1/stream', (request, reply) => {
    if (streams.count() >= maxStreams)
      throw new HttpProblem(503, 'too-many-streams', 'Too many screens are connected; try again later.');
    const topics = (request.query.topics ?? '').split(',').filter((topic) => topic !== '');
    // Compressing costs more than it saves within one machine.
    const gzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') && !isLocal(request.ip);
    reply.hijack();
    streams.open(reply.raw, { topics, gzip, wall: request.query.wall === '1' });
  });

  server.post<{ Params: { session: string } }>('/api/v1/stream/:session/topics', (request, reply) => {
    const session = streams.find(request.params.session);
    if (!session) throw new HttpProblem(404, 'no-stream', 'That stream has ended; open a new one.');
    const body = topicsRequestSchema.safeParse(request.body);
    if (!body.success) throw new HttpProblem(400, 'bad-topics', body.error.issues[0]?.message ?? 'not understood');
    if (body.data.wall !== undefined) session.wall = body.data.wall;
    for (const topic of body.data.drop) session.drop(topic);
    for (const { topic, sub } of body.data.add) {
      if (!session.add(topic, sub)) throw new HttpProblem(429, 'too-many-topics', 'This stream holds too many topics.');
    }
    return reply.code(204).send();
  });
}

function isLocal(ip: string): boolean {
  return isLoopback(ip.replace(/^::ffff:/, ''));
}
