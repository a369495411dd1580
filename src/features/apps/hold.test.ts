import { describe, expect, it } from 'vitest';
import { holdOrder } from './hold.ts';
import { appRow } from './testing.ts';

describe('rows under a pointer', () => {
  it('keep their places and show their new state; new ones come last, those that left are gone', () => {
    const before = [appRow('/a'), appRow('/b'), appRow('/c')];
    const failing = appRow('/c', { condition: 'failing' });
    const held = holdOrder(before, [failing, appRow('/d'), appRow('/a')]);
    expect(held.map((row) => row.key)).toEqual(['main/a', 'main/c', 'main/d']);
    expect(held[1]).toBe(failing);
  });
});
