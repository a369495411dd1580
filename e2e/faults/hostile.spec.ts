import { hostileTexts } from '../../mock-server/control/hostile.ts';
import type { BrowserContext, Page } from '@playwright/test';
import { apiOf } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';

test.use({ world: { scenario: 'calm', seed: 9 } });
test.setTimeout(120_000);

const HAPPENED_MS = 30_000;
const MARKUP = '<img src=x onerror=';

interface Harm {
  pwned: boolean;
  violations: readonly string[];
  /** Elements that only text of an enemy could have become. */
  elements: number;
  /** Pixels by which the page is wider than its window. */
  overflowPx: number;
}

/** Notes violations from the first byte on. */
async function watchForHarm(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const found: string[] = [];
    Reflect.set(window, 'violations', found);
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      found.push(`${violatedDirective} ${blockedURI}`),
    );
  });
}

function harmOf(page: Page): Promise<Harm> {
  return page.evaluate(() => {
    const violations: unknown = Reflect.get(window, 'violations');
    const main = document.querySelector('main') ?? document.body;
    const root = document.documentElement;
    return {
      pwned: Reflect.has(window, '__pwned'),
      violations: Array.isArray(violations) ? violations.map(String) : [],
      elements: document.querySelectorAll(
        'img[src="x"], [onerror], [onload], script:not([src]), a[href^="javascript:"]',
      ).length,
      // The wall walks two pixels to and fro against burn-in.
      overflowPx: Math.max(0, root.scrollWidth - root.clientWidth, main.scrollWidth - main.clientWidth - 4),
    };
  });
}

const harmless: Harm = { pwned: false, violations: [], elements: 0, overflowPx: 0 };

const escaped = (path: string) => path.split('/').map(encodeURIComponent).join('/');

test('text of an enemy is text on every view: no script runs, no policy is violated, no page grows wider', async ({
  context,
  page,
  gateway,
  mock,
}) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await watchForHarm(context);
  const api = apiOf(gateway.url);
  await mock.inject({ kind: 'hostile-names' });
  const worker = await expect
    .poll(async () => (await api.table('workers'))[0]?.key ?? '')
    .not.toBe('')
    .then(async () => (await api.table('workers'))[0]?.key ?? '');
  await api.act({ kind: 'add-consumer', worker, queue: hostileTexts.markup });
  await mock.clock({ advanceMs: 45_000 });
  await expect
    .poll(async () => (await api.table('apps')).filter(({ key }) => key.includes('/hostile/')).length, {
      timeout: HAPPENED_MS,
    })
    .toBe(4);
  await expect
    .poll(async () => (await api.table('queues')).some(({ name }) => name.includes('<img')), { timeout: HAPPENED_MS })
    .toBe(true);
  await expect
    .poll(async () => (await api.tasks('flower', 'state=FAILURE&search=onerror&limit=5')).length, {
      timeout: HAPPENED_MS,
    })
    .toBeGreaterThan(0);
  const named = (await api.tasks('flower', 'search=onerror&limit=200')).find(({ name }) => name?.includes('<img'));
  const failed = await api.tasks('flower', 'state=FAILURE&limit=50');
  const long = (await api.table('apps')).find(({ key }) => key.includes('long-name'));
  const queue = (await api.table('queues')).find(({ name }) => name.includes('<img'));

  const views: readonly { path: string; shows?: string | RegExp }[] = [
    { path: '/' },
    { path: '/apps', shows: 'long-name-long-name' },
    { path: '/apps?view=flat&q=hostile' },
    { path: '/apps/marathon/hostile/labels', shows: MARKUP },
    { path: `/apps/${escaped(long?.key ?? '')}`, shows: 'long-name-long-name' },
    { path: '/apps/marathon/hostile/fails', shows: MARKUP },
    { path: '/apps/marathon/hostile/unhealthy' },
    { path: '/deployments', shows: 'hostile' },
    { path: '/queues?q=onerror', shows: MARKUP },
    { path: `/queues/${escaped(queue?.key ?? '')}`, shows: MARKUP },
    { path: '/workers' },
    { path: `/workers/${escaped(worker)}`, shows: MARKUP },
    { path: '/tasks?state=FAILURE' },
    { path: `/tasks/${escaped(named?.key ?? '')}`, shows: MARKUP },
    ...failed.slice(0, 12).map(({ key }) => ({ path: `/tasks/${escaped(key)}`, shows: 'Traceback' })),
    { path: '/trail', shows: MARKUP },
    { path: `/apps/marathon${escaped('/')}${encodeURIComponent(hostileTexts.markup)}` },
    { path: '/wall' },
  ];
  for (const { path, shows } of views) {
    await page.goto(path);
    const main = page.getByRole('main').first();
    await expect(main, path).not.toBeEmpty();
    if (shows !== undefined) await expect(main, path).toContainText(shows);
    expect.soft(await harmOf(page), path).toEqual(harmless);
  }

  await page.goto('/apps');
  await page.keyboard.press('/');
  await page.getByRole('combobox').fill('onerror');
  await expect(page.getByRole('option').filter({ hasText: MARKUP }).first()).toBeVisible();
  expect.soft(await harmOf(page), 'the palette').toEqual(harmless);

  expect(dialogs).toEqual([]);
  expect(await (await fetch(`${gateway.url}/metrics`)).text()).toMatch(/^signalbox_csp_reports_total 0$/m);
});
