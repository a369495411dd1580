import type { FaultAction } from '../../mock-server/faults/plan.ts';
import { expect, test } from '../fixtures/test.ts';
import { marathonOf } from '../journeys/marathon.ts';
import { watchLamp, watchPicture } from './picture.ts';

test.use({ world: { scenario: 'calm', seed: 8 } });
test.setTimeout(90_000);

// With a stream that is up, deployments are asked for every 15 s; a stream that says nothing is given up after 25 s.
const POLLED_MS = 20_000;
const GIVEN_UP_MS = 35_000;
// What the stream tells is read at once; a poll would be this quick only by chance.
const QUICK_MS = 3_000;

const cases: readonly { how: string; action: FaultAction }[] = [
  { how: 'says nothing from the beginning', action: { kind: 'silent-stream' } },
  { how: 'falls silent after its first words', action: { kind: 'stall-stream', afterEvents: 1 } },
];

for (const { how, action } of cases) {
  test.describe(`while Marathon’s stream ${how}`, () => {
    test.use({ faults: [{ on: 'GET /v2/events', times: 1, do: action }] });

    test('polls bring what changes, nothing false is shown, and the next stream is quick again', async ({
      context,
      mock,
    }) => {
      const [apps, deployments] = [await context.newPage(), await context.newPage()];
      await Promise.all([apps.goto('/apps'), deployments.goto('/deployments')]);
      const web = apps.getByRole('row').filter({ hasText: /shop\/\s*web/ });
      await expect(web.getByRole('gridcell', { name: '4 / 4' })).toBeVisible();
      await expect(apps.getByRole('rowheader')).toHaveCount(12);
      const [picture, lamp] = [await watchPicture(apps), await watchLamp(apps, 'Marathon')];
      const opened = async () => (await mock.askedOfMarathon())['GET /v2/events'];

      await mock.inject({ kind: 'hang-start', id: '/pay/poster' });
      await marathonOf(mock).put('/pay/poster', { instances: 5 });
      await mock.inject({ kind: 'touch-app', id: '/shop/web' });
      const running = deployments.getByRole('list', { name: 'Running' });
      await expect(running.getByRole('link', { name: /pay.*poster/ }).first()).toBeVisible({ timeout: POLLED_MS });
      expect(await opened(), 'polls alone brought it').toBe(1);
      await expect(web.getByRole('gridcell', { name: '3 / 4' })).toBeVisible({ timeout: GIVEN_UP_MS });

      await expect.poll(opened, { timeout: GIVEN_UP_MS }).toBe(2);
      await mock.inject({ kind: 'touch-app', id: '/shop/web' });
      await expect(web.getByRole('gridcell', { name: '4 / 4' })).toBeVisible({ timeout: QUICK_MS });
      expect(await picture.seen()).toEqual({ fewestRows: 12, wrong: [] });
      expect((await lamp.seen()).filter((text) => text.includes('lost'))).toEqual([]);
    });
  });
}
