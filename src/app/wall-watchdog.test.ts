import { describe, expect, it, vi } from 'vitest';
import { SteeredClock } from '../platform/testing/steered-clock.ts';
import { watchOverWall, type WatchdogOptions } from './wall-watchdog.ts';

function textStore(): WatchdogOptions['memory'] {
  const held = new Map<string, string>();
  return { get: (key) => held.get(key) ?? null, set: (key, value) => held.set(key, value) };
}

function set(over: Partial<WatchdogOptions> = {}) {
  const clock = new SteeredClock(1_000_000);
  const page = { isDue: true, isDrawn: true, isBeating: true };
  const reload = vi.fn(() => Promise.resolve(false));
  let beatAtMs = clock.now();
  watchOverWall({
    clock,
    random: () => 0.5,
    isDue: () => page.isDue,
    isDrawn: () => page.isDrawn,
    lastBeatAtMs: () => (page.isBeating ? (beatAtMs = clock.now()) : beatAtMs),
    reload,
    memory: textStore(),
    ...over,
  });
  const pass = async (seconds: number): Promise<void> => {
    for (let s = 0; s < seconds; s += 1) {
      clock.advance(1000);
      await Promise.resolve();
    }
  };
  return { page, reload, pass };
}

describe('the watchdog of a wall', () => {
  it('leaves a wall alone that is drawn and hears the gateway', async () => {
    const { reload, pass } = set();
    await pass(3600);
    expect(reload).not.toHaveBeenCalled();
  });

  it('loads a wall anew that broke, and tries again later while nothing is served', async () => {
    const { page, reload, pass } = set();
    page.isDrawn = false;
    await pass(20);
    expect(reload).not.toHaveBeenCalled();
    await pass(25);
    expect(reload).toHaveBeenCalledTimes(1);
    await pass(20);
    expect(reload).toHaveBeenCalledTimes(1);
    await pass(20);
    expect(reload).toHaveBeenCalledTimes(2);
  });

  it('waits ever longer, up to a quarter of an hour, also across reloads', async () => {
    const memory = textStore();
    const first = set({ memory });
    first.page.isDrawn = false;
    await first.pass(6 * 3600);
    const calls = first.reload.mock.calls.length;
    expect(calls).toBeGreaterThan(24);
    expect(calls).toBeLessThan(48);
    const second = set({ memory });
    second.page.isDrawn = false;
    await second.pass(400);
    expect(second.reload).not.toHaveBeenCalled();
  });

  it('forgets its tries once a wall has stood well for ten minutes', async () => {
    const memory = textStore();
    memory.set('signalbox.wall-tries', '9');
    const { page, reload, pass } = set({ memory });
    await pass(660);
    page.isDrawn = false;
    await pass(45);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('loads a wall anew that has heard nothing for two minutes, unless it hears again by itself', async () => {
    const { page, reload, pass } = set();
    page.isBeating = false;
    await pass(121);
    page.isBeating = true;
    await pass(300);
    expect(reload).not.toHaveBeenCalled();
    page.isBeating = false;
    await pass(150);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('has no business with a page that is no wall', async () => {
    const { page, reload, pass } = set();
    Object.assign(page, { isDue: false, isDrawn: false, isBeating: false });
    await pass(3600);
    expect(reload).not.toHaveBeenCalled();
    page.isDue = true;
    await pass(10);
    expect(reload).not.toHaveBeenCalled();
  });
});
