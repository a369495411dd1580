import type { Intent } from '../../domain/intent.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { ActRow, AppRow } from '../../protocol/rows.ts';

/** What can be done to several apps at once. */
export type BulkKind = 'scale' | 'restart' | 'suspend' | 'resume' | 'rollBack';

/** In the order of the levers. */
export const bulkKinds = ['scale', 'restart', 'suspend', 'resume', 'rollBack'] as const satisfies readonly BulkKind[];

/** What a bulk asks of one app. */
export function bulkIntent(kind: BulkKind, row: AppRow, to: number): Intent {
  switch (kind) {
    case 'scale':
      return { kind: 'scale-app', app: row.key, to };
    case 'restart':
      return { kind: 'restart-app', app: row.key };
    case 'suspend':
      return { kind: 'suspend-app', app: row.key };
    case 'resume':
      return { kind: 'resume-app', app: row.key, to: row.suspendedFrom };
    case 'rollBack':
      return { kind: 'roll-back-app', app: row.key, version: null, keepCount: true };
  }
}

/** The apps a bulk can be asked for, and those left out with the reason. */
export interface BulkPlan {
  able: readonly { row: AppRow; intent: Intent }[];
  unable: readonly { row: AppRow; refusal: Refusal }[];
}

/** Sorts apps by whether the act makes sense for them here and now. */
export function planBulk(
  kind: BulkKind,
  rows: readonly AppRow[],
  to: number,
  refusalOf: (intent: Intent, row: AppRow) => Refusal | null,
): BulkPlan {
  const able: { row: AppRow; intent: Intent }[] = [];
  const unable: { row: AppRow; refusal: Refusal }[] = [];
  for (const row of rows) {
    const intent = bulkIntent(kind, row, to);
    const refusal = refusalOf(intent, row);
    if (refusal === null) able.push({ row, intent });
    else unable.push({ row, refusal });
  }
  return { able, unable };
}

/** Where one item of a bulk stands: not asked yet, asked with its act, refused before it was sent, or not taken by the gateway. */
export type BulkItem =
  | { app: string; state: 'queued' }
  | { app: string; state: 'asked'; act: ActRow }
  | { app: string; state: 'refused'; refusal: Refusal }
  | { app: string; state: 'unreached' }
  | { app: string; state: 'left-out' };

/** How far a bulk is: items that need no more waiting, those among them that did not work, those never asked. */
export function bulkProgress(
  items: readonly BulkItem[],
  acts: ReadonlyMap<string, ActRow>,
): { done: number; failed: number; leftOut: number; total: number } {
  let done = 0;
  let failed = 0;
  let leftOut = 0;
  for (const item of items) {
    if (item.state === 'queued') continue;
    if (item.state === 'left-out') leftOut += 1;
    else if (item.state === 'asked') {
      const { state } = acts.get(item.act.key) ?? item.act;
      if (state === 'asked' || state === 'sent') continue;
      done += 1;
      if (state !== 'confirmed' && state !== 'undone') failed += 1;
    } else {
      done += 1;
      failed += 1;
    }
  }
  return { done, failed, leftOut, total: items.length };
}
