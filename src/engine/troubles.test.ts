import { describe, expect, it } from 'vitest';
import type { Attention } from '../domain/attention.ts';
import type { Moment } from '../domain/timeline.ts';
import { TableView } from './table-view.ts';
import { Troubles, type Subject } from './troubles.ts';

function attention(key: string, sinceMs: number, trouble: Attention['trouble'] = 'failing'): Attention {
  return {
    key: `${trouble}:${key}`,
    trouble,
    subject: { kind: 'app', key, name: key },
    sinceMs,
    missing: 0.5,
    limitInMs: null,
    figures: {},
    text: null,
    help: null,
  };
}

function watch() {
  const table = new TableView<Attention>('attention', 1);
  const moments: Moment[] = [];
  const turned: string[] = [];
  const bugs: unknown[] = [];
  const troubles = new Troubles({
    table,
    moment: (moment) => moments.push(moment),
    turned: (id) => turned.push(id),
    onBug: (error) => bugs.push(error),
  });
  const subject = (key: string, trouble: Attention['trouble'] | null, causes: string[] = []): Subject => ({
    trouble,
    attention: (held) => (held.raised ? attention(key, held.sinceMs, held.trouble) : null),
    causes,
  });
  return { table, moments, turned, bugs, troubles, subject };
}

describe('watching over troubles', () => {
  it('raises one that lasts, though nothing changes but the time, and marks since when', () => {
    const { table, moments, turned, troubles, subject } = watch();
    troubles.changed('app a', () => subject('a', 'failing'), 0);
    troubles.tick(14_000);
    expect(table.size).toBe(0);
    troubles.tick(15_000);
    expect([...table.keys()]).toEqual(['failing:a']);
    expect(moments).toEqual([expect.objectContaining({ kind: 'breakage', what: 'failing', atMs: 0 })]);
    expect(turned).toEqual(['app a']);
    expect(troubles.isRaised('app a')).toBe(true);
  });

  it.each([
    ['gone', null],
    ['not well either', false],
  ])('marks no mend of what is %s', (_, isWell) => {
    const { table, moments, troubles, subject } = watch();
    let over = false;
    const look = () => (over ? (isWell === null ? null : { ...subject('a', null), isWell }) : subject('a', 'failing'));
    troubles.changed('app a', look, 0);
    troubles.tick(20_000);
    over = true;
    troubles.tick(60_000);
    expect(table.size).toBe(0);
    expect(moments.map(({ kind }) => kind)).toEqual(['breakage']);
  });

  it('takes it back when it is over, and marks the mend', () => {
    const { table, moments, troubles, subject } = watch();
    let trouble: Attention['trouble'] | null = 'failing';
    troubles.changed('app a', () => subject('a', trouble), 0);
    troubles.tick(20_000);
    trouble = null;
    troubles.tick(25_000);
    expect(table.size).toBe(1);
    troubles.tick(40_000);
    expect(table.size).toBe(0);
    expect(moments.map(({ kind, atMs }) => [kind, atMs])).toEqual([
      ['breakage', 0],
      ['mend', 40_000],
    ]);
  });

  it('takes one trouble that turns into another for one breakage', () => {
    const { table, moments, troubles, subject } = watch();
    let trouble: Attention['trouble'] = 'failing';
    troubles.changed('app a', () => subject('a', trouble), 0);
    troubles.tick(20_000);
    trouble = 'delayed';
    troubles.tick(21_000);
    expect([...table.keys()]).toEqual(['delayed:a']);
    expect(moments).toHaveLength(1);
  });

  it('forgets a subject that is no more', () => {
    const { table, troubles, subject } = watch();
    troubles.changed('app a', () => subject('a', 'failing'), 0);
    troubles.tick(20_000);
    troubles.changed('app a', () => null, 21_000);
    troubles.publish();
    expect(table.size).toBe(0);
  });

  it('begins anew when there was progress', () => {
    const { table, troubles, subject } = watch();
    let progress = '1';
    troubles.changed('d', () => ({ ...subject('d', 'failing'), progress }), 0);
    troubles.tick(14_000);
    progress = '2';
    troubles.tick(15_000);
    troubles.tick(29_000);
    expect(table.size).toBe(0);
    troubles.tick(30_000);
    expect(table.size).toBe(1);
  });

  it('does not list what only echoes another trouble', () => {
    const { table, troubles, subject } = watch();
    troubles.changed('a', () => subject('a', 'failing'), 0);
    troubles.changed('b', () => subject('b', 'failing', ['a']), 0);
    troubles.tick(20_000);
    expect([...table.keys()]).toEqual(['failing:a']);
  });

  it('reports a rule that throws, and goes on with the others', () => {
    const { table, bugs, troubles, subject } = watch();
    troubles.changed(
      'a',
      () => {
        throw new TypeError('bug');
      },
      0,
    );
    troubles.changed('b', () => subject('b', 'failing'), 0);
    troubles.tick(20_000);
    expect(bugs).toEqual([new TypeError('bug')]);
    expect(table.size).toBe(1);
  });
});
