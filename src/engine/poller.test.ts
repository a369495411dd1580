import { describe, expect, it } from 'vitest';
import { FaultError } from '../domain/fault.ts';
import { Poller, type PollerOptions } from './poller.ts';
import { fakeClock, settle } from './testing/fake-clock.ts';

function pollerWith(over: Partial<PollerOptions> = {}) {
  const clock = fakeClock(0);
  const beganAtMs: number[] = [];
  const bugs: unknown[] = [];
  const answers: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  let running = 0;
  let most = 0;
  const poller = new Poller({
    clock,
    name: 'apps',
    floorMs: 100,
    delayMs: (failures) => (failures > 0 ? 3_000 : 1_000),
    settled: () => undefined,
    onBug: (error) => bugs.push(error),
    ...over,
    run: async (signal) => {
      beganAtMs.push(clock.now());
      running += 1;
      most = Math.max(most, running);
      try {
        await (over.run?.(signal) ??
          new Promise<void>((resolve, reject) => {
            answers.push({ resolve, reject });
            signal.addEventListener('abort', () => reject(new Error('aborted')));
          }));
      } finally {
        running -= 1;
      }
    },
  });
  const answer = async () => {
    answers.shift()?.resolve();
    await settle();
  };
  const fail = async (error: unknown) => {
    answers.shift()?.reject(error);
    await settle();
  };
  return { clock, poller, beganAtMs, bugs, answer, fail, most: () => most };
}

describe('poller', () => {
  it('waits from the end of a run, and never runs twice at once', async () => {
    const { clock, poller, beganAtMs, answer, most } = pollerWith();
    poller.start();
    await clock.advance(5_000);
    expect(beganAtMs).toEqual([0]);
    await answer();
    await clock.advance(1_000);
    expect(beganAtMs).toEqual([0, 6_000]);
    expect(most()).toBe(1);
  });

  it('waits no longer than it would have when the clock is set back', async () => {
    const { clock, poller, beganAtMs, answer } = pollerWith();
    await clock.advance(3_600_000);
    poller.start();
    await answer();
    await clock.advance(-3_600_000);
    poller.soon();
    await clock.advance(100);
    expect(beganAtMs).toEqual([3_600_000, 100]);
    await answer();
    await clock.advance(-50);
    poller.replan();
    await clock.advance(1_000);
    expect(beganAtMs.at(-1)).toBe(1_050);
  });

  it('does not put off a run that is due soon because interest or movement changed', async () => {
    const { clock, poller, beganAtMs, answer } = pollerWith();
    poller.start();
    await answer();
    poller.soon();
    poller.replan();
    await clock.advance(100);
    expect(beganAtMs).toEqual([0, 100]);
  });

  it('runs once more after a run that may have looked too early', async () => {
    const { clock, poller, beganAtMs, answer } = pollerWith();
    poller.start();
    await clock.advance(50);
    poller.soon();
    poller.soon();
    await answer();
    expect(beganAtMs).toEqual([0]);
    await clock.advance(50);
    expect(beganAtMs).toEqual([0, 100]);
    await answer();
    await clock.advance(999);
    expect(beganAtMs).toEqual([0, 100]);
  });

  it('does not run again for a mark of the moment it began in', async () => {
    const { clock, poller, beganAtMs, answer } = pollerWith();
    poller.start();
    poller.soon();
    await answer();
    await clock.advance(500);
    expect(beganAtMs).toEqual([0]);
  });

  it('plans anew when interest changes, but leaves a back-off alone', async () => {
    let delayMs = 30_000;
    const { clock, poller, beganAtMs, answer, fail } = pollerWith({ delayMs: (n) => (n > 0 ? 8_000 : delayMs) });
    poller.start();
    await answer();
    await clock.advance(4_000);
    delayMs = 5_000;
    poller.replan();
    await clock.advance(1_000);
    expect(beganAtMs).toEqual([0, 5_000]);
    await fail(new FaultError({ kind: 'failing', status: 502, text: '' }));
    poller.replan();
    await clock.advance(7_999);
    expect(beganAtMs).toEqual([0, 5_000]);
    await clock.advance(1);
    expect(beganAtMs).toEqual([0, 5_000, 13_000]);
  });

  it('keeps the fault, since when it fails and when it tries again, until an answer comes', async () => {
    const { clock, poller, answer, fail } = pollerWith();
    poller.start();
    await answer();
    await clock.advance(1_000);
    const fault = { kind: 'failing', status: 502, text: 'x' } as const;
    await fail(new FaultError(fault));
    expect(poller.state).toMatchObject({
      failures: 1,
      failingSinceMs: 1_000,
      nextAtMs: 4_000,
      lastOkAtMs: 0,
      fault: { fault, atMs: 1_000, during: 'apps' },
    });
    await clock.advance(3_000);
    await answer();
    expect(poller.state).toMatchObject({
      failures: 0,
      failingSinceMs: null,
      fault: null,
      lastOkAtMs: 4_000,
      failed: 1,
    });
  });

  it('reports a throw that carries no fault as a bug, and goes on', async () => {
    const { clock, poller, beganAtMs, bugs, fail } = pollerWith();
    poller.start();
    await fail(new TypeError('oops'));
    expect(bugs).toEqual([new TypeError('oops')]);
    expect(poller.state.fault?.fault.kind).toBe('unreadable');
    await clock.advance(3_000);
    expect(beganAtMs).toEqual([0, 3_000]);
  });

  it('gives up a run that hangs for minutes, as a time-out', async () => {
    const { clock, poller, bugs } = pollerWith();
    poller.start();
    await clock.advance(180_000);
    expect(poller.state.fault?.fault).toMatchObject({ kind: 'unreachable', why: 'timeout' });
    expect(bugs).toEqual([]);
  });

  it('aborts the run in flight when stopped, reports nothing and leaves no timer', async () => {
    const { clock, poller, bugs } = pollerWith();
    poller.start();
    await poller.stop();
    expect(poller.state.failures).toBe(0);
    expect(bugs).toEqual([]);
    expect(clock.waiting).toBe(0);
    poller.soon();
    expect(clock.waiting).toBe(0);
  });

  it('judges lateness by the slowest pace asked for since the last answer', async () => {
    let delayMs = 30_000;
    const { clock, poller, answer } = pollerWith({ delayMs: () => delayMs });
    poller.start();
    await answer();
    expect(poller.state.expectedMs).toBe(30_000);
    await clock.advance(25_000);
    delayMs = 5_000;
    poller.replan();
    expect(poller.state.expectedMs).toBe(30_000);
    await answer();
    expect(poller.state.expectedMs).toBe(5_000);
  });
});
