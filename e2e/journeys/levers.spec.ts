import { expect, test } from '../fixtures/test.ts';
import { leversOf } from '../pages/levers.ts';
import { shell } from '../pages/shell.ts';
import { press, stage, verbs, ways } from './verbs.ts';

test.setTimeout(60_000);

/** Long enough to be seen as asked, by everyone who looks. */
const answersAfterMs = 1200;

for (const verb of verbs) {
  for (const { place, hand } of ways) {
    test(`${verb.lever} from the ${place} by ${hand}: asked, carried out by Marathon, told as done`, async ({
      page,
      mock,
    }) => {
      const marathon = await stage(mock, verb);
      const before = await marathon.app(press);
      const levers = leversOf(page, place, press);
      await levers.open();
      await expect(levers.asked(verb.lever)).toHaveCount(0);
      await mock.fault({ on: verb.request, do: { kind: 'latency', ms: answersAfterMs } });

      await levers.pull(verb.lever, hand);

      await expect(levers.asked(verb.lever)).toBeVisible();
      const told = shell(page).acts();
      // Marathon waits up to five seconds for offers before it launches anything.
      await expect(told).toContainText(verb.done, { timeout: 25_000 });
      await expect(levers.asked(verb.lever)).toHaveCount(0);
      expect(verb.shows(await marathon.app(press), before), 'what Marathon has').toBe(true);
      await expect(told.getByRole('button', { name: 'Undo' })).toHaveCount(verb.undone === null ? 0 : 1);
    });
  }
}

for (const verb of verbs) {
  test(`${verb.lever} is seen as asked in a second browser within a second`, async ({
    page,
    mock,
    gateway,
    browser,
  }) => {
    await stage(mock, verb);
    const elsewhere = await browser.newContext({ baseURL: gateway.url });
    const [here, there] = [leversOf(page, 'row', press), leversOf(await elsewhere.newPage(), 'row', press)];
    await Promise.all([here.open(), there.open()]);
    await expect(there.picture()).toBeVisible();
    await expect(there.asked(verb.lever)).toHaveCount(0);
    await mock.fault({ on: verb.request, do: { kind: 'latency', ms: 2500 } });

    await here.pull(verb.lever, 'keys');
    await expect(here.asked(verb.lever)).toBeVisible();

    await expect(there.asked(verb.lever)).toBeVisible({ timeout: 1000 });
    await elsewhere.close();
  });
}
