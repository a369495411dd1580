import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { HttpProblem } from './problem.ts';

/**
 * Serves the build: files under /assets carry a hash in their names and never change; every other path that is no file is a view of
 * the single page. Files are compressed when they are built (`.br`, `.gz` beside them).
 */
export async function serveWeb(server: FastifyInstance, root: string): Promise<void> {
  if (!existsSync(join(root, 'index.html'))) return;
  await server.register(fastifyStatic, {
    root,
    preCompressed: true,
    index: false,
    wildcard: false,
    cacheControl: false,
    setHeaders(reply, path) {
      const fixed = path.startsWith(join(root, 'assets'));
      reply.setHeader('cache-control', fixed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  server.setNotFoundHandler((request, reply) => {
    const isView =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !/^\/(?:api|assets|metrics|healthz)\b/.test(request.url);
    if (!isView) throw new HttpProblem(404, 'not-found', 'There is nothing here.');
    return reply.sendFile('index.html');
  });
}
