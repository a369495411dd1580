import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';

test.use({ world: { scenario: 'calm', seed: 5 } });
test.setTimeout(90_000);

const TWELVE = 12;
// Twelve pages start at once, on a machine that may be busy.
const OPENED_MS = 30_000;

const countOf = (page: Page, now: string) =>
  page
    .getByRole('row')
    .filter({ hasText: /shop\/\s*web/ })
    .getByRole('gridcell', { name: now, exact: true });

async function openTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/apps');
  return page;
}

async function streamsAt(gatewayUrl: string): Promise<number> {
  const text = await (await fetch(`${gatewayUrl}/metrics`)).text();
  return Number(/^signalbox_streams (\d+)$/m.exec(text)?.[1]);
}

test('twelve tabs of one browser are all live over one stream, a thirteenth opens, and Marathon is asked no more often', async ({
  context,
  gateway,
  mock,
}) => {
  const first = await openTab(context);
  await expect(countOf(first, '4 / 4')).toBeVisible({ timeout: OPENED_MS });
  const before = await mock.askedOfMarathon();

  const tabs = [first, ...(await Promise.all(Array.from({ length: TWELVE - 1 }, () => openTab(context))))];
  for (const tab of tabs) await expect(countOf(tab, '4 / 4')).toBeVisible({ timeout: OPENED_MS });
  await mock.inject({ kind: 'touch-app', id: '/shop/web' });
  for (const tab of tabs) await expect(countOf(tab, '3 / 4')).toBeVisible();

  const thirteenth = await openTab(context);
  await expect(countOf(thirteenth, '3 / 4')).toBeVisible({ timeout: OPENED_MS });
  await mock.inject({ kind: 'touch-app', id: '/shop/web' });
  for (const tab of [...tabs, thirteenth]) await expect(countOf(tab, '4 / 4')).toBeVisible();

  expect(await streamsAt(gateway.url)).toBe(1);
  const after = await mock.askedOfMarathon();
  expect(after['GET /v2/events']).toBe(before['GET /v2/events']);
  // The list of all apps is read every 30 s while the stream is up: twelve more tabs add nothing to it.
  expect((after['GET /v2/apps'] ?? 0) - (before['GET /v2/apps'] ?? 0)).toBeLessThanOrEqual(3);
  // Each touch is one event, and each event one reading.
  expect((after['GET /v2/apps/*'] ?? 0) - (before['GET /v2/apps/*'] ?? 0)).toBeLessThanOrEqual(4);

  for (const tab of [...tabs.slice(1), thirteenth]) await tab.close();
  await mock.inject({ kind: 'touch-app', id: '/shop/web' });
  await expect(countOf(first, '3 / 4'), 'the tab that stays is live').toBeVisible();
});
