import type { Browser } from '@playwright/test';
import { openProbe, usableMs } from '../browser.ts';
import { median } from '../stats.ts';

/** What opening a list once cost. */
interface Load {
  usable: number;
  longest: number;
  requests: number;
}

/** Medians of several first visits. Long tasks under 50 ms are not reported by the browser: 0 means "none over 50". */
export async function measureLoad(browser: Browser, url: string, runs: number, throttle = 1): Promise<Load> {
  const loads: Load[] = [];
  for (let run = 0; run < runs; run += 1) loads.push(await loadOnce(browser, url, throttle));
  return {
    usable: median(loads.map(({ usable }) => usable)),
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
  const longest = await page.evaluate(() => Math.max(0, ...window.probe.longTasksMs));
  await close();
  return { usable, longest, requests };
}
