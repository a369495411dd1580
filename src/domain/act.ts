import type { Fault } from './fault.ts';
import type { Intent } from './intent.ts';
import type { EntityKey } from './keys.ts';
import type { EpochMs } from './units.ts';

/**
 * Where an act stands. `asked`: the gateway has it; `sent`: the upstream took it; `confirmed`: the upstream then showed it done;
 * `refused`, `conflict`: the upstream said no; `timed-out`: neither said; `undone`: a later act put it back.
 */
export type ActState = 'asked' | 'sent' | 'confirmed' | 'refused' | 'conflict' | 'timed-out' | 'undone';

/** An act as a record: Undo, the timeline and every screen are views of it. Times are the gateway's clock. */
export interface Act {
  id: string;
  /** Acts asked for together (a bulk) share one. */
  bulk: string | null;
  intent: Intent;
  target: EntityKey;
  /** Who pulled the lever, as the gateway knows them. */
  who: string;
  askedAtMs: EpochMs;
  sentAtMs: EpochMs | null;
  settledAtMs: EpochMs | null;
  state: ActState;
  /** The figure that changes, before and asked (instances, processes …); null where there is none. */
  before: number | null;
  after: number | null;
  /** The deployment it started, where the upstream says so. */
  deployment: string | null;
  fault: Fault | null;
  /** How to put it back; null where nothing can, or before it was sent. */
  undo: Intent | null;
  /** The act this one undoes. */
  undoes: string | null;
}
