import { apiOf } from '../fixtures/api.ts';
import { startGateway } from '../fixtures/gateway.ts';
import type { Gateway } from '../fixtures/gateway.ts';
import { expect, test } from '../fixtures/test.ts';
import { leversOf } from '../pages/levers.ts';
import { shell } from '../pages/shell.ts';
import { press, stage, verbOf } from './verbs.ts';

const suspended = verbOf('suspend').done;

test.setTimeout(90_000);

test.describe('Resume restores the count from before the suspension', () => {
  test('after a reload', async ({ page, mock }) => {
    const marathon = await stage(mock, verbOf('suspend'));
    const levers = leversOf(page, 'row', press);
    await levers.open();
    await levers.pull('suspend', 'mouse');
    await expect(shell(page).acts()).toContainText(suspended, { timeout: 25_000 });

    await page.reload();

    await expect(levers.picture()).toContainText('was 3');
    await levers.pull('resume', 'mouse');
    await expect(shell(page).acts()).toContainText(verbOf('resume').done, { timeout: 25_000 });
    expect(await marathon.app(press)).toMatchObject({ instances: 3 });
  });

  test('after the gateway was started anew, which knows of it only from Marathon', async ({ page, mock, gateway }) => {
    const marathon = await stage(mock, verbOf('suspend'));
    const levers = leversOf(page, 'row', press);
    await levers.open();
    await levers.pull('suspend', 'mouse');
    await expect(shell(page).acts()).toContainText(suspended, { timeout: 25_000 });

    let second: Gateway | null = null;
    try {
      await gateway.stop();
      second = await startGateway(mock.upstreams, { listen: new URL(gateway.url).host });
      const api = apiOf(second.url);
      const known = async () => (await api.table('apps')).find(({ key }) => key === `marathon${press}`)?.suspendedFrom;
      await expect.poll(known).toBe(3);
      await expect(levers.picture()).toContainText('was 3');
      await expect(shell(page).acts(), 'what was done stays done, also for a gateway that forgot it').not.toContainText(
        'asked',
      );
      await levers.pull('resume', 'mouse');
      await expect(shell(page).acts()).toContainText(verbOf('resume').done, { timeout: 25_000 });
      expect(await marathon.app(press)).toMatchObject({ instances: 3 });
    } finally {
      await second?.stop();
    }
  });

  test('from another browser', async ({ page, mock, gateway, browser }) => {
    const marathon = await stage(mock, verbOf('suspend'));
    const here = leversOf(page, 'row', press);
    await here.open();
    await here.pull('suspend', 'mouse');
    await expect(shell(page).acts()).toContainText(suspended, { timeout: 25_000 });

    const elsewhere = await browser.newContext({ baseURL: gateway.url });
    const other = await elsewhere.newPage();
    const there = leversOf(other, 'app page', press);
    await there.open();
    await there.pull('resume', 'mouse');
    await expect(shell(other).acts()).toContainText(verbOf('resume').done, { timeout: 25_000 });
    expect(await marathon.app(press)).toMatchObject({ instances: 3 });
    await expect(here.picture()).toContainText('3 / 3');
    await elsewhere.close();
  });
});
