import type { FastifyInstance } from 'fastify';
import { securityHeaders } from './page-rules.ts';

/** Puts them on every answer. */
export function secureHeaders(server: FastifyInstance): void {
  server.addHook('onSend', async (_request, reply) => {
    reply.headers(securityHeaders);
  });
}
