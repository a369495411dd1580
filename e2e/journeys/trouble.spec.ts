import type { Locator, Page } from '@playwright/test';
import { apiOf } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';
import { tabTo } from '../pages/keys.ts';
import { leversOf, type Hand } from '../pages/levers.ts';
import { shell } from '../pages/shell.ts';
import { press, stage, verbOf, verbsByTurns } from './verbs.ts';

// Dozens of Tabs, each looked at: slow where the machine is busy.
test.setTimeout(60_000);

/** Longer than any good news stays, in the page's own time. */
const longMs = 60_000;

async function choose(page: Page, button: Locator, hand: Hand): Promise<void> {
  if (hand === 'mouse') return button.click();
  await tabTo(page, button);
  await page.keyboard.press('Enter');
}

test.describe('refused', () => {
  for (const verb of verbsByTurns) {
    test(`${verb.lever} from the ${verb.place}: the upstream is quoted until dismissed, and what is shown is what is`, async ({
      page,
      mock,
    }) => {
      const marathon = await stage(mock, verb);
      const before = await marathon.app(press);
      const levers = leversOf(page, verb.place, press);
      await page.clock.install();
      await levers.open();
      await mock.fault({ on: verb.request, do: verb.refused.answer });

      await levers.pull(verb.lever, verb.hand);

      const told = shell(page).acts().getByRole('alert');
      await expect(told).toContainText(`${verb.says}: ${verb.refused.quote}`);
      await expect(told.getByRole('button', { name: 'Undo' })).toHaveCount(0);
      await expect(levers.asked(verb.lever)).toHaveCount(0);
      await expect(levers.picture()).toContainText(`${verb.from} / ${verb.from}`);
      expect(await marathon.app(press)).toMatchObject({ instances: verb.from, version: before.version });
      await page.clock.fastForward(longMs);
      await expect(told).toBeVisible();
      await choose(page, told.getByRole('button', { name: 'Dismiss' }), verb.hand);
      await expect(told).toHaveCount(0);
    });
  }
});

test.describe('conflicting', () => {
  for (const verb of verbsByTurns) {
    test(`${verb.lever} from the ${verb.place}: says who holds the lock, and forces it behind one more step`, async ({
      page,
      mock,
    }) => {
      const marathon = await stage(mock, { from: 3 });
      if (verb.from === 0) {
        // Suspended, and its instances take their time to end: only then is an app without wanted instances locked.
        const labels = { 'sim.start': '200', 'sim.kill': '600000' };
        await marathon.settle(press, { labels, taskKillGracePeriodSeconds: 3600 });
        await marathon.put(press, { instances: 0 });
      } else {
        await mock.inject({ kind: 'slow-start', id: press, ms: 600_000 });
        await marathon.put(press, { env: { BUILD: '3' } });
      }
      const [holder = ''] = await marathon.deployments(press);
      const before = await marathon.app(press);
      const levers = leversOf(page, verb.place, press);
      await levers.open();

      await levers.pull(verb.lever, verb.hand);

      const told = shell(page).acts().getByRole('alert');
      await expect(told).toContainText(`${verb.says}: held by ${holder.slice(0, 8)}.`);
      expect(await marathon.deployments(press), 'nothing was forced by asking').toEqual([holder]);
      await choose(page, told.getByRole('button', { name: 'Force…' }), verb.hand);
      const dialog = shell(page).dialog();
      await expect(dialog).toContainText(`Force: ${verb.says}?`);
      await expect(dialog).toContainText('The deployment that holds it is cancelled where it stands');
      expect(await marathon.deployments(press), 'nor by opening the dialog').toEqual([holder]);
      await choose(page, dialog.getByRole('button', { name: 'Force it' }), verb.hand);

      await expect.poll(async () => (await marathon.deployments(press)).includes(holder)).toBe(false);
      await expect(dialog.getByRole('status')).toContainText(verb.says);
      await mock.inject({ kind: 'recover-app', id: press });
      await mock.clock({ advanceMs: 650_000 });
      await expect(dialog.getByRole('status')).toContainText('done');
      const after = await marathon.app(press);
      if (verb.lever === 'roll back') expect(after).toMatchObject({ instances: 3, env: { BUILD: '2' } });
      else expect(verb.shows(after, before), 'what Marathon has').toBe(true);
    });
  }
});

