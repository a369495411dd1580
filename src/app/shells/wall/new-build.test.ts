import { describe, expect, it, vi } from 'vitest';
import { SteeredClock } from '../../../platform/testing/steered-clock.ts';
import { takeInBuild } from './new-build.ts';

describe('a new build on a wall', () => {
  it('is taken in at a random moment within five minutes, not before it is surely served', () => {
    const clock = new SteeredClock();
    const reload = vi.fn(() => Promise.resolve(true));
    takeInBuild(clock, () => 0.5, reload);
    clock.advance(159_000);
    expect(reload).not.toHaveBeenCalled();
    clock.advance(1000);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('is tried again until the page was served', async () => {
    const clock = new SteeredClock();
    const reload = vi.fn().mockResolvedValueOnce(false).mockResolvedValueOnce(false).mockResolvedValue(true);
    takeInBuild(clock, () => 0, reload);
    for (let n = 0; n < 9; n += 1) {
      clock.advance(20_000);
      await vi.waitFor(() => expect(reload.mock.settledResults).toHaveLength(reload.mock.calls.length));
    }
    expect(reload).toHaveBeenCalledTimes(3);
  });

  it('is nobody’s business any more once the wall is left', async () => {
    const clock = new SteeredClock();
    const reload = vi.fn(() => Promise.resolve(false));
    const leave = takeInBuild(clock, () => 0, reload);
    clock.advance(20_000);
    leave();
    await Promise.resolve();
    clock.advance(20_000);
    expect(reload).toHaveBeenCalledTimes(1);
  });
});
