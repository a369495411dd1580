import type { Browser } from '@playwright/test';
import { openProbe, usableMs, wholeMs } from '../browser.ts';
import { median } from '../stats.ts';

/** What opening a list once cost. */
interface Load {
  usable: number;
  /** When all of the list was there. */
  whole: number;
  /** Until then. */
  longest: number;
  requests: number;
}

/** One run: ours and the floor. */
export interface LoadRun {
  ours: Load;
  floor: Load;
}

/**
 * Runs of several first visits each to ours and to the floor, in turns: what slows the machine for a while slows both. A run is the
 * median of its visits, for two visits in a row differ by a third on a machine of two cores. Long tasks under 50 ms are not reported by
 * the browser: 0 means "none over 50".
 */
export async function measureLoad(
  browser: Browser,
  urls: { ours: string; floor: string },
  { runs, visits }: { runs: number; visits: number },
  throttle: number,
): Promise<readonly LoadRun[]> {
  const done: LoadRun[] = [];
  for (let run = 0; run < runs; run += 1) {
    const [ours, floor]: [Load[], Load[]] = [[], []];
    for (let visit = 0; visit < visits; visit += 1) {
      ours.push(await loadOnce(browser, urls.ours, throttle));
      floor.push(await loadOnce(browser, urls.floor, throttle));
    }
    done.push({ ours: medianOf(ours), floor: medianOf(floor) });
  }
  return done;
}

/** The medians of several. */
export function medianOf(loads: readonly Load[]): Load {
  return {
    usable: median(loads.map(({ usable }) => usable)),
    whole: median(loads.map(({ whole }) => whole)),
    longest: median(loads.map(({ longest }) => longest)),
    requests: median(loads.map(({ requests }) => requests)),
  };
}

async function loadOnce(browser: Browser, url: string, throttle: number): Promise<Load> {
  const probe = await openProbe(browser, throttle);
  const { page, close } = probe;
  let requests = 0;
  let usableAt = Number.POSITIVE_INFINITY;
  page.context().on('request', () => {
    if (performance.now() < usableAt) requests += 1;
  });
  await page.goto(url, { waitUntil: 'commit' });
  const usable = await usableMs(probe);
  usableAt = performance.now();
  const whole = await wholeMs(probe);
  const longest = await page.evaluate(() => Math.max(0, ...window.probe.longTasksMs));
  await close();
  return { usable, whole, longest, requests };
}
