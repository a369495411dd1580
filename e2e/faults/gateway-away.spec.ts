import { expect, test } from '../fixtures/test.ts';
import { startGateway } from '../fixtures/gateway.ts';

// The page asks for its stream while nobody listens.
test.use({ world: { scenario: 'calm', seed: 2 }, tolerated: [/ERR_CONNECTION|Failed to fetch/] });
test.setTimeout(60_000);

const RECOVERED_MS = 30_000;

test('while the gateway restarts the page keeps its picture and says from when it is, then recovers by itself', async ({
  page,
  gateway,
  mock,
}) => {
  await page.goto('/apps');
  const web = page.getByRole('row').filter({ hasText: /shop\/\s*web/ });
  await expect(web.getByRole('gridcell', { name: '4 / 4' })).toBeVisible();
  const notice = page.getByText(/^No news from the gateway since \d/);
  await expect(notice).toBeHidden();

  await gateway.stop();
  await expect(notice).toBeVisible({ timeout: RECOVERED_MS });
  await expect(page.getByRole('rowheader')).toHaveCount(12);
  await expect(web.getByRole('gridcell', { name: '4 / 4' })).toBeVisible();
  await mock.inject({ kind: 'touch-app', id: '/shop/web' });

  const again = await startGateway(mock.upstreams, { listen: new URL(gateway.url).host });
  try {
    await expect(notice).toBeHidden({ timeout: RECOVERED_MS });
    await expect(web.getByRole('gridcell', { name: '3 / 4' })).toBeVisible({ timeout: RECOVERED_MS });
    await mock.inject({ kind: 'touch-app', id: '/shop/web' });
    await expect(web.getByRole('gridcell', { name: '4 / 4' }), 'live again').toBeVisible();
  } finally {
    await again.stop();
  }
});
