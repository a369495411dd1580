import type { Pace } from '../domain/ports.ts';
import type { DurationMs } from '../domain/units.ts';

/** What decides how long a read waits until it runs again. */
export interface Situation {
  pace: Pace;
  /** Anyone looks at what this read tells. */
  looked: boolean;
  /** Something is on its way: a deployment, a launch, an act that has not settled. */
  moving: boolean;
  /** The source's stream is up and marks what changed. */
  streamed: boolean;
  /** Failures in a row. */
  failures: number;
  /** 0..1, so that no two sources keep step. */
  random: number;
}

const firstBackOffMs = 1_000;
const longestBackOffMs = 45_000;
/** Share by which a healthy delay is spread around its middle. */
const spread = 0.1;

/** How long to wait until the next read. All polling policy is here. */
export function nextDelayMs(situation: Situation): DurationMs {
  const { pace, failures, random } = situation;
  // Full jitter on top of the floor: sources that were lost together come back spread over the whole window, never in a herd.
  if (failures > 0) return pace.floorMs + backOffMs(failures, random);
  const middle = Math.max(pace.floorMs, healthyDelayMs(situation));
  return Math.max(pace.floorMs, Math.round(middle * (1 - spread + 2 * spread * random)));
}

function healthyDelayMs({ pace, looked, moving, streamed }: Situation): DurationMs {
  const wanted = !looked ? pace.idleMs : moving ? pace.fastMs : pace.steadyMs;
  if (!streamed || pace.streamedMs === undefined) return wanted;
  return Math.max(wanted, pace.streamedMs);
}

/** A random wait that grows with failures: up to 1 s after the first, up to 45 s from the seventh on. */
export function backOffMs(failures: number, random: number): DurationMs {
  const window = Math.min(longestBackOffMs, firstBackOffMs * 2 ** Math.max(0, failures - 1));
  return Math.round(window * random);
}
