import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../domain/refusal.ts';
import type { ActRow } from '../../protocol/rows.ts';
import { bulkProgress, planBulk, type BulkItem } from './bulk.ts';
import { appRow } from './testing.ts';

const refusal: Parameters<typeof planBulk>[3] = (intent, row) =>
  refusalOf(intent, {
    readOnly: false,
    source: 'live',
    app: { wanted: row.wanted, suspendedFrom: row.suspendedFrom, versionCount: null, delayed: false },
  });

function act(key: string, state: ActRow['state']): ActRow {
  return {
    key,
    id: key,
    bulk: 'b',
    intent: { kind: 'restart-app', app: 'main/a' },
    target: 'main/a',
    who: 'jo',
    askedAtMs: 0,
    sentAtMs: null,
    settledAtMs: null,
    state,
    before: null,
    after: null,
    deployment: null,
    fault: null,
    undo: null,
    undoes: null,
  };
}

describe('acting on several apps', () => {
  const rows = [appRow('/a'), appRow('/b', { wanted: 0, condition: 'suspended', suspendedFrom: 3 })];

  it('leaves out those for which it makes no sense, with the reason', () => {
    const plan = planBulk('suspend', rows, 0, refusal);
    expect(plan.able.map(({ row }) => row.key)).toEqual(['main/a']);
    expect(plan.unable).toEqual([{ row: rows[1], refusal: 'already-suspended' }]);
  });

  it('resumes each to the count it had', () => {
    expect(planBulk('resume', rows, 0, refusal).able.map(({ intent }) => intent)).toEqual([
      { kind: 'resume-app', app: 'main/b', to: 3 },
    ]);
  });

  it('keeps today’s counts when it rolls back', () => {
    expect(planBulk('rollBack', rows, 0, refusal).able[0]?.intent).toMatchObject({ keepCount: true, version: null });
  });

  it('counts what is settled by the acts as they stand now', () => {
    const items: BulkItem[] = [
      { app: 'main/a', state: 'asked', act: act('1', 'asked') },
      { app: 'main/b', state: 'asked', act: act('2', 'asked') },
      { app: 'main/c', state: 'refused', refusal: 'suspended' },
      { app: 'main/d', state: 'queued' },
      { app: 'main/e', state: 'left-out' },
    ];
    const now = new Map([['1', act('1', 'confirmed')]]);
    expect(bulkProgress(items, now)).toEqual({ done: 2, failed: 1, leftOut: 1, total: 5 });
    expect(bulkProgress(items, new Map([['2', act('2', 'conflict')]]))).toMatchObject({ done: 2, failed: 2 });
  });
});
