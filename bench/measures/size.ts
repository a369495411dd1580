import type { Browser } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import { openProbe, usableMs } from '../browser.ts';

/** Scripts and styles, gzip -9, that were loaded until the list was usable, in kB (1,000 bytes). Fonts are not counted. */
export async function measureSize(browser: Browser, url: string): Promise<number> {
  const probe = await openProbe(browser, 1);
  const { page, close } = probe;
  const bodies: Promise<Buffer>[] = [];
  page.context().on('response', (response) => {
    if (/\.(?:js|css)(?:\?|$)/.test(response.url())) bodies.push(response.body());
  });
  await page.goto(url, { waitUntil: 'commit' });
  await usableMs(probe);
  const all = await Promise.all(bodies);
  await close();
  return all.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).byteLength, 0) / 1000;
}
