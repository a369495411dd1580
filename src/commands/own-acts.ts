import { useSyncExternalStore } from 'react';
import { acts, AskFailed } from '../client/acts.ts';
import type { Intent } from '../domain/intent.ts';
import type { Refusal } from '../domain/refusal.ts';
import { describeRefusal } from '../i18n/faults.ts';
import type { Translate } from '../i18n/translate.ts';
import type { ActsAnswer, Problem } from '../protocol/messages.ts';
import type { ActRow } from '../protocol/rows.ts';
import { describeIntent, describeProblem } from './sentences.ts';

/** What came of something this page asked for: an act to follow, a refusal, or a gateway that answered with neither. */
export type OwnAct =
  | { id: string; kind: 'act'; act: ActRow }
  | { id: string; kind: 'refusal'; intent: Intent; refusal: Refusal }
  | { id: string; kind: 'unreached'; intent: Intent; problem: Problem | null };

let own: readonly OwnAct[] = [];
let count = 0;
const listeners = new Set<() => void>();
const most = 4;

function tell(next: readonly OwnAct[]): void {
  own = next;
  for (const listener of listeners) listener();
}

function nextId(): string {
  count += 1;
  return `own-${count}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Own acts whose outcome is being shown, oldest first. */
export function useOwnActs(): readonly OwnAct[] {
  return useSyncExternalStore(subscribe, () => own);
}

/** Takes one away. */
export function dismissOwnAct(id: string): void {
  tell(own.filter((one) => one.id !== id));
}

/** How an own act came out, as last told. */
export function verdictOf(one: OwnAct): 'open' | 'good' | 'bad' {
  if (one.kind !== 'act') return 'bad';
  switch (one.act.state) {
    case 'asked':
    case 'sent':
      return 'open';
    case 'confirmed':
    case 'undone':
      return 'good';
    case 'refused':
    case 'conflict':
    case 'timed-out':
      return 'bad';
  }
}

/**
 * Takes over how the acts stand now, so that one that finds no room shows again when it turns out badly. One that is not told of any
 * more stays as it was last told: a gateway that was started anew knows nothing of it, which undoes nothing.
 */
export function learnOwnActs(all: readonly OwnAct[], rows: ReadonlyMap<string, ActRow>): void {
  // Drawn from an older list: the newer one is drawn next.
  if (all !== own) return;
  const next = all.map((one): OwnAct => {
    const act = one.kind === 'act' ? rows.get(one.act.id) : undefined;
    return act === undefined || one.kind !== 'act' || act === one.act ? one : { ...one, act };
  });
  if (next.some((one, at) => one !== own[at])) tell(makeRoom(next));
}

/** Lets go of the oldest good news while there are more than find room; of nothing else, since nobody has seen how it ends. Pure. */
export function makeRoom(all: readonly OwnAct[]): readonly OwnAct[] {
  const rest = [...all];
  while (rest.length > most) {
    const at = rest.findIndex((one) => verdictOf(one) === 'good');
    if (at < 0) break;
    rest.splice(at, 1);
  }
  return rest;
}

/** Those that find room, in their order, and how many do not: what was asked for last, then trouble, then what is under way. Pure. */
export function shownOf(all: readonly OwnAct[]): { shown: readonly OwnAct[]; hidden: number } {
  if (all.length <= most) return { shown: all, hidden: 0 };
  const rank = (one: OwnAct) => (one === all.at(-1) ? 0 : verdictOf(one) === 'bad' ? 1 : 2);
  const chosen = new Set(
    all
      .toReversed()
      .sort((a, b) => rank(a) - rank(b))
      .slice(0, most),
  );
  return { shown: all.filter((one) => chosen.has(one)), hidden: all.length - chosen.size };
}

function show(more: readonly OwnAct[]): void {
  tell(makeRoom([...own, ...more]));
}

function note(answer: ActsAnswer): void {
  show(
    answer.results.map((result): OwnAct =>
      'act' in result
        ? { id: nextId(), kind: 'act', act: result.act }
        : { id: nextId(), kind: 'refusal', intent: result.intent, refusal: result.refusal },
    ),
  );
}

async function follow(ask: Promise<ActsAnswer>, intent: Intent): Promise<ActsAnswer | null> {
  try {
    const answer = await ask;
    note(answer);
    return answer;
  } catch (error) {
    show([{ id: nextId(), kind: 'unreached', intent, problem: error instanceof AskFailed ? error.problem : null }]);
    return null;
  }
}

/** Runs one intent and shows what comes of it. Null when the gateway answered with no act. */
export function pull(intent: Intent): Promise<ActsAnswer | null> {
  return follow(acts.run([intent]), intent);
}

/** Undoes an act and shows what comes of it. */
export function undo(act: ActRow): Promise<ActsAnswer | null> {
  return follow(acts.undo(act.id), act.undo ?? act.intent);
}

/** What a dialog hears: the act to follow, or a text that says why there is none. */
export interface Outcome {
  act: ActRow | null;
  text: string | null;
}

async function outcomeOf(ask: Promise<ActsAnswer>, intent: Intent, t: Translate): Promise<Outcome> {
  const what = describeIntent(intent, t);
  try {
    const [result] = (await ask).results;
    if (result === undefined) return { act: null, text: t('acts.unreached', { what, why: describeProblem(null, t) }) };
    if ('act' in result) return { act: result.act, text: null };
    return { act: null, text: t('acts.refused', { what, why: describeRefusal(result.refusal, t) }) };
  } catch (error) {
    const why = describeProblem(error instanceof AskFailed ? error.problem : null, t);
    return { act: null, text: t('acts.unreached', { what, why }) };
  }
}

/** Runs one intent for a dialog, which itself shows what comes of it. */
export function askQuietly(intent: Intent, t: Translate): Promise<Outcome> {
  return outcomeOf(acts.run([intent]), intent, t);
}

/** Forces an act for a dialog, which itself shows what comes of it. */
export function forceQuietly(act: ActRow, t: Translate): Promise<Outcome> {
  return outcomeOf(acts.force(act.id), act.intent, t);
}
