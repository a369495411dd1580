import { describe, expect, it } from 'vitest';
import { RateLimits } from './celery-rate.ts';

describe('a rate limit', () => {
  it.each([
    ['10', 100],
    ['10/s', 100],
    ['30/m', 2_000],
    ['120/h', 30_000],
    ['0.5/s', 2_000],
  ])('%s lets the next task start %i ms after the last', (text, ms) => {
    const limits = new RateLimits();
    expect(limits.set('a', text)).toBe(true);
    limits.used('a', 1_000);
    expect(limits.freeAtMs('a')).toBe(1_000 + ms);
    expect(limits.freeAtMs('b')).toBe(-Infinity);
    expect(limits.text('a')).toBe(text);
  });

  it('of 0 is none', () => {
    const limits = new RateLimits();
    limits.set('a', '10/m');
    limits.set('a', '0');
    expect(limits.text('a')).toBeNull();
  });

  it.each(['fast', '', '10/d', '-1', '/s'])('cannot be %j', (text) => {
    expect(new RateLimits().set('a', text)).toBe(false);
  });
});