test.describe('timed out', () => {
  test.use({ gatewayOptions: ['--act-timeout', '2'] });

  for (const verb of verbsByTurns) {
    test(`${verb.lever} from the ${verb.place}: not told as done, and how it stands now is`, async ({ page, mock }) => {
      const marathon = await stage(mock, verb);
      const before = await marathon.app(press);
      const levers = leversOf(page, verb.place, press);
      await levers.open();
      await mock.fault({ on: verb.request, do: verb.unanswered });

      await levers.pull(verb.lever, verb.hand);

      const told = shell(page).acts().getByRole('alert');
      await expect(told).toContainText(`${verb.says}: sent, and not seen done yet. It stands at ${verb.from}.`);
      await expect(told.getByRole('button', { name: 'Undo' })).toHaveCount(0);
      await expect(levers.asked(verb.lever)).toHaveCount(0);
      await expect(levers.picture()).toContainText(`${verb.from} / ${verb.from}`);
      expect(await marathon.app(press)).toMatchObject({ instances: verb.from, version: before.version });
    });
  }

  test('an act whose answer was cut off is told as done once Marathon shows it', async ({ page, mock }) => {
    const verb = verbOf('scale');
    await stage(mock, verb);
    const levers = leversOf(page, 'row', press);
    await levers.open();
    await mock.fault({ on: verb.request, do: { kind: 'truncate', afterBytes: 10 } });

    await levers.pull(verb.lever, 'mouse');

    await expect(shell(page).acts()).toContainText(verb.done, { timeout: 25_000 });
  });
});

test.describe('undone', () => {
  for (const verb of verbsByTurns) {
    if (verb.undone === null) continue;
    test(`${verb.lever} from the ${verb.place}: Undo asks for the inverse, and the act is marked as undone`, async ({
      page,
      mock,
      gateway,
    }) => {
      const marathon = await stage(mock, verb);
      const before = await marathon.app(press);
      const levers = leversOf(page, verb.place, press);
      await levers.open();
      await levers.pull(verb.lever, verb.hand);
      const told = shell(page).acts();
      await expect(told).toContainText(verb.done, { timeout: 25_000 });

      await choose(page, told.getByRole('button', { name: 'Undo' }), verb.hand);

      await expect(told).toContainText(verb.undone ?? '', { timeout: 25_000 });
      const { instances, env } = before;
      expect(await marathon.app(press)).toMatchObject({ instances, env });
      await page.goto('/trail');
      const line = page.getByRole('row').filter({ hasText: new RegExp(`${verb.lever} ${press}.*undone`, 'i') });
      await expect(line).toBeVisible();
      await expect(line.getByRole('button', { name: 'Undo' })).toHaveCount(0);
      const states = (await apiOf(gateway.url).table('acts')).map(({ state }) => state);
      expect(states.toSorted()).toEqual(['confirmed', 'undone']);
    });
  }

  test('restart offers no Undo: nothing could put the old instances back', async ({ page, mock }) => {
    const verb = verbOf('restart');
    await stage(mock, verb);
    const levers = leversOf(page, 'row', press);
    await levers.open();
    await levers.pull('restart', 'mouse');
    await expect(shell(page).acts()).toContainText(verb.done, { timeout: 25_000 });
    await expect(shell(page).acts().getByRole('button', { name: 'Undo' })).toHaveCount(0);
  });

  test('an act that is still under way can be taken back, over its own lock', async ({ page, mock }) => {
    const verb = verbOf('scale');
    const marathon = await stage(mock, verb);
    await mock.inject({ kind: 'slow-start', id: press, ms: 600_000 });
    const levers = leversOf(page, 'row', press);
    await levers.open();
    await levers.pull('scale', 'mouse');
    const told = shell(page).acts();
    await expect(told).toContainText(`${verb.says}: 3 → 4, on its way`);

    await told.getByRole('button', { name: 'Undo' }).click();

    await expect(told).toContainText(verb.undone ?? '', { timeout: 25_000 });
    expect(await marathon.app(press)).toMatchObject({ instances: 3 });
    await page.goto('/trail');
    await expect(page.getByRole('row').filter({ hasText: `${verb.says}: 3 → 4, undone` })).toBeVisible();
  });
});
