import type { Page } from '@playwright/test';
import { apiOf } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';
import { everyView } from '../pages/views.ts';

test.use({ world: { scenario: 'crash-loop', seed: 1 } });
test.setTimeout(180_000);

/** More than any view has to stop at; rows of a long list are reached by arrows. */
const MOST_TABS = 400;
const STRIDE = 10;
const MOST_ROUNDS = 3;

const LOADED_QUEUES = ['images', 'emails', 'orders', 'reports', 'search.index', 'ledger.post', 'webhooks'];

/** Notes every element that has the focus from now on, and those of them on which nobody would see it. */
async function noteFocus(page: Page): Promise<void> {
  await page.evaluate(() => {
    const reached = new Set<Element>();
    const unseen = new Set<string>();
    Reflect.set(window, 'reached', reached);
    Reflect.set(window, 'unseen', unseen);
    // Past the last element the focus leaves the page.
    document.addEventListener('focusout', ({ relatedTarget }) => {
      if (relatedTarget === null) Reflect.set(window, 'wasRound', true);
    });
    document.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof HTMLElement)) return;
      reached.add(target);
      const { outlineStyle, outlineWidth } = getComputedStyle(target);
      const isRinged = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
      const frame = target.closest(':has(> :focus-visible)');
      const isFramed = frame !== null && getComputedStyle(frame).outlineStyle !== 'none';
      if (!isRinged && !isFramed && target.id !== 'content')
        unseen.add(target.getAttribute('aria-label') ?? target.textContent.slice(0, 40));
    });
  });
}

/** What no round reaches: rows that arrive behind the focus in one are met by the next. */
async function leftByTab(page: Page): Promise<string[]> {
  let left: string[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await tabRound(page);
    left = await unreached(page);
    if (left.length === 0) break;
  }
  return left;
}

/** Tabs once round the page, in strides: asking after each step where the focus is would take most of the time. */
async function tabRound(page: Page): Promise<void> {
  await page.evaluate(() => Reflect.set(window, 'wasRound', false));
  for (let step = 0; step < MOST_TABS; step += STRIDE) {
    for (let one = 0; one < STRIDE; one += 1) await page.keyboard.press('Tab');
    if (await page.evaluate(() => Reflect.get(window, 'wasRound') === true)) return;
  }
}

/**
 * What can be clicked and was never focused, by its words: a row that came meanwhile is like the rows before it. What one stop stands
 * for (a grid, a tree, a menu) is reached by its arrows.
 */
function unreached(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const reached: unknown = Reflect.get(window, 'reached');
    const inWidget = '[role=grid] [role=row], [role=tree], [role=menu], [role=listbox], [popover]';
    const wordsOf = (element: Element) => element.getAttribute('aria-label') ?? element.textContent.slice(0, 40);
    const known = new Set(
      reached instanceof Set ? [...reached].filter((one) => one instanceof Element).map(wordsOf) : [],
    );
    return [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.closest(inWidget) === null)
      .map(wordsOf)
      .filter((words) => !known.has(words));
  });
}

function unseen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: unknown = Reflect.get(window, 'unseen');
    return found instanceof Set ? [...found].map(String) : ['nothing was noted'];
  });
}

test('everything that can be clicked on any view is reached by Tab, and the focus can be seen on it', async ({
  page,
  gateway,
  mock,
}) => {
  // A list that is new every few seconds would take the focus away with its rows.
  for (const queue of LOADED_QUEUES) await mock.inject({ kind: 'load-factor', queue, factor: 0 });
  await mock.clock({ advanceMs: 30_000 });
  await expect
    .poll(async () => (await apiOf(gateway.url).table('workers')).length, { timeout: 20_000 })
    .toBeGreaterThan(0);
  const missed: string[] = [];
  for (const { name, path } of await everyView(gateway.url)) {
    if (name === 'wall') continue;
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await noteFocus(page);
    missed.push(...(await leftByTab(page)).map((what) => `${name}: ${what} is not reached`));
    missed.push(...(await unseen(page)).map((what) => `${name}: nobody sees the focus on ${what}`));
  }
  expect(missed).toEqual([]);
});

test('a row’s every lever is reached by arrows and Tab, and each lever with a key is listed under "?"', async ({
  page,
}) => {
  await page.goto('/apps');
  await expect(page.getByRole('rowheader').first()).toBeVisible();
  const grid = page.getByRole('grid');
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  const levers = page.locator('[id="app-row-0"]').getByRole('button');
  const names = await levers.evaluateAll((found) => found.map((lever) => lever.getAttribute('aria-label') ?? ''));
  expect(names.length).toBeGreaterThanOrEqual(6);
  const met = new Set<string>();
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press('Tab');
    met.add(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''));
  }
  expect(names.filter((name) => !met.has(name))).toEqual([]);

  await grid.focus();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog');
  for (const word of ['Find or do', 'Next problem', 'Restart', 'Suspend', 'Roll back', 'Purge', 'Grow', 'Revoke'])
    await expect(keys).toContainText(word);
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
});

test.describe('where several things need someone', () => {
  // Three apps that have found no room for two minutes, as Marathon itself tells at once.
  test.use({ world: { scenario: 'no-room', seed: 1 } });
  test.setTimeout(60_000);

  test('J and K walk along what needs someone, and G with a letter goes to each section', async ({ page }) => {
    await page.goto('/');
    const problems = page.getByRole('list', { name: /^What needs someone/ }).getByRole('listitem');
    await expect.poll(() => problems.count(), { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
    await page.keyboard.press('j');
    await expect(page).toHaveURL(/\/(apps|queues|workers|deployments)/);
    const first = page.url();
    await page.keyboard.press('j');
    await expect(page).not.toHaveURL(first);
    await page.keyboard.press('k');
    await expect(page).toHaveURL(first);
    for (const [letter, path] of [
      ['q', '/queues'],
      ['w', '/workers'],
      ['a', '/apps'],
      ['o', '/'],
    ] as const) {
      // Together, for the second key counts only within 1.2 s of the first: a busy machine is slower to press than any hand.
      await Promise.all([page.keyboard.press('g'), page.keyboard.press(letter)]);
      await expect(page).toHaveURL((url) => url.pathname === path);
    }
  });
});
