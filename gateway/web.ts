import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { firstLook, firstLookAt, lookAddress } from '../src/protocol/first-look.ts';
import type { Build } from './build.ts';
import { HttpProblem } from './problem.ts';

/**
 * Serves the build: files under /assets carry a hash in their names and never change; every other path that is no file is a view of
 * the single page. Files are compressed when they are built (`.br`, `.gz` beside them).
 */
export async function serveWeb(server: FastifyInstance, root: string, build: Build): Promise<void> {
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
    return reply.header('link', linksOf(request.url, build)).sendFile('index.html');
  });
}

/**
 * What the page at this address will ask for, told with the page itself: its code, its lists and its faces are on their way before the
 * browser has read a line of it. Each as the page will ask for it, else it would be fetched twice; code as modules, which a browser
 * compiles beside its main thread while they come.
 */
function linksOf(url: string, { scripts, styles, pages, fonts }: Build): string {
  const [path = '/', search = ''] = url.split('?');
  const code = [...scripts, ...(pages[firstLookAt(path)?.page ?? ''] ?? [])];
  return [
    ...code.map((file) => `</${file}>; rel=modulepreload; crossorigin`),
    ...styles.map((file) => `</${file}>; rel=preload; as=style; crossorigin`),
    `<${lookAddress(firstLook(path, search))}>; rel=preload; as=fetch; crossorigin`,
    ...fonts.map((file) => `</${file}>; rel=preload; as=font; type="font/woff2"; crossorigin`),
  ].join(', ');
}
