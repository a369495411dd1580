import type { Browser } from '@playwright/test';
import type { Stack } from '../stack.ts';

/** What twenty more tabs cost. */
export interface Tabs {
  /** Upstream requests a minute with 21 tabs over those with one; 0 when tabs cost nothing. */
  addedRequests: number;
  /** Stream bytes of an idle tab in a minute, in kB. */
  kbPerTabMinute: number;
}

/** Opens twenty more tabs of one browser beside a first and compares equal stretches of time. */
export async function measureTabs(browser: Browser, stack: Stack, more: number, seconds: number): Promise<Tabs> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 600 } });
  const open = async (): Promise<void> => {
    const page = await context.newPage();
    await page.goto(`${stack.url}apps`);
    await page.locator('[role="row"]').nth(3).waitFor();
  };
  await open();
  await wait(3000);
  const alone = await during(stack, seconds);
  for (let n = 0; n < more; n += 1) await open();
  await wait(3000);
  const crowded = await during(stack, seconds);
  await context.close();
  const perMinute = 60 / seconds;
  return {
    addedRequests: Math.max(0, crowded.requests - alone.requests) * perMinute,
    kbPerTabMinute: (crowded.bytes * perMinute) / 1000 / (more + 1),
  };
}

async function during(stack: Stack, seconds: number): Promise<{ requests: number; bytes: number }> {
  const [requests, bytes] = [await stack.requests(), await streamBytes(stack)];
  await wait(seconds * 1000);
  return { requests: (await stack.requests()) - requests, bytes: (await streamBytes(stack)) - bytes };
}

async function streamBytes(stack: Stack): Promise<number> {
  return metric(stack, 'signalbox_stream_bytes_total');
}

/** One figure of the gateway's own metrics. */
export async function metric(stack: Stack, name: string): Promise<number> {
  const text = await (await fetch(`${stack.url}metrics`)).text();
  return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text)?.[1]);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
