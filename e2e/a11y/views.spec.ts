import { apiOf } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';
import { everyView } from '../pages/views.ts';
import { objections } from './axe.ts';

test.use({ world: { scenario: 'demo', seed: 1 } });
test.setTimeout(180_000);

for (const colorScheme of ['light', 'dark'] as const) {
  for (const locale of ['en-GB', 'zh-CN']) {
    test.describe(`in ${colorScheme} and ${locale}`, () => {
      test.use({ colorScheme, locale });

      test('no view has anything that axe objects to', async ({ page, gateway }) => {
        await expect
          .poll(async () => (await apiOf(gateway.url).tasks('flower', 'state=FAILURE&limit=1')).length)
          .toBe(1);
        const found: string[] = [];
        for (const { name, path } of await everyView(gateway.url)) {
          await page.goto(name === 'wall' ? `${path}?theme=${colorScheme}` : path);
          await page.getByRole('heading', { level: 1 }).first().waitFor();
          // An empty page offends nobody: it is judged once it shows something, and the wall once it has judged the cluster.
          await expect(page.locator('[aria-busy="true"]'), name).toHaveCount(0);
          if (name === 'wall') await expect(page.locator('.wall-band:not([data-arm=out-of-use])')).toBeVisible();
          found.push(...(await objections(page, name)));
        }
        expect(found).toEqual([]);
      });
    });
  }
}
