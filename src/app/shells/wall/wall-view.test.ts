import { describe, expect, it } from 'vitest';
import type { Attention } from '../../../domain/attention.ts';
import { queueRow as queue, workerRow } from '../../../protocol/testing/rows.ts';
import type { WorkerRow } from '../../../protocol/rows.ts';
import { attentionKnown, attentionWithin, crewOf, lampOf, urgentQueues, withinGroup } from './wall-view.ts';

const worker = (change: Partial<WorkerRow>): WorkerRow => workerRow('w', change);

const need = (kind: Attention['subject']['kind'], key: string): Attention => ({
  key,
  trouble: 'failing',
  subject: { kind, key, name: key },
  sinceMs: 0,
  missing: 0,
  limitInMs: null,
  figures: {},
  text: null,
  help: null,
});

describe('what the wall picks', () => {
  it('shows queues that cannot empty themselves first, then the deepest, and never Celery’s own', () => {
    const rows = [
      queue('deep', { depth: 900 }),
      queue('left', { depth: 5, consumers: 0 }),
      queue('grows', { depth: 50, trend: 'rising', emptyInMs: null }),
      queue('pidbox', { role: 'internal', depth: 9999 }),
    ];
    expect(urgentQueues(rows, 5).map(({ name }) => name)).toEqual(['grows', 'left', 'deep']);
    expect(urgentQueues(rows, 1)).toHaveLength(1);
  });

  it('keeps to the chosen group, and keeps what may be the reason', () => {
    expect(withinGroup([{ key: 'm/shop/a' }, { key: 'm/shopping/b' }], '/shop')).toEqual([{ key: 'm/shop/a' }]);
    const kept = attentionWithin([need('app', 'm/pay/x'), need('app', 'm/shop/x'), need('queue', 'r/%2F/q')], '/shop');
    expect(kept.map(({ key }) => key)).toEqual(['m/shop/x', 'r/%2F/q']);
  });

  it('says nothing of what the apps of a lost source were in, and keeps the rest', () => {
    const all = [need('app', 'n/x'), need('deployment', 'n/d1'), need('app', 'm/x'), need('source', 'n')];
    expect(attentionKnown(all, new Set(['n'])).map(({ key }) => key)).toEqual(['m/x', 'n']);
  });

  it('has a lamp for each way a worker can be', () => {
    const lamps = [
      { active: 4 },
      { active: 1 },
      { active: 0 },
      { active: null },
      { state: 'gone' },
      { state: 'away' },
    ] as const;
    expect(lamps.map((change) => lampOf(worker(change)))).toEqual(['full', 'busy', 'idle', 'busy', 'gone', 'away']);
  });

  it('counts the crew, and knows no sum of which a part is not known', () => {
    expect(crewOf([worker({}), worker({ state: 'gone', active: null })])).toMatchObject({
      online: 1,
      gone: 1,
      busy: 1,
      slots: 4,
    });
    expect(crewOf([worker({}), worker({ active: null })]).busy).toBeNull();
  });
});
