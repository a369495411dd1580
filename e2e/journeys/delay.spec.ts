import { expect, test } from '../fixtures/test.ts';
import { shell } from '../pages/shell.ts';

test.use({ world: { scenario: 'crash-loop', seed: 1 } });

const id = '/shop/recommender';

for (const hand of ['mouse', 'key'] as const) {
  test(`Try now ends the back-off of a delayed app at once, by ${hand}`, async ({ page, mock }) => {
    const delayed = async () => {
      const { queue } = (await (await fetch(`${mock.upstreams.marathon}/v2/queue`)).json()) as {
        queue: { app: { id: string }; delay: { overdue: boolean; timeLeftSeconds: number } }[];
      };
      return queue.find(({ app }) => app.id === id)?.delay;
    };
    await page.goto(`/apps/marathon${id}`);
    const why = page.getByRole('region', { name: 'Why it is not running' });
    await expect(why).toContainText('Instances ended too often');
    expect((await delayed())?.overdue).toBe(false);
    await mock.inject({ kind: 'recover-app', id });
    await mock.inject({ kind: 'slow-start', id, ms: 1000 });

    if (hand === 'mouse') await why.getByRole('button', { name: 'Try now' }).click();
    else await page.keyboard.press('t');

    await expect(shell(page).acts()).toContainText(`Try ${id} now: done`);
    expect((await delayed())?.overdue ?? true).toBe(true);
  });
}
