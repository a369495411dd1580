import { apiOf } from '../fixtures/api.ts';
import type { Mock } from '../fixtures/mock.ts';
import { expect, test } from '../fixtures/test.ts';
import { leversOf } from '../pages/levers.ts';
import { shell } from '../pages/shell.ts';
import { marathonOf, type Marathon } from './marathon.ts';
import { allLevers, press, quickMarathon, stage, verbOf, type Verb } from './verbs.ts';
import { walkAllWays, type Way } from './walk.ts';

test.use({ world: { scenario: 'empty', seed: 1 } });
// Each test goes four ways.
test.setTimeout(120_000);

/** Longer than any good news stays, in the page's own time. */
const longMs = 60_000;

/** How an act that came to nothing leaves things: nothing stands as asked, nothing is offered to be undone, and the app is as before. */
async function expectAsBefore({ levers, verb, marathon, app, before }: Way): Promise<void> {
  await expect(levers.asked(verb.lever)).toHaveCount(0);
  await expect(levers.picture()).toContainText(`${verb.from} / ${verb.from}`);
  expect(await marathon.app(app)).toMatchObject({ instances: verb.from, version: before.version });
}

test.describe('refused', () => {
  for (const lever of allLevers) {
    test(`${lever}: the upstream is quoted until dismissed, and what is shown is what is`, async ({
      page,
      mock,
      gateway,
    }) => {
      await page.clock.install();
      await walkAllWays({ page, mock, gateway }, lever, async (way) => {
        const { verb } = way;
        await mock.fault({ on: verb.request, do: verb.refused.answer });

        await way.pull();

        const told = shell(page).acts().getByRole('alert');
        await expect(told).toContainText(`${verb.says}: ${verb.refused.quote}`);
        await expect(told.getByRole('button', { name: 'Undo' })).toHaveCount(0);
        await expectAsBefore(way);
        await page.clock.fastForward(longMs);
        await expect(told).toBeVisible();
        await way.choose(told.getByRole('button', { name: 'Dismiss' }));
        await expect(told).toHaveCount(0);
      });
    });
  }
});

/** Stages an app that a deployment holds for longer than anybody waits. */
async function stageHeld(mock: Mock, { from }: Verb, app: string): Promise<Marathon> {
  const marathon = await stage(mock, { from: 3 }, app);
  if (from === 0) {
    // Suspended, and its instances take their time to end: only then is an app without wanted instances locked.
    const labels = { 'sim.start': '200', 'sim.kill': '600000' };
    await marathon.settle(app, { labels, taskKillGracePeriodSeconds: 3600 });
    await marathon.put(app, { instances: 0 });
  } else {
    await mock.inject({ kind: 'slow-start', id: app, ms: 600_000 });
    await marathon.put(app, { env: { BUILD: '3' } });
  }
  return marathon;
}

test.describe('conflicting', () => {
  for (const lever of allLevers) {
    test(`${lever}: says who holds the lock, and forces it behind one more step`, async ({ page, mock, gateway }) => {
      const journey = async ({ app, verb, marathon, before, pull, choose }: Way) => {
        const [holder = ''] = await marathon.deployments(app);

        await pull();

        const told = shell(page).acts().getByRole('alert');
        await expect(told).toContainText(`${verb.says}: held by ${holder.slice(0, 8)}.`);
        expect(await marathon.deployments(app), 'nothing was forced by asking').toEqual([holder]);
        await choose(told.getByRole('button', { name: 'Force…' }));
        const dialog = shell(page).dialog();
        await expect(dialog).toContainText(`Force: ${verb.says}?`);
        await expect(dialog).toContainText('The deployment that holds it is cancelled where it stands');
        expect(await marathon.deployments(app), 'nor by opening the dialog').toEqual([holder]);
        await choose(dialog.getByRole('button', { name: 'Force it' }));

        await expect.poll(async () => (await marathon.deployments(app)).includes(holder)).toBe(false);
        await expect(dialog.getByRole('status')).toContainText(verb.says);
        await mock.inject({ kind: 'recover-app', id: app });
        await mock.clock({ advanceMs: 650_000 });
        await expect(dialog.getByRole('status')).toContainText(verb.done);
        const after = await marathon.app(app);
        if (lever === 'roll back') expect(after).toMatchObject({ instances: 3, env: { BUILD: '2' } });
        else expect(verb.shows(after, before), 'what Marathon has').toBe(true);
      };
      await walkAllWays({ page, mock, gateway }, lever, journey, stageHeld);
    });
  }
});

