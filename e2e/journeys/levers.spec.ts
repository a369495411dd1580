import { expect, test } from '../fixtures/test.ts';
import { leversOf } from '../pages/levers.ts';
import { shell } from '../pages/shell.ts';
import { allLevers, press, quickMarathon, stage, verbOf } from './verbs.ts';
import { walkAllWays } from './walk.ts';

test.use({ world: { scenario: 'empty', seed: 1 } });
test.setTimeout(120_000);

/** Long enough to be seen as asked, by everyone who looks. */
const answersAfterMs = 1200;

for (const lever of allLevers) {
  test(`${lever}: asked, carried out by Marathon, told as done`, async ({ page, mock, gateway }) => {
    await quickMarathon(mock);
    await walkAllWays({ page, mock, gateway }, lever, async ({ app, verb, levers, marathon, before, pull }) => {
      await expect(levers.asked(lever)).toHaveCount(0);
      await mock.fault({ on: verb.request, do: { kind: 'latency', ms: answersAfterMs } });

      await pull();

      await expect(levers.asked(lever)).toBeVisible();
      const told = shell(page).acts();
      await expect(told).toContainText(verb.done);
      await expect(levers.asked(lever)).toHaveCount(0);
      expect(verb.shows(await marathon.app(app), before), 'what Marathon has').toBe(true);
      await expect(told.getByRole('button', { name: 'Undo' })).toHaveCount(verb.undone === null ? 0 : 1);
    });
  });
}

for (const lever of allLevers) {
  test(`${lever} is seen as asked in a second browser within a second`, async ({ page, mock, gateway, browser }) => {
    const verb = verbOf(lever);
    await stage(mock, verb);
    const elsewhere = await browser.newContext({ baseURL: gateway.url });
    const [here, there] = [leversOf(page, 'row', press), leversOf(await elsewhere.newPage(), 'row', press)];
    await Promise.all([here.open(), there.open()]);
    await expect(there.picture()).toBeVisible();
    await expect(there.asked(lever)).toHaveCount(0);
    await mock.fault({ on: verb.request, do: { kind: 'latency', ms: 2500 } });

    // A count is gathered for a moment before it is asked for.
    const sent = page.waitForRequest('**/api/v1/acts');
    await here.pull(lever, 'keys');
    await expect(here.asked(lever)).toBeVisible();
    await sent;

    await expect(there.asked(lever)).toBeVisible({ timeout: 1000 });
    await elsewhere.close();
  });
}
