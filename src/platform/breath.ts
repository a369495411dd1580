import type { DurationMs } from '../domain/units.ts';

/** Lets everything else run in between slices of long work. */
export interface Breath {
  /** Whether a slice's time is used up. */
  due(): boolean;
  /** Resolves after timers and sockets had their turn. */
  take(): Promise<void>;
}

/** Work is interrupted after this long, so that nothing else waits noticeably. */
const sliceMs = 8;

/** A breath by the machine's clock; promises alone would never let timers and sockets run, so it waits a macrotask. */
export function newBreath(slice: DurationMs = sliceMs, now: () => number = () => performance.now()): Breath {
  let since = now();
  return {
    due: () => now() - since >= slice,
    async take() {
      await new Promise<void>((resolve) => {
        setTimeout(resolve, 0);
      });
      since = now();
    },
  };
}
