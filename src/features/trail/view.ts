import type { DurationMs } from '../../domain/units.ts';
import type { ActRow } from '../../protocol/rows.ts';

/** Acts as they are read: the newest first. */
export function newestFirst(acts: readonly ActRow[]): readonly ActRow[] {
  return acts.toSorted((a, b) => b.askedAtMs - a.askedAtMs || (a.id < b.id ? 1 : -1));
}

/** How an act came out, for its ink; the words say the same. */
export function toneOf({ state }: ActRow): 'open' | 'good' | 'bad' | 'gone' {
  switch (state) {
    case 'asked':
    case 'sent':
      return 'open';
    case 'confirmed':
      return 'good';
    case 'refused':
    case 'conflict':
    case 'timed-out':
      return 'bad';
    case 'undone':
      return 'gone';
  }
}

/** From asking to the upstream's proof; null while it hangs in the air. */
export function tookMs({ askedAtMs, settledAtMs }: ActRow): DurationMs | null {
  return settledAtMs === null ? null : settledAtMs - askedAtMs;
}
