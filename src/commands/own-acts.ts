import { useSyncExternalStore } from 'react';
import { acts, AskFailed } from '../client/acts.ts';
import type { Intent } from '../domain/intent.ts';
import type { Refusal } from '../domain/refusal.ts';
import { describeRefusal } from '../i18n/faults.ts';
import type { Translate } from '../i18n/translate.ts';
import type { ActsAnswer, Problem } from '../protocol/messages.ts';
import type { ActRow } from '../protocol/rows.ts';
import { describeIntent } from './sentences.ts';

/** What came of something this page asked for: an act to follow, a refusal, or a gateway that did not take it. */
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
  kept.delete(id);
  tell(own.filter((one) => one.id !== id));
}

/** Those that turned out badly, and must be seen. */
const kept = new Set<string>();

/** Keeps one on the screen while others make room: it came to nothing, and nobody has said that they saw it. */
export function keepOwnAct(id: string): void {
  kept.add(id);
}

/** At most so many at once: the oldest good news goes first, and trouble only for newer trouble. Pure. */
export function makeRoom(all: readonly OwnAct[], isKept: (id: string) => boolean): readonly OwnAct[] {
  const rest = [...all];
  while (rest.length > most) {
    const at = rest.findIndex((one) => one.kind === 'act' && !isKept(one.id));
    // The newest is what someone is waiting for.
    rest.splice(at < 0 || at === rest.length - 1 ? 0 : at, 1);
  }
  return rest;
}

function show(more: readonly OwnAct[]): void {
  tell(makeRoom([...own, ...more], (id) => kept.has(id)));
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

/** Runs one intent and shows what comes of it. Null when the gateway did not take it. */
export function pull(intent: Intent): Promise<ActsAnswer | null> {
  return follow(acts.run([intent]), intent);
}

/** Undoes an act and shows what comes of it. */
export function undo(act: ActRow): Promise<ActsAnswer | null> {
  return follow(acts.undo(act.id), act.intent);
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
    if (result === undefined) return { act: null, text: t('acts.unreached', { what, why: t('acts.noGateway') }) };
    if ('act' in result) return { act: result.act, text: null };
    return { act: null, text: t('acts.refused', { what, why: describeRefusal(result.refusal, t) }) };
  } catch (error) {
    const why = error instanceof AskFailed ? (error.problem?.message ?? t('acts.noGateway')) : t('acts.noGateway');
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
