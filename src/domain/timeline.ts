import type { EntityKey } from './keys.ts';
import type { EpochMs } from './units.ts';

/** `change`: someone or something changed the cluster; `breakage`: something stopped being as wanted; `mend`: it came back. */
export type MomentKind = 'change' | 'breakage' | 'mend';

/** A moment of the last hour, drawn as a tick on every time axis. */
export interface Moment {
  id: string;
  atMs: EpochMs;
  kind: MomentKind;
  /** Machine word of what happened: deployment-started, deployment-ended, act kinds, troubles. */
  what: string;
  subject: { kind: 'app' | 'queue' | 'worker' | 'deployment' | 'source'; key: EntityKey; name: string };
  who: string | null;
}
