import { AxeBuilder } from '@axe-core/playwright';
import { apiOf } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';
import { everyView } from '../pages/views.ts';

test.use({ world: { scenario: 'demo', seed: 1 } });
test.setTimeout(120_000);

for (const colorScheme of ['light', 'dark'] as const) {
  for (const locale of ['en-GB', 'zh-CN']) {
    test.describe(`in ${colorScheme} and ${locale}`, () => {
      test.use({ colorScheme, locale });

      test('no view has anything that axe objects to', async ({ page, gateway }) => {
        await expect
          .poll(async () => (await apiOf(gateway.url).tasks('flower', 'state=FAILURE&limit=1')).length)
          .toBe(1);
        const objections: string[] = [];
        for (const { name, path } of await everyView(gateway.url)) {
          await page.goto(path);
          await page.getByRole('heading', { level: 1 }).first().waitFor();
          await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
          const { violations } = await new AxeBuilder({ page }).analyze();
          objections.push(
            ...violations.map(
              ({ id, nodes }) =>
                `${name}: ${id} at ${nodes
                  .map(({ target }) => target.join(' '))
                  .slice(0, 3)
                  .join(' | ')}`,
            ),
          );
        }
        expect(objections).toEqual([]);
      });
    });
  }
}
