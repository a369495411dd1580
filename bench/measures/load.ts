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

/**
 * Medians of several first visits to ours and to the floor, in turns: what slows the machine for a while slows both. Long tasks under
 * 50 ms are not reported by the browser: 0 means "none over 50".
 */
export async function measureLoad(
  browser: Browser,
  urls: { ours: string; floor: string },
  runs: number,
  throttle: number,
): Promise<{ ours: Load; floor: Load }> {
  const [ours, floor]: [Load[], Load[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    ours.push(await loadOnce(browser, urls.ours, throttle));
    floor.push(await loadOnce(browser, urls.floor, throttle));
  }
  return { ours: medianOf(ours), floor: medianOf(floor) };
}

function medianOf(loads: readonly Load[]): Load {
  return {
    usable: median(loads.map(({ usable }) => usable)),
    whole: median(loads.map(({ whole }) => whole)),
    longest: median(loads.map(({ longest }) => longest)),
    requests: median(loads.map(({ requests }) => requests)),
  };
}

async function loadOnce(browser: Browser, url: string, throttle: number): Promise<Load> {
  const { page, close } = await openProbe(browser, throttle);
  let requests = 0;
  let usableAt = Number.POSITIVE_INFINITY;
  page.context().on('request', () => {
    if (performance.now() < usableAt) requests += 1;
  });
  await page.goto(url, { waitUntil: 'commit' });
  const usable = await usableMs(page);
  usableAt = performance.now();
  const whole = await wholeMs(page);
  const longest = await page.evaluate(() => Math.max(0, ...window.probe.longTasksMs));
  await close();
  return { usable, whole, longest, requests };
}
