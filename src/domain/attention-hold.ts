import type { Attention, Trouble } from './attention.ts';
import type { EntityKey } from './keys.ts';
import type { DurationMs, EpochMs } from './units.ts';

/** How long a trouble must last before it is raised, and be away before it is taken back, in milliseconds. */
interface Patience {
  raiseMs: DurationMs;
  clearMs: DurationMs;
}

/** A trouble under watch; `sinceMs` is when it was first seen. */
export interface Held {
  trouble: Trouble;
  sinceMs: EpochMs;
  /** When it was last seen. */
  seenAtMs: EpochMs;
  raised: boolean;
}

/** The patience with each trouble: a launch takes 5–14 s after a quiet time (measured on Marathon 1.11.26), a crash loop flaps. */
export const patienceOf: Readonly<Record<Trouble, Patience>> = {
  failing: { raiseMs: 15_000, clearMs: 15_000 },
  delayed: { raiseMs: 20_000, clearMs: 30_000 },
  waiting: { raiseMs: 60_000, clearMs: 15_000 },
  unreachable: { raiseMs: 30_000, clearMs: 15_000 },
  'deployment-stuck': { raiseMs: 300_000, clearMs: 0 },
  'queue-fills': { raiseMs: 60_000, clearMs: 60_000 },
  'queue-undrained': { raiseMs: 30_000, clearMs: 10_000 },
  'worker-gone': { raiseMs: 5_000, clearMs: 3_000 },
  'broker-away': { raiseMs: 0, clearMs: 3_000 },
  'source-lost': { raiseMs: 5_000, clearMs: 0 },
};

/**
 * One look at a trouble that may come and go: what is held after it. A flapping trouble keeps its beginning; one that is seen for the
 * first time may have begun before, at `begunAtMs`.
 */
export function hold(
  held: Held | null,
  trouble: Trouble | null,
  nowMs: EpochMs,
  begunAtMs: EpochMs | null = null,
): Held | null {
  if (trouble === null) return held && nowMs - held.seenAtMs < patienceOf[held.trouble].clearMs ? held : null;
  // What turns from one trouble into another was in trouble all the time.
  const sinceMs = held?.sinceMs ?? Math.min(begunAtMs ?? nowMs, nowMs);
  const raised = (held?.raised ?? false) || nowMs - sinceMs >= patienceOf[trouble].raiseMs;
  return { trouble, sinceMs, seenAtMs: nowMs, raised };
}

/** When to look at a held trouble again, for the clock alone can change it: gateway clock. */
export function turnsAtMs(held: Held): EpochMs {
  const { raiseMs, clearMs } = patienceOf[held.trouble];
  return held.raised ? held.seenAtMs + clearMs : held.sinceMs + raiseMs;
}

/** Between equal shares of missing capacity: what hides everything behind it first, then the state vocabulary's order. */
const troubleOrder = [
  'source-lost',
  'broker-away',
  'failing',
  'delayed',
  'waiting',
  'unreachable',
  'queue-undrained',
  'queue-fills',
  'worker-gone',
  'deployment-stuck',
] as const satisfies readonly Trouble[];

/** Worst first: share of wanted capacity missing, then time to a limit, then the trouble's priority, then the longest standing. */
export function byHarm(a: Attention, b: Attention): number {
  return (
    b.missing - a.missing ||
    compareLimits(a.limitInMs, b.limitInMs) ||
    troubleOrder.indexOf(a.trouble) - troubleOrder.indexOf(b.trouble) ||
    a.sinceMs - b.sinceMs ||
    (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  );
}

/** A known limit comes before none. */
function compareLimits(a: DurationMs | null, b: DurationMs | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null ? -1 : a - b;
}

/**
 * Leaves out what only echoes another trouble: a stuck deployment whose app is listed, a lost worker whose broker is away. `causesOf`
 * names what each depends on; where one of those asks for attention itself, it is enough.
 */
export function withoutEchoes(
  all: readonly Attention[],
  causesOf: (attention: Attention) => readonly EntityKey[],
): Attention[] {
  const listed = new Set(all.map((one) => one.subject.key));
  return all.filter((one) => !causesOf(one).some((key) => key !== one.subject.key && listed.has(key)));
}
