import { describe, expect, it } from 'vitest';
import { configFrom } from '../scenarios/builder.ts';
import { current, reanchored, worsened } from './backoff.ts';
import type { Backoff } from './backoff.ts';

const config = configFrom({ id: '/a', instances: 1, cmd: 'run' });

function afterFailures(count: number): Backoff | null {
  let backoff: Backoff | null = null;
  for (let n = 0; n < count; n += 1) backoff = worsened(backoff, config, 1, 0);
  return backoff;
}

describe('the launch delay with 1 s, 1.15 and 300 s', () => {
  it.each([
    [1, 1],
    [10, 3.5],
    [20, 14.2],
    [30, 57.6],
    [40, 233],
    [42, 300],
    [60, 300],
  ])('after %i failures is about %d s', (failures, seconds) => {
    expect((afterFailures(failures)?.delayMs ?? 0) / 1000).toBeCloseTo(seconds, seconds > 100 ? -1 : 1);
  });

  it('starts over for a new config', () => {
    expect(worsened(afterFailures(20), config, 2, 0).delayMs).toBe(1000);
    expect(current(afterFailures(20), config, 2, 0)).toBeNull();
  });

  it('counts again from a launch, unchanged', () => {
    const backoff = reanchored(afterFailures(3), 10_000);
    expect((backoff?.untilMs ?? 0) - 10_000).toBe(afterFailures(3)?.delayMs);
  });

  it('is forgotten once the longest delay has passed without news', () => {
    expect(current(afterFailures(3), config, 1, 200_000)).not.toBeNull();
    expect(current(afterFailures(3), config, 1, 400_000)).toBeNull();
  });
});
