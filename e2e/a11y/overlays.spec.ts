import { apiOf } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';
import { objections } from './axe.ts';

// What lies under them is judged with the views; here it only has to be there.
test.use({ world: { scenario: 'calm', seed: 1 } });
test.setTimeout(180_000);

for (const [colorScheme, locale] of [
  ['light', 'en-GB'],
  ['light', 'zh-CN'],
  ['dark', 'en-GB'],
  ['dark', 'zh-CN'],
] as const) {
  test.describe(`in ${colorScheme} and ${locale}`, () => {
    test.use({ colorScheme, locale });

    test('nothing that opens over a view has anything that axe objects to, and Escape gives the focus back', async ({
      page,
      gateway,
    }) => {
      const api = apiOf(gateway.url);
      await expect.poll(async () => (await api.table('workers')).length, { timeout: 20_000 }).toBeGreaterThan(0);
      const found: string[] = [];
      const dialog = page.getByRole('dialog');
      const menu = page.getByRole('menu');

      await page.goto('/apps');
      const grid = page.getByRole('grid');
      await expect(page.getByRole('rowheader').first()).toBeVisible();
      await grid.focus();
      await page.keyboard.press('?');
      await expect(dialog).toBeVisible();
      found.push(...(await objections(page, 'the keys')));
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(grid).toBeFocused();

      await page.keyboard.press('/');
      await page.getByRole('combobox').fill('a');
      await expect(page.getByRole('option').first()).toBeVisible();
      found.push(...(await objections(page, 'the palette')));
      await page.keyboard.press('Escape');
      await expect(page.getByRole('combobox')).toBeHidden();
      await expect(grid).toBeFocused();

      await grid.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('.');
      await expect(menu).toBeVisible();
      await expect(menu.getByRole('menuitem').first()).toBeFocused();
      found.push(...(await objections(page, 'the menu of a row')));
      await page.keyboard.press('Escape');
      await expect(menu).toBeHidden();
      await grid.focus();
      await page.keyboard.press(' ');
      await expect(page.getByRole('checkbox', { checked: true }).first()).toBeVisible();
      found.push(...(await objections(page, 'the bar of a selection')));

      const account = page.getByRole('banner').getByRole('button').last();
      await account.focus();
      await page.keyboard.press('Enter');
      await expect(menu).toBeVisible();
      found.push(...(await objections(page, 'the account’s menu')));
      await page.keyboard.press('Escape');
      await expect(account).toBeFocused();

      const queue = (await api.table('queues')).find(({ role, ready }) => role === 'task' && (ready ?? 0) > 0);
      const worker = (await api.table('workers')).find(({ state }) => state === 'online');
      for (const [what, path] of [
        ['the purge', `/queues/${(queue?.key ?? '').split('/').map(encodeURIComponent).join('/')}`],
        ['the shutdown', `/workers/${(worker?.key ?? '').split('/').map(encodeURIComponent).join('/')}`],
      ] as const) {
        await page.goto(path);
        const lever = page
          .getByRole('main')
          .getByRole('button', { name: /…$/ })
          .or(page.getByRole('main').getByRole('button').filter({ hasText: '…' }))
          .first();
        await lever.focus();
        await page.keyboard.press('Enter');
        await expect(dialog, what).toBeVisible();
        found.push(...(await objections(page, what)));
        await page.keyboard.press('Escape');
        await expect(dialog, what).toBeHidden();
        await expect(lever, what).toBeFocused();
      }
      expect(found).toEqual([]);
    });
  });
}