test.describe('timed out', () => {
  test.use({ gatewayOptions: ['--act-timeout', '1'] });

  for (const lever of allLevers) {
    test(`${lever}: not told as done, and how it stands now is`, async ({ page, mock, gateway }) => {
      await walkAllWays({ page, mock, gateway }, lever, async (way) => {
        const { verb } = way;
        await mock.fault({ on: verb.request, do: verb.unanswered });

        await way.pull();

        const told = shell(page).acts().getByRole('alert');
        await expect(told).toContainText(`${verb.says}: sent, and not seen done yet. It stands at ${verb.from}.`);
        await expect(told.getByRole('button', { name: 'Undo' })).toHaveCount(0);
        await expectAsBefore(way);
      });
    });
  }

  test('an act whose answer was cut off is told as done once Marathon shows it', async ({ page, mock }) => {
    const verb = verbOf('scale');
    await stage(mock, verb);
    const levers = leversOf(page, 'row', press);
    await levers.open();
    await mock.fault({ on: verb.request, do: { kind: 'truncate', afterBytes: 10 } });
    await quickMarathon(mock);

    await levers.pull(verb.lever, 'mouse');

    await expect(shell(page).acts()).toContainText(verb.done, { timeout: 25_000 });
  });
});

test.describe('undone', () => {
  for (const lever of allLevers.filter((one) => verbOf(one).undone !== null)) {
    test(`${lever}: Undo asks for the inverse, and the act is marked as undone`, async ({ page, mock, gateway }) => {
      await quickMarathon(mock);
      const walked: Way[] = [];
      await walkAllWays({ page, mock, gateway }, lever, async (way) => {
        const { app, verb, marathon, before, pull, choose } = way;
        await pull();
        const told = shell(page).acts();
        await expect(told).toContainText(verb.done);

        await choose(told.getByRole('button', { name: 'Undo' }));

        await expect(told).toContainText(verb.undone ?? '');
        const { instances, env } = before;
        expect(await marathon.app(app)).toMatchObject({ instances, env });
        const acts = (await apiOf(gateway.url).table('acts')).filter(({ target }) => target === `marathon${app}`);
        expect(acts.map(({ state }) => state).toSorted()).toEqual(['confirmed', 'undone']);
        walked.push(way);
      });
      await page.goto('/trail');
      for (const { verb } of walked) {
        const line = page.getByRole('row').filter({ hasText: verb.done.replace(/done$/, 'undone') });
        await expect(line).toHaveCount(1);
        await expect(line.getByRole('button', { name: 'Undo' })).toHaveCount(0);
      }
    });
  }

  test('an act that is still under way can be taken back, over its own lock', async ({ page, mock }) => {
    const verb = verbOf('scale');
    await stage(mock, verb);
    await mock.inject({ kind: 'slow-start', id: press, ms: 600_000 });
    const levers = leversOf(page, 'row', press);
    await levers.open();
    await levers.pull('scale', 'mouse');
    const told = shell(page).acts();
    await expect(told).toContainText(`${verb.says}: 3 → 4, on its way`);

    await told.getByRole('button', { name: 'Undo' }).click();

    await expect(told).toContainText(verb.undone ?? '', { timeout: 25_000 });
    expect(await marathonOf(mock).app(press)).toMatchObject({ instances: 3 });
    await page.goto('/trail');
    await expect(page.getByRole('row').filter({ hasText: `${verb.says}: 3 → 4, undone` })).toBeVisible();
  });
});
