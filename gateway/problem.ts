import type { FastifyInstance } from 'fastify';
import type { Problem } from '../src/protocol/messages.ts';

/** An answer of 4xx or 5xx, thrown from a route. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'HttpProblem';
    this.status = status;
    this.code = code;
  }
}

/** Every error leaves as the same JSON shape; what we did not foresee says nothing of our insides. */
export function answerProblems(server: FastifyInstance): void {
  server.setErrorHandler((error, request, reply) => {
    if (error instanceof HttpProblem) return reply.code(error.status).send(problem(error.code, error.message));
    const status = statusOf(error);
    if (status < 500) return reply.code(status).send(problem('bad-request', messageOf(error)));
    request.log.error({ err: error }, 'a route failed');
    return reply.code(500).send(problem('internal', 'The gateway failed at this; its log says how.'));
  });
}

function problem(code: string, message: string): Problem {
  return { code, message };
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status >= 400 ? status : 500;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 300) : 'not understood';
}
