import type { Browser } from '@playwright/test';
import { openAtRest } from '../browser.ts';

/** What typing into a list's filter cost, each at its worst. */
export interface Filtering {
  /** From a key to the paint that shows it, by the browser's own Event Timing, ms. */
  keyMs: number;
  /** From a key to the paint of the list it left, ms. */
  listMs: number;
}

declare global {
  interface Window {
    lists: number[];
  }
}

/** Types into the list's filter and takes it away again. */
export async function measureFilter(browser: Browser, url: string, throttle: number): Promise<Filtering> {
  const { page, close } = await openAtRest(browser, url, throttle);
  const field = page.getByRole('searchbox', { name: /filter/i }).or(page.getByRole('combobox', { name: /filter/i }));
  await field.first().focus();
  await page.evaluate(watchList);
  for (const text of ['app', 'a-1', '99']) {
    await page.keyboard.type(text, { delay: 120 });
    for (let n = 0; n < text.length; n += 1) await page.keyboard.press('Backspace', { delay: 60 });
  }
  // Event Timing reports after the frame: two frames later all of it is there.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const [keys, lists] = await page.evaluate(() => [window.probe.keysMs, window.lists] as const);
  await close();
  // Events faster than 16 ms are not reported at all.
  return { keyMs: Math.max(16, ...keys), listMs: lists.length === 0 ? Number.NaN : Math.max(...lists) };
}

/** Notes how long after the key that left them so many rows stood there. */
function watchList(): void {
  window.probe.keysMs.length = 0;
  window.lists = [];
  let keyAt = 0;
  addEventListener('keydown', ({ timeStamp }) => (keyAt = timeStamp), true);
  const note = (): void => {
    const began = keyAt;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.addEventListener('message', () => window.lists.push(performance.now() - began));
      channel.port1.start();
      channel.port2.postMessage(null);
    });
  };
  const grid = document.querySelector('[role="grid"]');
  if (grid) new MutationObserver(note).observe(grid, { attributeFilter: ['aria-rowcount'] });
}
