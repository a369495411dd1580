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
    await page.goto(`${url.replace(/\/$/, '')}/apps`, { waitUntil: 'commit' });
    await page.locator('[role="row"]').nth(8).waitFor();
    const seconds = (performance.now() - began) / 1000;
    await context.close();
    return seconds;
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  }
}
