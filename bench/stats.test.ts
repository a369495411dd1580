import { describe, expect, it } from 'vitest';
import { median, quantile, slope } from './stats.ts';

describe('the benchmark’s arithmetic', () => {
  it('takes the middle and the nearest rank, whatever the order', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(quantile([10, 20, 30, 40], 0.95)).toBe(40);
    expect(quantile([4, 2], 0.5)).toBe(2);
    expect(median([])).toBeNaN();
  });

  it('finds the growth a minute', () => {
    expect(
      slope([
        [0, 5],
        [1, 7],
        [2, 9],
      ]),
    ).toBeCloseTo(2);
    expect(
      slope([
        [0, 5],
        [1, 5],
        [2, 5],
      ]),
    ).toBe(0);
  });
});
