import { describe, expect, it } from 'vitest';
import { createClock } from './clock.ts';

describe('the simulated clock', () => {
  it('runs what is due in order of time, and equal times in the order they were scheduled', () => {
    const clock = createClock(1000);
    const ran: string[] = [];
    clock.schedule(1030, () => ran.push(`late ${clock.nowMs()}`));
    clock.schedule(1010, () => ran.push(`first ${clock.nowMs()}`));
    clock.schedule(1010, () => ran.push(`second ${clock.nowMs()}`));
    clock.advance(20);
    expect(ran).toEqual(['first 1010', 'second 1010']);
    expect(clock.nowMs()).toBe(1020);
    clock.advance(10);
    expect(ran).toEqual(['first 1010', 'second 1010', 'late 1030']);
  });

  it('runs an event that an event scheduled, if it falls due in the same advance', () => {
    const clock = createClock(0);
    const at: number[] = [];
    clock.after(5, () => {
      at.push(clock.nowMs());
      clock.after(5, () => at.push(clock.nowMs()));
    });
    clock.advance(100);
    expect(at).toEqual([5, 10]);
  });

  it('does not run what was taken back', () => {
    const clock = createClock(0);
    let runs = 0;
    const cancel = clock.after(5, () => (runs += 1));
    const stop = clock.every(3, () => (runs += 10));
    clock.advance(4);
    cancel();
    stop();
    clock.advance(100);
    expect(runs).toBe(10);
  });

  it('keeps its order among many events in a scrambled order', () => {
    const clock = createClock(0);
    const seen: number[] = [];
    for (let n = 0; n < 2000; n += 1) clock.schedule((n * 7919) % 2003, () => seen.push(clock.nowMs()));
    clock.advance(3000);
    expect(seen).toHaveLength(2000);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('schedules the past for the next step and not for yesterday', () => {
    const clock = createClock(500);
    let ranAt = 0;
    clock.schedule(100, () => (ranAt = clock.nowMs()));
    clock.advance(0);
    expect(ranAt).toBe(500);
  });
});
