import { expect, test } from '../fixtures/test.ts';
import { shell } from '../pages/shell.ts';
import { watchPicture } from './picture.ts';

test.use({ world: { scenario: 'calm', seed: 7 } });
test.setTimeout(60_000);

// Measured on Marathon 1.11.26: some seconds without a leader, then its lists come back.
const AWAY_MS = 5_000;
const HEALED_MS = 30_000;

const ways = [
  { how: 'refused', title: 'whose port refuses' },
  { how: 'html', title: 'in whose place a standby answers error pages' },
  { how: 'redirect', title: 'in whose place a standby sends the stream elsewhere' },
] as const;

for (const { how, title } of ways) {
  test(`a leader ${title} is ridden out: no row and no count is ever wrong, and the new leader’s news arrive`, async ({
    page,
    mock,
  }) => {
    await page.goto('/apps');
    const web = page.getByRole('row').filter({ hasText: /shop\/\s*web/ });
    await expect(web.getByRole('gridcell', { name: '4 / 4' })).toBeVisible();
    await expect(page.getByRole('rowheader')).toHaveCount(12);
    await expect(shell(page).freshness('marathon')).toHaveText(/^Marathon$/);
    const picture = await watchPicture(page);

    await mock.inject({ kind: 'leader-change', how, downMs: AWAY_MS });
    await mock.inject({ kind: 'touch-app', id: '/shop/web' });
    await expect(web.getByRole('gridcell', { name: '3 / 4' })).toBeVisible({ timeout: HEALED_MS });
    await expect(shell(page).freshness('marathon')).toHaveText(/^Marathon$/, { timeout: HEALED_MS });
    await mock.inject({ kind: 'touch-app', id: '/shop/web' });
    await expect(web.getByRole('gridcell', { name: '4 / 4' }), 'live again').toBeVisible({ timeout: HEALED_MS });

    expect(await picture.seen()).toEqual({ fewestRows: 12, wrong: [] });
  });
}
