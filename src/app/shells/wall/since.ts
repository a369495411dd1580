import type { EpochMs } from '../../../domain/units.ts';
import type { MomentRow } from '../../../protocol/rows.ts';
import type { Verdict } from './verdict.ts';

/** Since when a verdict stands. */
export interface Since {
  /** What stands. */
  key: string;
  atMs: EpochMs;
  /** Seen to begin, or told by the gateway; else it stood already when this screen first looked. */
  isExact: boolean;
}

/** What follows these was not seen to begin: it may have been so for long. */
const blind: ReadonlySet<string> = new Set(['connecting', 'gateway-lost', 'unknown'] satisfies Verdict['kind'][]);

function keyOf(verdict: Verdict): string {
  return 'one' in verdict ? `${verdict.kind} ${verdict.count} ${verdict.one?.key ?? ''}` : verdict.kind;
}

/** The last moment at which the verdict may have turned: something broke or came back, or a deployment began or ended; null without any. */
export function lastTurnMs(moments: readonly Pick<MomentRow, 'kind' | 'what' | 'atMs'>[]): EpochMs | null {
  let last: EpochMs | null = null;
  for (const { kind, what, atMs } of moments) {
    const turns = kind !== 'change' || what.startsWith('deployment-');
    if (turns && (last === null || atMs > last)) last = atMs;
  }
  return last;
}

/** Since when a verdict stands, by what was known before: the screen's own memory of it, or the gateway's where it did not look. */
export function sinceOf(before: Since | null, verdict: Verdict, nowMs: EpochMs, turnMs: EpochMs | null): Since {
  const key = keyOf(verdict);
  const sawBegin = before !== null && !blind.has(before.key);
  const since = before?.key === key ? before : { key, atMs: nowMs, isExact: sawBegin || blind.has(key) };
  // The gateway's memory may come a moment after the verdict.
  return since.isExact || turnMs === null || turnMs > since.atMs ? since : { key, atMs: turnMs, isExact: true };
}
