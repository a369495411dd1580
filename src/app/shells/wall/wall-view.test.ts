import { describe, expect, it } from 'vitest';
import type { Attention } from '../../../domain/attention.ts';
import { queueRow as queue, workerRow } from '../../../protocol/testing/rows.ts';
import type { ActRow, WorkerRow } from '../../../protocol/rows.ts';
import { need } from './testing.ts';
import { attentionKnown, attentionWithin, crewOf, lampOf, latestOn, urgentQueues, withinGroup } from './wall-view.ts';

const worker = (change: Partial<WorkerRow>): WorkerRow => workerRow('w', change);

const about = (kind: Attention['subject']['kind'], key: string) => need('failing', { kind, key });

const act = (id: string, target: string, askedAtMs: number, state: ActRow['state']): ActRow => ({
  key: id,
  id,
  bulk: null,
  intent: { kind: 'restart-app', app: target },
  target,
  who: id,
  askedAtMs,
  sentAtMs: null,
  settledAtMs: null,
  state,
  before: null,
  after: null,
  deployment: null,
  fault: null,
  undo: null,
  undoes: null,
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
    const kept = attentionWithin(
      [about('app', 'm/pay/x'), about('app', 'm/shop/x'), about('queue', 'r/%2F/q')],
      '/shop',
    );
    expect(kept.map(({ subject }) => subject.key)).toEqual(['m/shop/x', 'r/%2F/q']);
  });

  it('says nothing of what the apps of a lost source were in, and keeps the rest', () => {
    const all = [about('app', 'n/x'), about('deployment', 'n/d1'), about('app', 'm/x'), about('source', 'n')];
    expect(attentionKnown(all, new Set(['n'])).map(({ subject }) => subject.key)).toEqual(['m/x', 'n']);
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

  it('names who is on it by the latest act that happened or is on its way', () => {
    const acts = [
      act('a', 'm/x', 100, 'confirmed'),
      act('b', 'm/x', 200, 'sent'),
      act('c', 'm/x', 300, 'timed-out'),
      act('d', 'm/x', 310, 'refused'),
      act('e', 'm/x', 320, 'conflict'),
      act('f', 'm/x', 330, 'undone'),
      act('g', 'm/other', 400, 'confirmed'),
    ];
    expect(latestOn(acts, new Set(['m/x']), 1000)?.id).toBe('b');
    expect(latestOn(acts, new Set(['m/x', 'm/other']), 1000)?.id).toBe('g');
    expect(latestOn(acts, new Set(['m/x']), 1_800_200)).toBeNull();
    expect(latestOn(acts, new Set(['m/y']), 1000)).toBeNull();
  });
});
