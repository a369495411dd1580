import type { Browser } from '@playwright/test';
import type { Stack } from '../stack.ts';

/** What twenty more tabs cost. */
export interface Tabs {
  /** Upstream requests a minute with 21 tabs over those with one, beyond what two equal stretches of time differ by anyway. */
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
    addedRequests: addedTo(alone.requests, crowded.requests) * perMinute,
    kbPerTabMinute: (crowded.bytes * perMinute) / 1000 / (more + 1),
  };
}

/**
 * Requests that came on top, route by route. A poll that begins just before or just after a stretch is one more or less in it, and polls
 * are spread by a tenth: so much is no difference.
 */
export function addedTo(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): number {
  let added = 0;
  for (const [route, count] of after) {
    const usual = before.get(route) ?? 0;
    if (count > 1 + 1.1 * usual) added += count - usual;
  }
  return added;
}

async function during(
  stack: Stack,
  seconds: number,
): Promise<{ requests: ReadonlyMap<string, number>; bytes: number }> {
  const [before, bytes] = [await stack.requests(), await streamBytes(stack)];
  await wait(seconds * 1000);
  const requests = new Map(
    [...(await stack.requests())].map(([route, count]) => [route, count - (before.get(route) ?? 0)]),
  );
  return { requests, bytes: (await streamBytes(stack)) - bytes };
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
