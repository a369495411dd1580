import { expect, test } from '../fixtures/test.ts';
import { startGateway } from '../fixtures/gateway.ts';
import { shell } from '../pages/shell.ts';

test.use({ world: { scenario: 'calm', seed: 4 } });
test.setTimeout(90_000);

// A source that never answered is called lost after 10 s: upstreams that start together with the gateway get a moment.
const CALLED_LOST_MS = 20_000;
const HEALED_MS = 40_000;

const views = [
  {
    path: '/',
    heading: /need someone/,
    missing: /Without news from Marathon, Flower, RabbitMQ/,
    later: /All 12 apps|needs? someone/,
  },
  { path: '/apps', heading: 'Apps', missing: /Waiting for Marathon’s first answer/, later: /12 apps/ },
  {
    path: '/deployments',
    heading: 'Deployments',
    missing: /Waiting for Marathon’s first answer/,
    later: /Nothing is being deployed/,
  },
  { path: '/queues', heading: 'Queues', missing: /Waiting for RabbitMQ’s first answer/, later: /search\.index/ },
  { path: '/workers', heading: 'Workers', missing: /Waiting for Flower’s first answer/, later: /14 online/ },
  { path: '/tasks', heading: 'Tasks', missing: /broke the connection/, later: /Succeeded/ },
  {
    path: '/apps/marathon/shop/web',
    heading: null,
    missing: /broke the connection/,
    later: /4 \/ 4/,
  },
  {
    path: '/workers/flower/nobody%40nowhere',
    heading: null,
    missing: /broke the connection|Waiting for Flower/,
    later: /Flower knows no worker/,
  },
] as const;

test('opened while no source answers, each view says what is missing, claims nothing, and fills by itself', async ({
  context,
  mock,
}) => {
  await mock.fault({ on: '*', do: { kind: 'reset' } });
  const gateway = await startGateway(mock.upstreams);
  try {
    const tabs = await Promise.all(
      views.map(async (view) => {
        const page = await context.newPage();
        await page.goto(gateway.url + view.path);
        return { ...view, page, main: page.getByRole('main') };
      }),
    );
    for (const { page, main, path, heading, missing } of tabs) {
      await expect(shell(page).freshness('rabbitmq')).toHaveText(/lost since|never/, { timeout: CALLED_LOST_MS });
      if (heading !== null) await expect(page.getByRole('heading', { level: 1, name: heading }), path).toBeVisible();
      await expect(main, path).toContainText(missing);
      const text = await main.innerText();
      expect(text, `${path} claims a count`).not.toMatch(/(?<![\d:.,])0(?! ?s\b)(?![\d:.,])/);
      expect(text, `${path} claims that there is nothing`).not.toMatch(
        /No apps|No queues|No workers|No worker |No broker has|Nothing is being|knows no/,
      );
    }
    await mock.clearFaults();
    for (const { main, path, later } of tabs) await expect(main, path).toContainText(later, { timeout: HEALED_MS });
  } finally {
    await gateway.stop();
  }
});
