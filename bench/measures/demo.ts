import type { Browser } from '@playwright/test';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Seconds from `npm run demo` (everything built already) until its page stands and has changed once by itself. */
export async function measureDemo(browser: Browser): Promise<number> {
  const began = performance.now();
  const child = spawn('npm', ['run', '--silent', 'demo'], { cwd: join(import.meta.dirname, '../..'), detached: true });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        const found = /http:\/\/[\w.:[\]]+\/?/.exec(text)?.[0];
        if (found) resolve(found);
      });
      child.once('exit', () => reject(new Error('the demo ended')));
    });
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator('main [role="img"]').nth(8).waitFor();
    // It moves: something that is drawn is another than it was. The clock is outside of main.
    await page.evaluate(
      () =>
        new Promise<void>((done) => {
          const main = document.querySelector('main');
          const before = main?.textContent;
          const watch = new MutationObserver(() => {
            if (main?.textContent === before) return;
            watch.disconnect();
            done();
          });
          if (main) watch.observe(main, { subtree: true, childList: true, characterData: true });
        }),
    );
    const seconds = (performance.now() - began) / 1000;
    await context.close();
    return seconds;
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  }
}
