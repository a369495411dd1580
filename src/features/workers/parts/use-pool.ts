import { usePending } from '../../../client/acts.ts';
import { usePull } from '../../../commands/levers.ts';
import { useDrafts } from '../../../commands/use-drafts.ts';
import type { WorkerRow } from '../../../protocol/rows.ts';
import { poolStep } from '../view.ts';

/** The size of a worker's pool as it is being chosen. */
export interface Pool {
  /** Chosen, or asked for and not confirmed; null where it is as it is. */
  asked: number | null;
  choose(change: { by: number } | { to: number }): void;
}

/** Gathers steps of a pool's size into one growth or shrinkage, reckoned from what was asked for before. */
export function usePool(row: WorkerRow): Pool {
  const pull = usePull();
  const pending = usePending(row.key);
  const isPool = pending?.intent.kind === 'grow-pool' || pending?.intent.kind === 'shrink-pool';
  const asked = isPool ? pending.after : null;
  const { drafts, choose } = useDrafts(1, (worker, to, from) => pull(poolStep(worker, from, to)));
  const base = asked ?? row.processes;
  return {
    asked: drafts.get(row.key) ?? asked,
    choose: (change) => {
      if (base !== null) choose(row.key, base, change);
    },
  };
}
