import type { Page } from '@playwright/test';
import { startGateway } from '../fixtures/gateway.ts';
import { expect, test } from '../fixtures/test.ts';
import { collisions, drawnTexts, type DrawnText } from './texts.ts';

const verdict = (page: Page) => page.getByRole('heading', { level: 1 });
const foot = (page: Page) => page.getByRole('region', { name: 'Sources and scenes' });

/** The veil's animation: its end, whether it covers the page, and whether something winds it back. */
const veil = (page: Page) =>
  page.evaluate(() => {
    const cover = document.querySelector('.wall-veil');
    const animation = cover?.getAnimations()[0];
    return {
      endMs: Number(animation?.effect?.getComputedTiming().endTime ?? Number.NaN),
      isUp: cover !== null && getComputedStyle(cover).opacity !== '0',
      isWound: Number(animation?.currentTime ?? Number.NaN) < 2000,
    };
  });

/** Puts the veil where it would be if nothing had wound it back for so long; answers whether it then covers the page. */
const turnVeilTo = (page: Page, atMs: number) =>
  page.evaluate((atMs) => {
    const cover = document.querySelector('.wall-veil');
    const animation = cover?.getAnimations()[0];
    if (animation) animation.currentTime = atMs;
    return cover !== null && getComputedStyle(cover).opacity === '1';
  }, atMs);

test.describe('a calm wall', () => {
  test('says so in one sentence, shows each source’s age, and needs no pointer', async ({ page }) => {
    await page.goto('/wall?scenes=apps');
    await expect(verdict(page)).toHaveText(/^All \d+ apps as wanted$/);
    await expect(page.getByRole('img', { name: /^\d+ apps$/ })).toBeVisible();
    // What the veil covers counts as visible to the test, not to a reader.
    expect((await veil(page)).isUp).toBe(false);
    for (const source of ['Marathon', 'Flower', 'RabbitMQ']) {
      await expect(foot(page).getByText(new RegExp(`${source} \\d+ s`))).toBeVisible();
    }
    await expect(page.getByRole('link')).toHaveCount(0);
    await expect(page.getByRole('button')).toHaveCount(0);
  });

  test('changes scenes by itself, as its address asks', async ({ page }) => {
    await page.goto('/wall?scenes=queues,workers&every=3');
    await expect(page.getByRole('table', { name: 'Queues' })).toBeVisible();
    await expect(page.getByText(/^Workers, \d+ of \d+ up$/)).toBeVisible();
    await expect(page.getByRole('table', { name: 'Queues' })).toBeVisible();
  });

  test('shows one group when asked', async ({ page }) => {
    await page.goto('/wall?group=/shop');
    await expect(verdict(page)).toHaveText('All 4 apps as wanted');
  });

  test('is alive: the gateway’s beat winds the veil back each second', async ({ page }) => {
    await page.goto('/wall');
    await expect(verdict(page)).toHaveText(/as wanted/);
    await turnVeilTo(page, 9000);
    await expect.poll(() => veil(page), { timeout: 2500 }).toMatchObject({ isUp: false, isWound: true });
  });

  test('is covered within ten seconds of a script that hangs', async ({ page }) => {
    await page.goto('/wall');
    await expect(verdict(page)).toHaveText(/as wanted/);
    expect((await veil(page)).endMs).toBeLessThanOrEqual(9000);
    expect(await turnVeilTo(page, 9000)).toBe(true);
  });
});

