import type { Clock } from '../../platform/clock.ts';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Lets time pass, running what falls due, with the promises between. */
  advance(byMs: number): Promise<void>;
  /** Timers that wait. */
  readonly waiting: number;
}

/** Lets promises that are ready run their course. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}

/** A fake clock that begins at `startMs`. */
export function fakeClock(startMs = 1_800_000_000_000): FakeClock {
  let nowMs = startMs;
  let count = 0;
  const timers = new Map<number, { atMs: number; fn: () => void }>();
  const earliest = (untilMs: number) => {
    let found: [number, { atMs: number; fn: () => void }] | null = null;
    for (const timer of timers)
      if (timer[1].atMs <= untilMs && (!found || timer[1].atMs < found[1].atMs)) found = timer;
    return found;
  };
  return {
    now: () => nowMs,
    after(delayMs, fn) {
      count += 1;
      const id = count;
      timers.set(id, { atMs: nowMs + Math.max(0, delayMs), fn });
      return () => void timers.delete(id);
    },
    get waiting() {
      return timers.size;
    },
    async advance(byMs) {
      const untilMs = nowMs + byMs;
      await settle();
      for (let next = earliest(untilMs); next; next = earliest(untilMs)) {
        timers.delete(next[0]);
        nowMs = Math.max(nowMs, next[1].atMs);
        next[1].fn();
        await settle();
      }
      nowMs = untilMs;
    },
  };
}
