import type { Locator, Page } from '@playwright/test';
import { apiOf } from '../fixtures/api.ts';
import type { Upstreams } from '../fixtures/gateway.ts';
import type { Mock } from '../fixtures/mock.ts';

/** A view of the product, told by what must outlive its source. */
export interface Sight {
  name: string;
  path: string;
  /** The sources whose lamps tell how old it is. */
  sources: readonly (keyof Upstreams)[];
  /** What stands still while nobody deploys: names, counts, hosts, steps. */
  steady: (page: Page) => Promise<readonly string[]>;
  /** What moves by itself: a depth may be another a second later; NaN where none is told. */
  figures?: (page: Page) => Promise<readonly number[]>;
  /** What is seen only once the source is heard again, of what {@link changeEverything} did. */
  news: (page: Page) => Locator;
}

const APP = '/shop/web';
const WORKER = 'worker-1@agent-02.example.test';
const NEW_TASK = 'mail.sent.while.nobody.saw';
const DEPLOYED_BEFORE = '/shop/hooks';
const DEPLOYED_MEANWHILE = '/pay/poster';
const LOADED_QUEUES = ['images', 'emails', 'orders', 'reports', 'search.index', 'ledger.post', 'webhooks'];
// Nobody drains it: what is in it stays.
const DEEP_QUEUE = 'dead-letter';
const WHOLE_COUNT = /^[\d,]+$/;
const NOW_OF_WANTED = /^\d+ \/ \d+$/;

