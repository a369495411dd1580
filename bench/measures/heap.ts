import type { Browser } from '@playwright/test';
import { appsOnScreen, openAtRest, type Probe } from '../browser.ts';
import type { Stack } from '../stack.ts';
import { slope } from '../stats.ts';

/** The page's live heap after garbage collection: in MB after the first minute, and its growth in kB a minute from then on. */
export interface Heap {
  mb: number;
  kbPerMinute: number;
}

/** Watches a list while one app changes each second. */
export async function measureHeap(browser: Browser, stack: Stack, minutes: number): Promise<Heap> {
  const probe = await openAtRest(browser, `${stack.url}apps`, 1);
  const ids = await appsOnScreen(probe.page);
  const samples: [number, number][] = [];
  const began = performance.now();
  const firstMinute = Math.min(1, minutes / 2);
  let next = firstMinute;
  for (let second = 1; second <= minutes * 60; second += 1) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + second * 1000 - performance.now())));
    await stack.inject({ kind: 'touch-app', id: ids[second % ids.length] ?? '' });
    if (second < next * 60) continue;
    samples.push([second / 60, await heapMb(probe)]);
    next += Math.max(0.25, minutes / 30);
  }
  await probe.close();
  return { mb: samples[0]?.[1] ?? Number.NaN, kbPerMinute: samples.length < 3 ? 0 : slope(samples) * 1000 };
}

async function heapMb({ cdp }: Probe): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize / 1_000_000;
}
