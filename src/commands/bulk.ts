import type { Target } from '../client/scene.ts';
import { acts, AskFailed } from '../client/acts.ts';
import type { Intent } from '../domain/intent.ts';
import { targetOf } from '../domain/intent.ts';
import type { EntityKey } from '../domain/keys.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { ActsAnswer, Problem } from '../protocol/messages.ts';
import type { ActRow } from '../protocol/rows.ts';

/** What a bulk does to each of its targets. */
export type BulkVerb =
  | { kind: 'scale-app'; to: number }
  | { kind: 'restart-app' | 'suspend-app' | 'resume-app' | 'roll-back-app' };

/** The intent of a bulk for one app; null where it does not apply (resuming what runs). */
export function bulkIntent(verb: BulkVerb, target: Target): Intent | null {
  if (target.kind !== 'app') return null;
  const { key, wanted, suspendedFrom } = target.row;
  switch (verb.kind) {
    case 'scale-app':
      return wanted === verb.to ? null : { kind: 'scale-app', app: key, to: verb.to };
    case 'restart-app':
      return { kind: 'restart-app', app: key };
    case 'suspend-app':
      return wanted === 0 ? null : { kind: 'suspend-app', app: key };
    case 'resume-app':
      return wanted === 0 ? { kind: 'resume-app', app: key, to: suspendedFrom } : null;
    case 'roll-back-app':
      return { kind: 'roll-back-app', app: key, version: null, keepCount: true };
  }
}

/** What a bulk would do: whom it hits, and whom it leaves out and why. */
export interface BulkPlan {
  hits: readonly { target: Target; intent: Intent }[];
  leaves: readonly { target: Target; why: Refusal }[];
}

/** Sorts the chosen into those a bulk hits and those it leaves out; what changes nothing is left out as that. */
export function planBulk(
  verb: BulkVerb,
  targets: readonly Target[],
  refusal: (intent: Intent, target: Target) => Refusal | null,
): BulkPlan {
  const hits: { target: Target; intent: Intent }[] = [];
  const leaves: { target: Target; why: Refusal }[] = [];
  for (const target of targets) {
    const intent = bulkIntent(verb, target);
    const why = intent === null ? idle[verb.kind] : refusal(intent, target);
    if (intent !== null && why === null) hits.push({ target, intent });
    else leaves.push({ target, why: why ?? 'nothing-changes' });
  }
  return { hits, leaves };
}

/** Why a verb does not apply to an app. */
const idle: Readonly<Record<BulkVerb['kind'], Refusal>> = {
  'scale-app': 'nothing-changes',
  'restart-app': 'suspended',
  'suspend-app': 'already-suspended',
  'resume-app': 'not-suspended',
  'roll-back-app': 'no-earlier-version',
};

/** How one target of a bulk fares. */
export type BulkItem =
  | { kind: 'waiting'; intent: Intent }
  | { kind: 'act'; intent: Intent; act: ActRow }
  | { kind: 'refusal'; intent: Intent; refusal: Refusal }
  | { kind: 'unreached'; intent: Intent; problem: Problem | null }
  | { kind: 'stopped'; intent: Intent };

/** How the targets of a bulk fare, by their keys. */
export type BulkItems = ReadonlyMap<EntityKey, BulkItem>;

const slice = 20;

function itemOf(intent: Intent, result: ActsAnswer['results'][number] | undefined): BulkItem {
  if (result === undefined) return { kind: 'unreached', intent, problem: null };
  return 'act' in result
    ? { kind: 'act', intent, act: result.act }
    : { kind: 'refusal', intent, refusal: result.refusal };
}

function unreached(intent: Intent, error: unknown): BulkItem {
  return { kind: 'unreached', intent, problem: error instanceof AskFailed ? error.problem : null };
}

/** Asks for some of many at a time, so that the rest can still be stopped; `tell` hears after each slice. */
async function inSlices<J extends { intent: Intent }>(
  jobs: readonly J[],
  stopped: () => boolean,
  tell: (items: BulkItems) => void,
  ask: (part: readonly J[]) => Promise<readonly BulkItem[]>,
): Promise<void> {
  const items = new Map<EntityKey, BulkItem>(jobs.map(({ intent }) => [targetOf(intent), { kind: 'waiting', intent }]));
  tell(new Map(items));
  for (let from = 0; from < jobs.length; from += slice) {
    const part = jobs.slice(from, from + slice);
    const done = stopped() ? part.map(({ intent }): BulkItem => ({ kind: 'stopped', intent })) : await ask(part);
    for (const item of done) items.set(targetOf(item.intent), item);
    tell(new Map(items));
  }
}

/** Runs many intents; `tell` hears how each of them fares. */
export function runBulk(
  intents: readonly Intent[],
  stopped: () => boolean,
  tell: (items: BulkItems) => void,
  run: (intents: readonly Intent[]) => Promise<ActsAnswer> = acts.run,
): Promise<void> {
  const jobs = intents.map((intent) => ({ intent }));
  return inSlices(jobs, stopped, tell, async (part) => {
    try {
      const { results } = await run(part.map(({ intent }) => intent));
      return part.map(({ intent }, i) => itemOf(intent, results[i]));
    } catch (error) {
      return part.map(({ intent }) => unreached(intent, error));
    }
  });
}

/** Takes many acts back, like any other bulk: what each undoing comes to is told of it, by the undoing's own act. */
export function undoBulk(
  done: readonly ActRow[],
  stopped: () => boolean,
  tell: (items: BulkItems) => void,
  undo: (actId: string) => Promise<ActsAnswer> = acts.undo,
): Promise<void> {
  const jobs = done.flatMap(({ id, undo: intent }) => (intent === null ? [] : [{ id, intent }]));
  const one = async ({ id, intent }: { id: string; intent: Intent }): Promise<BulkItem> => {
    try {
      const [result] = (await undo(id)).results;
      return itemOf(intent, result);
    } catch (error) {
      return unreached(intent, error);
    }
  };
  return inSlices(jobs, stopped, tell, (part) => Promise.all(part.map(one)));
}
