import type { DurationMs, EpochMs } from '../domain/units.ts';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import type { TextStore } from '../platform/storage.ts';

/** What the watchdog looks at, and what it may do. */
export interface WatchdogOptions {
  clock: Clock;
  random: Random;
  /** Whether this page is to show a wall. */
  isDue(): boolean;
  /** Whether one is drawn. */
  isDrawn(): boolean;
  /** This page's clock; null before the first. */
  lastBeatAtMs(): EpochMs | null;
  /** Resolves to false when the page is not served now; never rejects. */
  reload(): Promise<boolean>;
  /** Outlives a reload, so that a wall which breaks again waits longer each time. */
  memory: TextStore;
}

const lookMs: DurationMs = 5_000;
/** A wall's code comes within seconds; one that is not drawn for this long broke. */
const undrawnMs: DurationMs = 20_000;
/** The hub finds a restarted gateway within seconds; after this long without a beat the page itself may be what is broken. */
const silentMs: DurationMs = 120_000;
const firstWaitMs: DurationMs = 20_000;
const mostWaitMs: DurationMs = 900_000;
/** A wall that stood for this long has healed. */
const healedMs: DurationMs = 600_000;
const triesKey = 'signalbox.wall-tries';

/** Half of a span that doubles with each try, up to a quarter of an hour, and anywhere within the other half. */
function waitOf(tries: number, random: Random): DurationMs {
  const spanMs = Math.min(mostWaitMs, firstWaitMs * 2 ** Math.min(tries, 10));
  return Math.round(spanMs * (0.5 + random() / 2));
}

/**
 * Nobody stands at a wall to press "retry": one that broke, or that nothing reaches any more, is loaded anew. It looks at what the page
 * shows, whatever the reason, and lives outside of React, which may be what broke.
 */
export function watchOverWall({ clock, random, memory, reload, ...page }: WatchdogOptions): () => void {
  let drawnAtMs = clock.now();
  let firstMs = clock.now();
  let wellSinceMs = clock.now();
  let isTrying = false;
  const triesOf = (): number => Number(memory.get(triesKey)) || 0;

  const isWell = (): boolean => {
    const nowMs = clock.now();
    if (!page.isDue()) firstMs = nowMs;
    if (!page.isDue() || page.isDrawn()) drawnAtMs = nowMs;
    const heardAtMs = Math.max(firstMs, page.lastBeatAtMs() ?? 0);
    return nowMs - drawnAtMs <= undrawnMs && nowMs - heardAtMs <= silentMs;
  };
  const attempt = async (): Promise<void> => {
    // What came back by itself meanwhile is left alone.
    if (!isWell()) {
      memory.set(triesKey, String(triesOf() + 1));
      await reload();
    }
    isTrying = false;
  };
  const look = (): void => {
    if (!isWell()) {
      wellSinceMs = clock.now();
      if (!isTrying) {
        isTrying = true;
        clock.after(waitOf(triesOf(), random), () => void attempt());
      }
    } else if (triesOf() > 0 && clock.now() - wellSinceMs > healedMs) memory.set(triesKey, '0');
    stop = clock.after(lookMs, look);
  };
  let stop = clock.after(lookMs, look);
  return () => stop();
}
