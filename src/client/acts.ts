import type { Intent } from '../domain/intent.ts';
import type { EntityKey } from '../domain/keys.ts';
import type { ActsAnswer, Problem } from '../protocol/messages.ts';
import type { ActRow } from '../protocol/rows.ts';
import { useTable } from './live.tsx';

/** A request the gateway answered with no act: it did not answer, so nobody knows what became of it (`problem` null), or said why. */
export class AskFailed extends Error {
  readonly problem: Problem | null;
  constructor(problem: Problem | null) {
    super(problem?.message ?? 'the gateway did not answer');
    this.name = 'AskFailed';
    this.problem = problem;
  }
}

async function ask(path: string, body: object): Promise<ActsAnswer> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    throw new AskFailed(null);
  }
  // 422 is an answer too: every intent was refused, and the results say why.
  if (!answer.ok && answer.status !== 422) throw new AskFailed(await problemOf(answer));
  const results: ActsAnswer = await answer.json();
  return results;
}

async function problemOf(answer: Response): Promise<Problem> {
  try {
    const problem: Problem = await answer.json();
    return problem;
  } catch {
    return { message: `${answer.status}`, code: 'unknown' };
  }
}

/** The acts a screen may ask for; all reject with {@link AskFailed}. */
export interface Acts {
  run(intents: readonly Intent[]): Promise<ActsAnswer>;
  undo(actId: string): Promise<ActsAnswer>;
  force(actId: string): Promise<ActsAnswer>;
}

/** The gateway's door for acts. */
export const acts: Acts = {
  run: (intents) => ask('/api/v1/acts', { intents }),
  undo: (actId) => ask(`/api/v1/acts/${encodeURIComponent(actId)}/undo`, {}),
  force: (actId) => ask(`/api/v1/acts/${encodeURIComponent(actId)}/force`, {}),
};

/** Whether an act still hangs in the air. */
export function isPending(act: ActRow): boolean {
  return act.state === 'asked' || act.state === 'sent';
}

const byTarget = new WeakMap<readonly ActRow[], ReadonlyMap<EntityKey, ActRow>>();

/** The newest act in the air per target; computed once per state of the list. */
export function pendingByTarget(list: readonly ActRow[]): ReadonlyMap<EntityKey, ActRow> {
  const known = byTarget.get(list);
  if (known) return known;
  const found = new Map<EntityKey, ActRow>();
  for (const act of list) {
    if (!isPending(act)) continue;
    const other = found.get(act.target);
    if (!other || other.askedAtMs <= act.askedAtMs) found.set(act.target, act);
  }
  byTarget.set(list, found);
  return found;
}

/** The newest act in the air on a thing, whoever pulled it. */
export function usePending(target: EntityKey): ActRow | null {
  const { list } = useTable('acts');
  return pendingByTarget(list).get(target) ?? null;
}
