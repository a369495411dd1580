import { describe, expect, it } from 'vitest';
import { scrollToSee, windowAt } from './virtual-window.ts';

describe('the rows of a long list that exist', () => {
  it('always cover what is seen, wherever it is scrolled', () => {
    for (let top = 0; top <= 10_000 * 32 - 900; top += 331) {
      const { from, to } = windowAt(top, 900, 32, 10_000, 16);
      expect(from * 32).toBeLessThanOrEqual(top);
      expect(to * 32).toBeGreaterThanOrEqual(top + 900);
      expect(to - from).toBeLessThan(90);
    }
  });

  it('stay the same while scrolling within a step', () => {
    expect(windowAt(3200, 900, 32, 10_000, 16)).toEqual(windowAt(3220, 900, 32, 10_000, 16));
  });

  it('are all of them when they are few', () => {
    expect(windowAt(0, 900, 32, 5, 16)).toEqual({ from: 0, to: 5 });
    expect(windowAt(5000, 900, 32, 5, 16)).toEqual({ from: 0, to: 5 });
    expect(windowAt(0, 900, 32, 0, 16)).toEqual({ from: 0, to: 0 });
  });
});

describe('scrolling to a row', () => {
  it('moves only as far as it must', () => {
    expect(scrollToSee(3, 0, 320, 32)).toBe(0);
    expect(scrollToSee(12, 0, 320, 32)).toBe(96);
    expect(scrollToSee(2, 500, 320, 32)).toBe(64);
  });
});
