import type { DurationMs } from '../domain/units.ts';

type Subscribe = (listener: () => void) => () => void;

const tickers = new Map<DurationMs, Subscribe>();

function createTicker(stepMs: DurationMs): Subscribe {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | null = null;
  return (listener) => {
    listeners.add(listener);
    timer ??= setInterval(() => {
      for (const one of listeners) one();
    }, stepMs);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || timer === null) return;
      clearInterval(timer);
      timer = null;
    };
  };
}

/** One timer per step for the whole page, running only while someone looks. */
export function tickerOf(stepMs: DurationMs): Subscribe {
  const known = tickers.get(stepMs);
  if (known) return known;
  const ticker = createTicker(stepMs);
  tickers.set(stepMs, ticker);
  return ticker;
}
