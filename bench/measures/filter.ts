import type { Browser } from '@playwright/test';
import { openProbe, usableMs } from '../browser.ts';

/** Types into the list's filter and takes it away again: the worst key from event to paint, by the browser's own Event Timing. */
export async function measureFilter(browser: Browser, url: string, throttle: number): Promise<number> {
  const { page, close } = await openProbe(browser, throttle);
  await page.goto(url, { waitUntil: 'commit' });
  await usableMs(page);
  const field = page.getByRole('searchbox', { name: /filter/i }).or(page.getByRole('combobox', { name: /filter/i }));
  await field.first().focus();
  await page.evaluate(() => {
    window.probe.keysMs.length = 0;
  });
  for (const text of ['app', 'a-1', '99']) {
    await page.keyboard.type(text, { delay: 120 });
    for (let n = 0; n < text.length; n += 1) await page.keyboard.press('Backspace', { delay: 60 });
  }
  // Event Timing reports after the frame: two frames later all of it is there.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const keys = await page.evaluate(() => window.probe.keysMs);
  await close();
  // Events faster than 16 ms are not reported at all.
  return Math.max(16, ...keys);
}
