import { describe, expect, it } from 'vitest';
import { StreamLoop } from './stream-loop.ts';
import { fakeClock, settle } from './testing/fake-clock.ts';

function loopWith(random: () => number = () => 0.5) {
  const clock = fakeClock(0);
  const triedAtMs: number[] = [];
  const turns: string[] = [];
  const bugs: unknown[] = [];
  let opens = true;
  let close: (error?: unknown) => void = () => undefined;
  const loop = new StreamLoop({
    clock,
    random,
    name: 'stream',
    listen: (opened, signal) => {
      triedAtMs.push(clock.now());
      if (opens) opened();
      return new Promise((resolve, reject) => {
        close = (error) => (error ? reject(error) : resolve());
        signal.addEventListener('abort', () => resolve());
      });
    },
    turned: (state, changed) => turns.push(changed ? state : `still ${state}`),
    onBug: (error) => bugs.push(error),
  });
  return {
    clock,
    loop,
    triedAtMs,
    turns,
    bugs,
    cut: async (error?: unknown) => {
      close(error);
      await settle();
    },
    refuse: () => {
      opens = false;
    },
  };
}

describe('holding a stream', () => {
  it('comes up again after a cut, at a random time', async () => {
    const { clock, loop, triedAtMs, turns, cut } = loopWith();
    loop.start();
    await clock.advance(20_000);
    await cut();
    expect(turns).toEqual(['up', 'down']);
    expect(loop.state).toBe('down');
    await clock.advance(700);
    expect(triedAtMs).toEqual([0, 20_700]);
    expect(turns).toEqual(['up', 'down', 'up']);
  });

  it('waits longer and longer for one that opens and is cut at once', async () => {
    const { clock, loop, triedAtMs, cut } = loopWith();
    loop.start();
    await settle();
    for (let i = 0; i < 4; i += 1) {
      await cut();
      await clock.advance(200 + 500 * 2 ** i);
    }
    const waits = triedAtMs.slice(1).map((atMs, i) => atMs - (triedAtMs[i] ?? 0));
    expect(waits).toEqual([700, 1_200, 2_200, 4_200]);
  });

  it('says that it could not be opened without claiming that it went down', async () => {
    const { loop, turns, cut, refuse, bugs } = loopWith();
    refuse();
    loop.start();
    await cut(new TypeError('bug'));
    expect(turns).toEqual(['still down']);
    expect(bugs).toEqual([new TypeError('bug')]);
  });

  it('ends when stopped, without another try', async () => {
    const { clock, loop, triedAtMs } = loopWith();
    loop.start();
    await settle();
    await loop.stop();
    await clock.advance(100_000);
    expect(triedAtMs).toEqual([0]);
    expect(clock.waiting).toBe(0);
  });
});
