import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

const draw = (seed: number) => {
  const random = createRandom(seed);
  return Array.from({ length: 5 }, () => random.next());
};

describe('seeded randomness', () => {
  it('repeats for the same seed and differs for another', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('gives a named stream that does not depend on what was drawn elsewhere', () => {
    const one = createRandom(7);
    one.next();
    expect(one.stream('launch').next()).toBe(createRandom(7).stream('launch').next());
    expect(one.stream('launch').next()).not.toBe(one.stream('kill').next());
  });

  it('spreads over its range', () => {
    const random = createRandom(1);
    const counts = [0, 0, 0, 0];
    for (let n = 0; n < 4000; n += 1) counts[random.int(4)] = (counts[random.int(4)] ?? 0) + 1;
    for (const count of counts) expect(count).toBeGreaterThan(800);
  });

  it('gives as many hex digits as asked', () => {
    expect(createRandom(1).hex(12)).toMatch(/^[0-9a-f]{12}$/);
  });
});
