import type { Browser } from '@playwright/test';
import { appsOnScreen, openProbe, usableMs } from '../browser.ts';
import { cpuSeconds, residentMb, type Stack } from '../stack.ts';
import { metric } from './tabs.ts';

/** What the gateway costs its machine. */
export interface GatewayCost {
  residentMb: number;
  cpuPercent: number;
  /** Longest time the event loop, and with it every delta, stood still. */
  stallMs: number;
}

/** Watches the gateway for some time while one app changes a second and a list is open; the time includes at least one full poll. */
export async function measureGateway(browser: Browser, stack: Stack, seconds: number): Promise<GatewayCost> {
  const probe = await openProbe(browser, 1);
  const { page, close } = probe;
  await page.goto(`${stack.url}apps`, { waitUntil: 'commit' });
  await usableMs(probe);
  const ids = await appsOnScreen(page);
  await metric(stack, 'nodejs_eventloop_lag_max_seconds');
  const cpu = cpuSeconds(stack.gatewayPid);
  const began = performance.now();
  let most = 0;
  for (let second = 1; second <= seconds; second += 1) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + second * 1000 - performance.now())));
    await stack.inject({ kind: 'touch-app', id: ids[second % ids.length] ?? '' });
    most = Math.max(most, residentMb(stack.gatewayPid));
  }
  const cpuPercent = (100 * 1000 * (cpuSeconds(stack.gatewayPid) - cpu)) / (performance.now() - began);
  const stallMs = 1000 * (await metric(stack, 'nodejs_eventloop_lag_max_seconds'));
  await close();
  return { residentMb: most, cpuPercent, stallMs };
}
