import type { FastifyInstance } from 'fastify';
import type { Engine } from '../src/engine/door.ts';
import type { ActsAnswer } from '../src/protocol/messages.ts';
import { actsRequestSchema } from './intent-schema.ts';
import { HttpProblem } from './problem.ts';

/** Levers: asking, undoing, forcing. `who` names the viewer. */
export function actRoutes(server: FastifyInstance, engine: Engine, who: string): void {
  server.post('/api/v1/acts', (request, reply) => {
    const body = actsRequestSchema.safeParse(request.body);
    if (!body.success) {
      const [issue] = body.error.issues;
      const where = issue === undefined || issue.path.length === 0 ? 'body' : issue.path.map(String).join('.');
      throw new HttpProblem(400, 'bad-intent', `${where}: ${issue?.message ?? 'not understood'}`);
    }
    const answer = engine.act(body.data.intents, who);
    return reply.code(statusOf(answer)).send(answer);
  });

  server.post<{ Params: { id: string } }>('/api/v1/acts/:id/undo', (request, reply) => {
    const answer = engine.undo(request.params.id, who);
    if (!answer) throw new HttpProblem(409, 'not-undoable', 'That act is not there any more, or nothing can undo it.');
    return reply.code(statusOf(answer)).send(answer);
  });

  server.post<{ Params: { id: string } }>('/api/v1/acts/:id/force', (request, reply) => {
    const answer = engine.force(request.params.id, who);
    if (!answer) throw new HttpProblem(409, 'not-forcible', 'That act is not there any more, or it met no lock.');
    return reply.code(statusOf(answer)).send(answer);
  });
}

/** 202: asked, not done. 422 when every intent was refused before it was asked. */
function statusOf(answer: ActsAnswer): number {
  return answer.results.some((result) => 'act' in result) ? 202 : 422;
}
