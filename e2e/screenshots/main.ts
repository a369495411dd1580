import { chromium, type Browser, type Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startGateway } from '../fixtures/gateway.ts';
import { startMock, type Mock } from '../fixtures/mock.ts';
import { views, type View } from './views.ts';

const root = join(import.meta.dirname, '../..');

const { values } = parseArgs({
  options: {
    /** Only views whose name holds this. */
    only: { type: 'string', default: '' },
    /** Widths, light and dark, languages: as lists with commas. */
    widths: { type: 'string', default: '390,1280,1920,3840' },
    themes: { type: 'string', default: 'light,dark' },
    languages: { type: 'string', default: 'en,zh-CN' },
    out: { type: 'string', default: '.cache/screenshots' },
  },
});

const heights: Readonly<Record<string, number>> = { '390': 844, '1280': 800, '1440': 900, '1920': 1080, '3840': 2160 };

async function take(browser: Browser, mock: Mock, view: View, folder: string): Promise<void> {
  await mock.reset(view.world);
  const gateway = await startGateway(mock.upstreams);
  try {
    if (view.inject) await mock.inject(view.inject);
    if (view.advanceMs !== undefined) await mock.clock({ advanceMs: view.advanceMs });
    for (const width of values.widths.split(',')) {
      for (const theme of values.themes.split(',')) {
        for (const language of values.languages.split(',')) {
          await shoot(browser, gateway.url, mock, view, { width, theme, language, folder });
        }
      }
    }
  } finally {
    await gateway.stop();
    await mock.clearFaults();
  }
}

interface Frame {
  width: string;
  theme: string;
  language: string;
  folder: string;
}

async function shoot(
  browser: Browser,
  url: string,
  mock: Mock,
  view: View,
  { width, theme, language, folder }: Frame,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: Number(width), height: heights[width] ?? 900 },
    colorScheme: theme === 'dark' ? 'dark' : 'light',
    locale: language,
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(url + view.path);
  await page.locator('h1, [role="alert"], [role="status"], main').first().waitFor();
  await settled(page);
  if (view.follow) {
    await page.getByRole('link', { name: view.follow }).locator('visible=true').last().click();
    await settled(page);
  }
  if (view.lose) {
    await mock.fault({ upstream: view.lose, on: '* /**', do: { kind: 'reset' } });
    await page
      .getByText(/lost|not known|失联|未知/i)
      .first()
      .waitFor({ timeout: 60_000 });
  }
  await page.screenshot({ path: join(folder, `${view.name}-${width}-${theme}-${language}.png`) });
  await context.close();
  if (view.lose) await mock.clearFaults();
}

/** Data has come and nothing changed for a second, or five seconds have passed: a picture of a moving cluster is never quite still. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        let quiet = setTimeout(done, 1000);
        new MutationObserver(() => {
          clearTimeout(quiet);
          quiet = setTimeout(done, 1000);
        }).observe(document.body, { childList: true, subtree: true });
        setTimeout(done, 5000);
      }),
  );
}

const folder = join(root, values.out);
mkdirSync(folder, { recursive: true });
const mock = await startMock();
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  chromiumSandbox: false,
  args: [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  for (const view of views.filter(({ name }) => name.includes(values.only))) {
    console.error(`${view.name} …`);
    await take(browser, mock, view, folder);
  }
} finally {
  await browser.close();
  await mock.stop();
}
console.log(`Screenshots stand in ${folder}`);
