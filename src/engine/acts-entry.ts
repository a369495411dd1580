import type { Act } from '../domain/act.ts';
import type { Before } from '../domain/intent-rules.ts';
import { targetOf } from '../domain/intent.ts';
import type { Accepted } from '../domain/ports.ts';
import type { EpochMs } from '../domain/units.ts';

/** An act with what it takes to carry it through. */
export interface Entry {
  act: Act;
  before: Before;
  /** What the upstream answered; null while it has not. */
  accepted: Accepted | null;
  /** Since when readings count: sent, or asked while no answer came. */
  sinceMs: EpochMs;
  /** Last sign that the upstream is at it. */
  aliveAtMs: EpochMs;
  looks: number;
  stopTimer: (() => void) | null;
  abort: AbortController;
  /** Whether its effect is still waited for. */
  open: boolean;
  undoneBy: string | null;
  forcedBy: string | null;
}

type Asked = Pick<Act, 'id' | 'bulk' | 'intent' | 'who' | 'askedAtMs' | 'before' | 'after' | 'undoes'>;

/** An act that was just asked for. */
export function newEntry(asked: Asked, before: Before): Entry {
  return {
    act: {
      ...asked,
      target: targetOf(asked.intent),
      sentAtMs: null,
      settledAtMs: null,
      state: 'asked',
      deployment: null,
      fault: null,
      undo: null,
    },
    before,
    accepted: null,
    sinceMs: asked.askedAtMs,
    aliveAtMs: asked.askedAtMs,
    looks: 0,
    stopTimer: null,
    abort: new AbortController(),
    open: false,
    undoneBy: null,
    forcedBy: null,
  };
}
