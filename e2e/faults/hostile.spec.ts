import type { BrowserContext, Page } from '@playwright/test';
import { hostileNames, hostileTexts } from '../../mock-server/control/hostile.ts';
import { apiOf } from '../fixtures/api.ts';
import type { Mock } from '../fixtures/mock.ts';
import { expect, test } from '../fixtures/test.ts';

test.use({ world: { scenario: 'calm', seed: 9 } });
test.setTimeout(180_000);

const HAPPENED_MS = 30_000;

/** How text of an enemy looks: markup as what it is, what nobody could see made visible, what has no end cut short. */
const MARKUP = '<img src=x onerror=';
const BIDI = 'user‹U+202E›gnp.exe';
const CONTROL = '␇';
const CUT = /x{300}…/;

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

/** Pixels that the wall walks to and fro against burn-in. */
const WALL_WALKS_PX = 4;

function harmOf(page: Page): Promise<Harm> {
  const slackPx = new URL(page.url()).pathname === '/wall' ? WALL_WALKS_PX : 0;
  return page.evaluate((slack) => {
    const violations: unknown = Reflect.get(window, 'violations');
    const main = document.querySelector('main') ?? document.body;
    const root = document.documentElement;
    return {
      pwned: Reflect.has(window, '__pwned'),
      violations: Array.isArray(violations) ? violations.map(String) : [],
      elements: document.querySelectorAll(
        'img[src="x"], [onerror], [onload], script:not([src]), a[href^="javascript:"]',
      ).length,
      overflowPx: Math.max(0, root.scrollWidth - root.clientWidth, main.scrollWidth - main.clientWidth - slack),
    };
  }, slackPx);
}

const harmless: Harm = { pwned: false, violations: [], elements: 0, overflowPx: 0 };

const pathOf = (section: string, key: string) => `/${section}/${key.split('/').map(encodeURIComponent).join('/')}`;

interface View {
  path: string;
  /** What of the enemy's must be read on it. */
  shows: readonly (string | RegExp)[];
}

/** How the traceback of each hostile text reads. */
const tracebacks: Readonly<Record<keyof typeof hostileTexts, string | RegExp>> = {
  markup: MARKUP,
  attribute: '"><svg/onload=',
  template: '{{constructor.constructor(',
  bidi: BIDI,
  invisible: 'zero‹U+200B›width‹U+200D›and‹U+FEFF›more',
  control: 'bell␇ escape␛[31mred␛[0m null␀end␍return',
  newlines: /first line\s+second line/,
  long: CUT,
  longWords: /(?:wörd-){100}/,
  combining: /z\u0301{60}algo/,
  url: 'javascript:window.__pwned=1',
};

/** Waits until everything hostile is known to the gateway, and has one act on a hostile name. */
async function settle(gatewayUrl: string, mock: Mock): Promise<readonly View[]> {
  const api = apiOf(gatewayUrl);
  await mock.inject({ kind: 'hostile-names' });
  await mock.clock({ advanceMs: 45_000 });
  const within = { timeout: HAPPENED_MS };
  const keyOf = async (list: 'queues' | 'workers', name: string) => (await api.row(list, name))?.key ?? '';
  const keysOf = (list: 'queues' | 'workers') =>
    Promise.all([keyOf(list, hostileNames[list].markup), keyOf(list, hostileNames[list].spoof)]);
  await expect.poll(() => keysOf('queues'), within).not.toContain('');
  await expect.poll(() => keysOf('workers'), within).not.toContain('');
  const hostileApps = async () => (await api.table('apps')).filter(({ key }) => key.includes('/hostile/'));
  await expect.poll(async () => (await hostileApps()).length, within).toBe(4);
  const long = (await hostileApps()).find(({ key }) => key.includes('long-name'))?.key ?? '';
  const taskOf = async (search: string) => {
    const find = async () => (await api.tasks('flower', `search=${encodeURIComponent(search)}&limit=1`))[0]?.key ?? '';
    await expect.poll(find, within).not.toBe('');
    return find();
  };
  const [queues, workers] = [await keysOf('queues'), await keysOf('workers')];
  await api.act({ kind: 'add-consumer', worker: workers[0], queue: hostileTexts.attribute });
  const failed: View[] = [];
  for (const [name, shows] of Object.entries(tracebacks))
    failed.push({ path: pathOf('tasks', await taskOf(`args:"hostile-${name}'"`)), shows: ['Traceback', shows] });
  return [
    { path: '/', shows: [MARKUP] },
    { path: '/apps', shows: ['long-name-long-name'] },
    { path: '/apps?view=flat&q=hostile', shows: ['long-name-long-name'] },
    { path: '/apps/marathon/hostile/labels', shows: [MARKUP, BIDI, CONTROL, CUT] },
    { path: pathOf('apps', long), shows: ['long-name-long-name'] },
    { path: '/apps/marathon/hostile/fails', shows: [MARKUP, BIDI, CONTROL] },
    { path: '/apps/marathon/hostile/unhealthy', shows: [BIDI] },
    { path: '/deployments', shows: ['long-name-long-name'] },
    { path: '/queues', shows: [MARKUP, BIDI, CONTROL] },
    { path: pathOf('queues', queues[0]), shows: [MARKUP] },
    { path: pathOf('queues', queues[1]), shows: [BIDI, CONTROL] },
    { path: '/workers', shows: [MARKUP, BIDI, CONTROL] },
    { path: pathOf('workers', workers[0]), shows: [MARKUP] },
    { path: pathOf('workers', workers[1]), shows: [BIDI, CONTROL] },
    { path: '/tasks?search=onerror', shows: [MARKUP] },
    // Python itself has made visible what stands in a repr.
    { path: pathOf('tasks', await taskOf('args:indented')), shows: [MARKUP, '\\u202egnp.exe'] },
    { path: pathOf('tasks', await taskOf('kwargs:indented')), shows: [MARKUP, `tasks.${BIDI}`] },
    ...failed,
    { path: '/trail', shows: [MARKUP, '<svg/onload='] },
    { path: `/apps/marathon/${encodeURIComponent(hostileTexts.markup)}`, shows: [MARKUP] },
    // Half a minute after the gateway first saw them, the queues that nobody drains are two of its three worst.
    // A card cuts a name in its middle.
    { path: '/wall', shows: ['spoofuser‹', CONTROL, 'script>'] },
  ];
}

test('text of an enemy is read as text on every view: no script runs, no policy is violated, no page grows wider', async ({
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
  for (const { path, shows } of await settle(gateway.url, mock)) {
    await page.goto(path);
    const main = page.getByRole('main').first();
    for (const words of shows) await expect.soft(main, path).toContainText(words, { timeout: HAPPENED_MS });
    expect.soft(await harmOf(page), path).toEqual(harmless);
  }

  await page.goto('/apps');
  await page.getByRole('grid').waitFor();
  await page.keyboard.press('/');
  await page.getByRole('combobox').fill('onerror');
  await expect(page.getByRole('option').filter({ hasText: MARKUP }).first()).toBeVisible();
  expect.soft(await harmOf(page), 'the palette').toEqual(harmless);

  expect(dialogs).toEqual([]);
  expect(await (await fetch(`${gateway.url}/metrics`)).text()).toMatch(/^signalbox_csp_reports_total 0$/m);
});
