import type { Fault, FaultAt } from '../domain/fault.ts';
import type { SourceStatus } from '../domain/source.ts';
import type { DurationMs, EpochMs } from '../domain/units.ts';
import type { PollerState } from './poller.ts';

/** What a source's standing is judged by. */
export interface Standing {
  nowMs: EpochMs;
  /** The reads that run, in the adapter's order; the greeting before any does. */
  pollers: readonly Readonly<PollerState>[];
  /** The last sign of life of any kind: an answer, or a mark on the stream. */
  lastOkAtMs: EpochMs | null;
  stream: SourceStatus['stream'];
  unreadable: number;
  /** A record of the last full poll that could not be read. */
  unreadableFault: FaultAt | null;
}

/** An answer older than this many of its delays is late. */
const lateFactor = 2.5;
/** Never called late before this age: short delays jitter. */
const leastLateMs: DurationMs = 5_000;
/** A run in flight longer than this is slow. */
const slowMs: DurationMs = 5_000;
/** A source that never answered is lost after this long: upstreams that start together with the gateway get a moment. */
const patienceMs: DurationMs = 10_000;

/** How a source stands, from how its reads fare. */
export function statusOf(standing: Standing): SourceStatus {
  const { pollers, lastOkAtMs, nowMs } = standing;
  const failing = pollers.filter((poller) => poller.failures > 0);
  const lostSinceMs = lostSince(standing, failing);
  const state =
    lostSinceMs !== null
      ? 'lost'
      : lastOkAtMs === null
        ? 'connecting'
        : failing.length > 0 || pollers.some((poller) => isLate(poller, nowMs))
          ? 'late'
          : 'live';
  return {
    state,
    lastOkAtMs: oldestOf(failing, lastOkAtMs),
    lostSinceMs,
    nextTryAtMs: state === 'live' ? null : earliest(failing),
    stream: standing.stream,
    fault: youngest(failing) ?? standing.unreadableFault,
    unreadable: standing.unreadable,
  };
}

function lostSince(standing: Standing, failing: readonly Readonly<PollerState>[]): EpochMs | null {
  const { pollers, lastOkAtMs, nowMs } = standing;
  if (failing.length === 0) return null;
  let sinceMs = Infinity;
  for (const poller of failing) sinceMs = Math.min(sinceMs, poller.failingSinceMs ?? Infinity);
  if (lastOkAtMs === null) return nowMs - sinceMs >= patienceMs ? sinceMs : null;
  if (failing.length === pollers.length && failing.some((poller) => poller.failures >= 2 || isSilence(poller)))
    return sinceMs;
  // Without its first list a source has nothing to say, whatever else it answers: what is shown of it is old, however young its last word.
  const [first] = pollers;
  if (first && first.failures >= 2) return first.failingSinceMs;
  // Another read may fail for reasons of its own. Nobody answers when nothing was heard since the first failure of one that had no answer.
  for (const poller of failing) {
    const fromMs = poller.failingSinceMs;
    if (fromMs !== null && lastOkAtMs <= fromMs && isSilence(poller)) return fromMs;
  }
  return null;
}

/** How old what is shown may be: as old as the last answer of a list that fails now. */
function oldestOf(failing: readonly Readonly<PollerState>[], contactAtMs: EpochMs | null): EpochMs | null {
  let oldest = contactAtMs;
  for (const { lastOkAtMs } of failing)
    if (lastOkAtMs !== null && (oldest === null || lastOkAtMs < oldest)) oldest = lastOkAtMs;
  return oldest;
}

function isSilence({ fault, failures }: Readonly<PollerState>): boolean {
  if (!fault) return false;
  const definite = silence(fault.fault);
  return definite === 'certain' || (definite === 'likely' && failures >= 2);
}

function silence(fault: Fault): 'certain' | 'likely' | 'no' {
  switch (fault.kind) {
    case 'unreachable':
      return fault.why === 'refused' || fault.why === 'dns' || fault.why === 'tls' ? 'certain' : 'likely';
    case 'unauthorised':
    case 'failing':
    case 'silent':
      return 'likely';
    case 'refused':
    case 'conflict':
    case 'missing':
    case 'unreadable':
    case 'too-large':
      return 'no';
  }
}

function isLate(poller: Readonly<PollerState>, nowMs: EpochMs): boolean {
  if (poller.runningSinceMs !== null && nowMs - poller.runningSinceMs > Math.max(slowMs, 2 * poller.lastMs))
    return true;
  if (poller.lastOkAtMs === null || poller.expectedMs === 0) return false;
  return nowMs - poller.lastOkAtMs > Math.max(leastLateMs, lateFactor * poller.expectedMs);
}

function earliest(failing: readonly Readonly<PollerState>[]): EpochMs | null {
  let atMs: EpochMs | null = null;
  for (const { nextAtMs } of failing) if (nextAtMs !== null && (atMs === null || nextAtMs < atMs)) atMs = nextAtMs;
  return atMs;
}

function youngest(failing: readonly Readonly<PollerState>[]): FaultAt | null {
  let found: FaultAt | null = null;
  for (const { fault } of failing) if (fault && (!found || fault.atMs > found.atMs)) found = fault;
  return found;
}
