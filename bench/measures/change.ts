import type { Browser, Page } from '@playwright/test';
import { openAtRest } from '../browser.ts';
import type { Stack } from '../stack.ts';
import { median, quantile } from '../stats.ts';

/** How soon changes in Marathon were seen, how many never were, and what watching cost the page. */
export interface Changes {
  p50: number;
  p95: number;
  lost: number;
  /** Share of the time in which the main thread used a processor. */
  busyPercent: number;
  /** The same by the clock: what it waited for a processor, of which gateway, mock and browser share two or so, counts too. */
  clockPercent: number;
}

interface Seen {
  text: string;
  atMs: number;
}

declare global {
  interface Window {
    seen: Seen[];
  }
}

/** Changes apps that are on the screen, `hz` times a second for `seconds`; each change counts from before it was asked of the mock. */
export async function measureChanges(browser: Browser, stack: Stack, hz: number, seconds: number): Promise<Changes> {
  const { page, close } = await openAtRest(browser, `${stack.url}apps`, 1);
  const ids = await watchRows(page);
  const used = await watchTasks(page, 'threadTicks');
  const passed = await watchTasks(page, 'timeTicks');
  const began = performance.now();
  const sent: { id: string; atMs: number }[] = [];
  const total = hz * seconds;
  for (let n = 0; n < total; n += 1) {
    await until(began + (n * 1000) / hz);
    const id = ids[n % ids.length] ?? '';
    sent.push({ id, atMs: Date.now() });
    await stack.inject({ kind: 'touch-app', id });
  }
  await until(performance.now() + 1500);
  const percent = 100 / (performance.now() - began);
  const [busyPercent, clockPercent] = [(await used()) * percent, (await passed()) * percent];
  const seen = await page.evaluate(() => window.seen);
  await close();
  return { ...latencies(sent, seen), busyPercent, clockPercent };
}

/** Begins to count what the main thread's tasks take, in that measure of time; the returned function answers with milliseconds. */
async function watchTasks(page: Page, timeDomain: 'threadTicks' | 'timeTicks'): Promise<() => Promise<number>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain });
  const taken = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
  const before = await taken();
  return async () => (await taken()) - before;
}

type Latencies = Pick<Changes, 'p50' | 'p95' | 'lost'>;

function latencies(sent: readonly { id: string; atMs: number }[], seen: readonly Seen[]): Latencies {
  const byId = new Map<string, Seen[]>();
  for (const it of seen) byId.set(it.text, [...(byId.get(it.text) ?? []), it]);
  const waits: number[] = [];
  let lost = 0;
  for (const { id, atMs } of sent) {
    const times = byId.get(id) ?? [];
    const index = times.findIndex((it) => it.atMs >= atMs);
    const [found] = index < 0 ? [] : times.splice(index, 1);
    if (found) waits.push(found.atMs - atMs);
    else lost += 1;
  }
  return { p50: median(waits), p95: quantile(waits, 0.95), lost };
}

/** Notes the moment of the frame after each change of a row's text, by the app id the row names; answers the ids on the screen. */
function watchRows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    window.seen = [];
    const idOf = (row: Element): string =>
      row.querySelector('[role="rowheader"] [title^="/"]')?.getAttribute('title') ?? '';
    const changed = new Set<string>();
    const observer = new MutationObserver((records) => {
      // Each row is asked for its name once, however much of it changed: what watching costs is counted as the page's own work.
      const rows = new Set<Element | null | undefined>();
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        rows.add(element?.closest('[role="row"]'));
      }
      for (const row of rows) if (row) changed.add(idOf(row));
      requestAnimationFrame(() => {
        for (const text of changed) window.seen.push({ text, atMs: Date.now() });
        changed.clear();
      });
    });
    const grid = document.querySelector('[role="grid"], [role="treegrid"], [role="table"]');
    if (grid) observer.observe(grid, { subtree: true, characterData: true, childList: true, attributes: true });
    return [...document.querySelectorAll('[role="row"]')]
      .map(idOf)
      .filter((id) => id !== '')
      .slice(2, 14);
  });
}

function until(moment: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - performance.now())));
}
