import type { DurationMs, EpochMs } from '../domain/units.ts';

/** Time as the code may know it: injected, so that tests steer it. */
export interface Clock {
  now(): EpochMs;
  /** Runs `fn` once after `delayMs`; the returned function takes it back. */
  after(delayMs: DurationMs, fn: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, fn) {
    const timer = setTimeout(fn, delayMs);
    return () => clearTimeout(timer);
  },
};
