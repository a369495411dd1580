import { describe, expect, it } from 'vitest';
import type { AppRow } from '../../protocol/rows.ts';
import { holdOrder } from './hold.ts';
import { appRow } from './testing.ts';

const keys = (rows: readonly AppRow[]) => rows.map(({ key }) => key);

describe('rows under a pointer', () => {
  it('keep their places and show their new state; new ones come last, those that left are gone', () => {
    const before = [appRow('/a'), appRow('/b'), appRow('/c')];
    const failing = appRow('/c', { condition: 'failing' });
    const held = holdOrder(before, [failing, appRow('/d'), appRow('/a')]);
    expect(keys(held)).toEqual(['main/a', 'main/c', 'main/d']);
    expect(held[1]).toBe(failing);
  });

  it('are the very list where none changed its place', () => {
    const now = [appRow('/a'), appRow('/b', { condition: 'failing' })];
    expect(holdOrder([appRow('/a'), appRow('/b')], now)).toBe(now);
    expect(holdOrder(now, now)).toBe(now);
  });

  it('stand as they stood, wherever rows moved, came and went', () => {
    const before = ['/a', '/b', '/c', '/d', '/e'];
    const cases = [
      ['/a', '/d', '/b', '/c', '/e'],
      ['/e', '/a', '/b', '/c', '/d'],
      ['/a', '/b', '/new', '/c', '/d', '/e'],
      ['/new', '/b', '/e'],
      ['/a', '/b', '/c', '/d', '/e', '/new'],
      ['/a', '/c', '/d', '/e'],
      ['/e', '/d', '/c', '/b', '/a'],
      [],
    ];
    for (const now of cases) {
      const held = holdOrder(
        before.map((id) => appRow(id)),
        now.map((id) => appRow(id)),
      );
      const left = before.filter((id) => now.includes(id));
      const expected = now.includes('/new') ? [...left, '/new'] : left;
      expect(keys(held)).toEqual(expected.map((id) => `main${id}`));
    }
  });
});
