import { describe, expect, it } from 'vitest';
import { workerRow as worker } from '../../protocol/testing/rows.ts';
import { fillOf, isSaturated, listWorkers, poolStep } from './view.ts';

const all = { text: '', state: null };

describe('the list of workers', () => {
  it('groups by app, groups with a worker gone first, strangers last among equals', () => {
    const list = listWorkers(
      [
        worker('a@1', { app: null }),
        worker('b@1'),
        worker('c@1', { app: 'm/pay/poster', state: 'gone' }),
        worker('d@1', { app: 'm/pay/poster' }),
      ],
      all,
    );
    expect(list.groups.map(({ title }) => title)).toEqual(['/pay/poster', '/shop/worker', '']);
    expect(list.groups[0]?.workers.map(({ name }) => name)).toEqual(['c@1', 'd@1']);
    expect(list).toMatchObject({ online: 3, gone: 1, away: 0, total: 4 });
  });

  it('adds up busy slots of those online, and says nothing when one of them is not known', () => {
    const known = listWorkers(
      [worker('a@1', { active: 4 }), worker('b@1', { active: 2 }), worker('c@1', { state: 'gone', active: null })],
      all,
    );
    expect(known.groups[0]).toMatchObject({ busy: 6, slots: 8 });
    const nobody = listWorkers([worker('a@1', { state: 'away' })], all);
    expect(nobody.groups[0]).toMatchObject({ busy: null, slots: null });
    const unknown = listWorkers([worker('a@1'), worker('b@1', { processes: null })], all);
    expect(unknown.groups[0]).toMatchObject({ busy: 2, slots: null });
  });

  it('filters by text over name, app and queues, and by state, without changing the counts', () => {
    const rows = [worker('a@1', { queues: ['images'] }), worker('b@1', { state: 'gone' })];
    expect(listWorkers(rows, { text: 'IMAG', state: null }).groups[0]?.workers.map(({ name }) => name)).toEqual([
      'a@1',
    ]);
    const gone = listWorkers(rows, { text: '', state: 'gone' });
    expect(gone.groups[0]?.workers.map(({ name }) => name)).toEqual(['b@1']);
    expect(gone.online).toBe(1);
  });
});

describe('a change of a pool', () => {
  it('is by what differs from what was asked for, not from what is', () => {
    expect(poolStep('f/a', 5, 6)).toEqual({ kind: 'grow-pool', worker: 'f/a', by: 1 });
    expect(poolStep('f/a', 9, 4)).toEqual({ kind: 'shrink-pool', worker: 'f/a', by: 5 });
  });
});

describe('a worker’s lamp', () => {
  it('is full when every slot is taken, and dark when nobody knows', () => {
    expect(fillOf(worker('a'))).toBe(0.25);
    expect(isSaturated(worker('a', { active: 9 }))).toBe(true);
    for (const change of [{ state: 'gone' }, { active: null }, { processes: null }, { processes: 0 }] as const) {
      expect(fillOf(worker('a', change))).toBeNull();
      expect(isSaturated(worker('a', change))).toBe(false);
    }
  });
});
