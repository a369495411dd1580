import { pendingByTarget } from '../client/acts.ts';
import { useTable } from '../client/live.tsx';
import type { Intent } from '../domain/intent.ts';
import type { ActRow } from '../protocol/rows.ts';
import { useDrafts, type Drafts } from './use-drafts.ts';

/** The count of instances that was asked for and is not confirmed; null where none was. */
export function askedCount(pending: ActRow | null | undefined): number | null {
  return pending?.intent.kind === 'scale-app' ? pending.intent.to : null;
}

/** Counts of instances that are being chosen, by key of the app; a step starts at what was asked for before, or else at what is wanted. */
export function useScaleDrafts(pull: (intent: Intent) => void): Drafts {
  const pending = pendingByTarget(useTable('acts').list);
  const { drafts, choose } = useDrafts(0, (app, to) => pull({ kind: 'scale-app', app, to }));
  return {
    drafts,
    choose: (app, wanted, change) => choose(app, askedCount(pending.get(app)) ?? wanted, change),
  };
}