test.describe('trouble', () => {
  test.use({ world: { scenario: 'calm', seed: 3 } });

  test('names the app, ties a card to it, and says who is on it', async ({ page, mock, gateway }) => {
    // The check must fail often enough, and the trouble must last, before it is raised.
    test.setTimeout(75_000);
    await page.goto('/wall');
    await expect(verdict(page)).toHaveText(/as wanted/);
    await mock.inject({ kind: 'fail-health', id: '/shop/web', count: 2, times: 99 });
    await expect(verdict(page)).toHaveText('web failing', { timeout: 45_000 });
    const card = page.getByRole('listitem').filter({ hasText: 'web' });
    await expect(card).toContainText('Failing');
    await expect(card).toContainText('Nobody on it');
    await expect(foot(page)).toContainText('held');
    await fetch(`${gateway.url}/api/v1/acts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ intents: [{ kind: 'scale-app', app: 'marathon/shop/web', to: 6 }] }),
    });
    await expect(card).toContainText('operator: Scale /shop/web to 6');
  });
});

test.describe('what is not known', () => {
  test('a lost source turns its apps to dotted outlines, and no last-known green stays', async ({ page, mock }) => {
    await page.goto('/wall');
    await expect(verdict(page)).toHaveText(/as wanted/);
    await mock.fault({ upstream: 'marathon', on: '* /**', always: true, do: { kind: 'reset' } });
    await expect(verdict(page)).toHaveText('Marathon lost', { timeout: 30_000 });
    await expect(page.getByText('App states are not known')).toBeVisible();
    await expect(page.getByText(/as wanted/)).toHaveCount(0);
    await expect(page.locator('[data-state="healthy"], [data-state="unchecked"]')).toHaveCount(0);
    await expect(page.getByText(/^Workers, \d+ of \d+ up$/)).toBeVisible();
    expect((await veil(page)).isUp).toBe(false);
    await mock.clearFaults();
    await expect(verdict(page)).toHaveText(/as wanted/, { timeout: 45_000 });
  });

  test('a gateway that freezes is noticed within ten seconds, and a thaw heals it', async ({ page, gateway }) => {
    await page.goto('/wall');
    await expect(verdict(page)).toHaveText(/as wanted/);
    gateway.signal('SIGSTOP');
    try {
      await expect(verdict(page)).toHaveText('No word from Signalbox', { timeout: 10_000 });
      await expect(page.getByText('Nothing here is known now')).toBeVisible();
      await expect(foot(page)).toContainText('scenes stopped');
      // The script runs, so the veil must not take these words away, however long the gateway stays frozen.
      await turnVeilTo(page, 9000);
      await expect.poll(() => veil(page), { timeout: 2500 }).toMatchObject({ isUp: false, isWound: true });
    } finally {
      gateway.signal('SIGCONT');
    }
    await expect(verdict(page)).toHaveText(/as wanted/, { timeout: 20_000 });
  });

  test('a gateway that restarts is found again without a hand', async ({ page, mock }) => {
    const first = await startGateway(mock.upstreams);
    const listen = new URL(first.url).host;
    await page.goto(`${first.url}/wall`);
    await expect(verdict(page)).toHaveText(/as wanted/);
    await first.stop();
    await expect(verdict(page)).toHaveText('No word from Signalbox', { timeout: 10_000 });
    const second = await startGateway(mock.upstreams, { listen });
    try {
      await expect(verdict(page)).toHaveText(/as wanted/, { timeout: 30_000 });
    } finally {
      await second.stop();
    }
  });
});

test.describe('a wall nobody stands at', () => {
  test.use({ tolerated: [/dynamically imported module/] });

  test('loads itself anew when its own code did not come', async ({ page }) => {
    await page.clock.install();
    await page.route('**/assets/wall-*.js', (route) => route.abort());
    await page.goto('/wall');
    await expect(page.getByRole('alert')).toContainText('This page broke');
    await page.unroute('**/assets/wall-*.js');
    await page.clock.fastForward(30_000);
    await page.clock.fastForward(30_000);
    await expect(verdict(page)).toHaveText(/as wanted/);
  });

  test.describe('in Chinese', () => {
    test.use({ locale: 'zh-CN' });

    test('speaks English rather than nothing when its texts did not come', async ({ page }) => {
      await page.route('**/assets/catalog-*.js', (route) => route.abort());
      await page.goto('/wall');
      await expect(verdict(page)).toHaveText(/as wanted/);
    });
  });
});

test.describe('its look', () => {
  for (const size of [
    { width: 1280, height: 720 },
    { width: 3840, height: 2160 },
    { width: 1080, height: 1920 },
    { width: 2560, height: 1080 },
  ]) {
    test(`fits ${size.width} × ${size.height} in every scene, its smallest text 2.2 % of the long view`, async ({
      page,
    }) => {
      const isPortrait = size.height > size.width;
      const unitPx = isPortrait ? size.height / 100 : Math.min(size.height / 100, size.width / 177.78);
      await page.setViewportSize(size);
      for (const [scene, sign] of [
        ['apps', page.getByText(/^Deepest queue|^Queues, deepest/)],
        ['queues', page.getByRole('table', { name: 'Queues' }).getByRole('row').nth(3)],
        ['workers', page.getByText(/^Workers, \d+ of \d+ up$/)],
      ] as const) {
        await page.goto(`/wall?scenes=${scene}`);
        await expect(verdict(page)).toHaveText(/as wanted/);
        await expect(sign).toBeVisible();
        expect((await veil(page)).isUp).toBe(false);
        const texts = await drawnTexts(page);
        expect(texts.length, scene).toBeGreaterThan(10);
        expect(
          texts.filter(({ sizePx }) => sizePx < 2.2 * unitPx - 0.1),
          scene,
        ).toEqual([]);
        // Two pixels of the canvas walk against burn-in.
        const isOut = ({ left, top, right, bottom }: DrawnText): boolean =>
          left < -2 || top < -2 || right > size.width + 2 || bottom > size.height + 2;
        expect(texts.filter(isOut), scene).toEqual([]);
        expect(collisions(texts), scene).toEqual([]);
      }
    });
  }
});