async function put(mock: Mock, app: string, instances: number): Promise<void> {
  await mock.inject({ kind: 'hang-start', id: app });
  const answer = await fetch(`${mock.upstreams.marathon}/v2/apps/${app}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ instances }),
  });
  if (!answer.ok) throw new Error(`PUT ${app} answered ${answer.status}`);
}

/** Has a deployment under way that does not end, so that there is one to see. */
export async function deploySomething(mock: Mock): Promise<void> {
  await put(mock, DEPLOYED_BEFORE, 4);
}

/** Changes something that each view would show. */
export async function changeEverything(mock: Mock): Promise<void> {
  await put(mock, DEPLOYED_MEANWHILE, 5);
  await mock.inject({ kind: 'touch-app', id: APP });
  await mock.inject({ kind: 'publish', queue: DEEP_QUEUE, count: 70_000 });
  await mock.inject({ kind: 'kill-worker', name: WORKER });
  // No later task may push the new one off the first page.
  for (const queue of LOADED_QUEUES) await mock.inject({ kind: 'load-factor', queue, factor: 0 });
  await mock.inject({ kind: 'send-task', type: NEW_TASK, queue: 'emails' });
}

function numbersIn(texts: readonly string[]): number[] {
  return texts.map((text) => Number(text.replaceAll(',', '')));
}

const depths = async (page: Page): Promise<number[]> => {
  const lines = page.getByRole('img', { name: 'waiting or unacked' });
  const labels = await lines.evaluateAll((found) => found.map((line) => line.getAttribute('aria-label') ?? ''));
  return numbersIn(labels.map((label) => /([\d,]+) waiting/.exec(label)?.[1] ?? 'unknown'));
};

const definedNumbers = async (page: Page): Promise<number[]> =>
  numbersIn(await page.getByRole('definition').filter({ hasText: WHOLE_COUNT }).allInnerTexts());

const headings = (page: Page) => page.getByRole('heading', { level: 1 }).allInnerTexts();

/** One of each view, for a gateway that has answers of all three sources. */
export async function allSights(gatewayUrl: string): Promise<readonly Sight[]> {
  const [task] = await apiOf(gatewayUrl).tasks('flower', 'state=SUCCESS&limit=1');
  if (task === undefined) throw new Error('Flower remembers no task that succeeded');
  return [
    {
      name: 'overview',
      path: '/',
      sources: ['marathon', 'flower', 'rabbitmq'],
      steady: (page) => page.getByRole('region', { name: 'Apps', exact: true }).getByRole('listitem').allInnerTexts(),
      figures: async (page) =>
        numbersIn(
          (
            await page
              .getByRole('region', { name: 'Queues' })
              .getByRole('img', { name: /^Depth/ })
              .evaluateAll((found) => found.map((one) => one.getAttribute('aria-label') ?? ''))
          ).map((label) => label.replace('Depth ', '')),
        ),
      news: (page) =>
        page
          .getByRole('region', { name: 'Queues' })
          .getByRole('listitem')
          .filter({ hasText: /dead-letter\s*[67]\d,\d{3}/ }),
    },
    {
      name: 'apps',
      path: '/apps',
      sources: ['marathon'],
      steady: async (page) => [
        ...(await page.getByRole('rowheader').allInnerTexts()),
        ...(await page.getByRole('gridcell').filter({ hasText: NOW_OF_WANTED }).allInnerTexts()),
      ],
      news: (page) =>
        page
          .getByRole('row')
          .filter({ hasText: /shop\/\s*web/ })
          .getByRole('gridcell', { name: '3 / 4' }),
    },
    {
      name: 'app page',
      path: `/apps/marathon${APP}`,
      sources: ['marathon'],
      steady: async (page) => [
        ...(await headings(page)),
        ...(await page.getByText(NOW_OF_WANTED).allInnerTexts()),
        ...(await page
          .getByRole('cell')
          .filter({ hasText: /^agent-/ })
          .allInnerTexts()),
      ],
      news: (page) => page.getByText('3 / 4', { exact: true }).first(),
    },
    {
      name: 'deployments',
      path: '/deployments',
      sources: ['marathon'],
      steady: async (page) => {
        const running = page.getByRole('list', { name: 'Running' });
        return [
          ...(await running.getByRole('link').allInnerTexts()),
          ...(await running.getByText(/^step \d+ of \d+$/).allInnerTexts()),
        ];
      },
      news: (page) =>
        page
          .getByRole('list', { name: 'Running' })
          .getByRole('link', { name: /pay.*poster/ })
          .first(),
    },
    {
      name: 'queues',
      path: '/queues',
      sources: ['rabbitmq'],
      steady: async (page) => (await page.getByRole('table').getByRole('link').allInnerTexts()).toSorted(),
      figures: depths,
      news: (page) => page.getByRole('row', { name: /^dead-letter .* [67]\d,\d{3} waiting or unacked/ }),
    },
    {
      name: 'queue page',
      path: `/queues/rabbitmq/${encodeURIComponent('%2F')}/${DEEP_QUEUE}`,
      sources: ['rabbitmq'],
      steady: headings,
      figures: async (page) => (await definedNumbers(page)).slice(0, 2),
      news: (page) =>
        page
          .getByRole('definition')
          .filter({ hasText: /^[67]\d,\d{3}$/ })
          .first(),
    },
    {
      name: 'workers',
      path: '/workers',
      sources: ['flower'],
      steady: async (page) => (await page.getByRole('rowheader').allInnerTexts()).toSorted(),
      figures: async (page) => numbersIn(await page.getByRole('cell').filter({ hasText: WHOLE_COUNT }).allInnerTexts()),
      news: (page) => page.getByRole('row').filter({ hasText: WORKER }).getByRole('cell', { name: 'Gone' }),
    },
    {
      name: 'worker page',
      path: `/workers/flower/${encodeURIComponent(WORKER)}`,
      sources: ['flower'],
      steady: headings,
      figures: definedNumbers,
      news: (page) => page.getByRole('main').getByText('Gone', { exact: true }),
    },
    {
      name: 'tasks',
      path: '/tasks',
      sources: ['flower'],
      steady: async (page) => [`${await page.getByRole('row').count()} rows`],
      news: (page) => page.getByRole('table', { name: 'Tasks' }).getByRole('link', { name: NEW_TASK }).first(),
    },
    {
      name: 'task page',
      path: `/tasks/${task.key}`,
      sources: ['flower'],
      steady: async (page) => [
        ...(await headings(page)),
        ...(await page.getByRole('main').getByText('Succeeded').allInnerTexts()),
      ],
      news: (page) => page.getByRole('heading', { level: 1 }),
    },
  ];
}
