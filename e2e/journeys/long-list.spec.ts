import { expect, test } from '../fixtures/test.ts';

// Of a list this long the first rows are sent at once and all of it follows.
const APPS = 400;
test.use({ world: { scenario: 'massive', seed: 7, apps: APPS, instances: APPS * 2 } });

test('a long list stands before all of it is there, and then is all of it', async ({ page, context }) => {
  await page.goto('/apps');
  await expect(page.getByRole('rowheader').nth(12)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText(`${APPS} apps`);
  const grid = page.getByRole('grid', { name: 'Apps' });
  await expect(grid).toHaveAttribute('aria-rowcount', String(APPS + 1));
  await grid.focus();
  await page.keyboard.press('End');
  await expect(page.locator(`[role=row][aria-rowindex="${APPS + 1}"]`)).toBeInViewport();

  // Typed before anything else could be read: what is found stands far behind the rows that came first.
  const last = await page.getByRole('rowheader').last().innerText();
  const name = last.split(/\s|\//).findLast((part) => part !== '') ?? '';
  const second = await context.newPage();
  await second.goto('/apps');
  await second.getByRole('searchbox', { name: 'Filter apps' }).fill(name);
  await expect(second.getByRole('rowheader')).toHaveCount(1);
  await expect(second.getByRole('rowheader')).toContainText(name);
  await expect(second.getByRole('status').filter({ hasText: `of ${APPS}` })).toBeAttached();
});
