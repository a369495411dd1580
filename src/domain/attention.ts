import type { Condition } from './app.ts';
import type { Intent } from './intent.ts';
import type { EntityKey } from './keys.ts';
import type { EpochMs } from './units.ts';

/** What kind of trouble someone should look at; queues, workers and sources have words of their own. */
export type Trouble =
  | Extract<Condition, 'failing' | 'delayed' | 'waiting' | 'unreachable'>
  | 'deployment-stuck'
  | 'queue-fills'
  | 'queue-undrained'
  | 'worker-gone'
  | 'broker-away'
  | 'source-lost';

/** Something that needs someone. The sentence is made by the screen from `trouble` and `figures` (language is not ours). */
export interface Attention {
  /** Stable for the same trouble of the same thing. */
  key: string;
  trouble: Trouble;
  subject: { kind: 'app' | 'queue' | 'worker' | 'deployment' | 'source'; key: EntityKey; name: string };
  sinceMs: EpochMs;
  /** Share of wanted capacity missing, 0..1. */
  missing: number;
  /** Time until a limit is hit, null where none is known. */
  limitInMs: number | null;
  /** Numbers the sentence needs: missing, wanted, retryAtMs, inPerS, outPerS, depth … */
  figures: Readonly<Record<string, number>>;
  /** An upstream's own words that explain it (last failure's message, blocker), hostile text. */
  text: string | null;
  /** The act that would help, if one would. */
  help: Intent | null;
}
