import type { Locator, Page } from '@playwright/test';
import { apiOf } from '../fixtures/api.ts';
import type { Upstreams } from '../fixtures/gateway.ts';
import type { Mock } from '../fixtures/mock.ts';
import { shell } from '../pages/shell.ts';

/** Where a view says how old a source's news are, and how it words it. */
interface Lamp {
  light: Locator;
  fresh: RegExp;
  lost: RegExp;
  old: RegExp;
}

/** A view of the product, told by what must outlive its source. */
export interface Sight {
  name: string;
  path: string;
  /** The sources whose lamps tell how old it is. */
  sources: readonly (keyof Upstreams)[];
  lamp: (page: Page, source: keyof Upstreams) => Lamp;
  /** What stands still while nobody deploys: names, counts, hosts, steps. */
  steady: (page: Page) => Promise<readonly string[]>;
  /** What a view shows in its place that would rather say nothing than what may not be so any more. */
  blank?: readonly string[];
  /** Its figures: depths, counts, loads; NaN where one is unknown. */
  figures?: (page: Page) => Promise<readonly number[]>;
  /** What is seen only once the source is heard again, of what {@link changeEverything} did; absent where it shows none of that. */
  news?: (page: Page) => Locator;
}

const APP = '/shop/web';
/** The worker whose page is looked at, and whose pool {@link changeEverything} grows. */
export const WORKER = 'worker-1@agent-02.example.test';
/** A pool of four that was grown by one. */
export const GROWN = '0 of 5 slots busy';
const NEW_TASK = 'mail.sent.while.nobody.saw';
const DEPLOYED_BEFORE = '/shop/hooks';
const DEPLOYED_MEANWHILE = '/pay/poster';
const LOADED_QUEUES = ['images', 'emails', 'orders', 'reports', 'search.index', 'ledger.post', 'webhooks'];
// Nobody drains it: what is in it stays.
const DEEP_QUEUE = 'dead-letter';
const WHOLE_COUNT = /^[\d,]+$/;
const NOW_OF_WANTED = /^\d+ \/ \d+$/;

async function ask(method: 'PUT' | 'POST', url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}`);
}

/** A deployment that does not end. */
async function deploy(mock: Mock, app: string, instances: number): Promise<void> {
  await mock.inject({ kind: 'hang-start', id: app });
  await ask('PUT', `${mock.upstreams.marathon}/v2/apps/${app}`, { instances });
}

/** Brings the world to rest, so that every figure that moves from now on was moved by a test, and has a deployment to see. */
export async function bringToRest(mock: Mock): Promise<void> {
  for (const queue of LOADED_QUEUES) await mock.inject({ kind: 'load-factor', queue, factor: 0 });
  await mock.clock({ advanceMs: 120_000 });
  await deploy(mock, DEPLOYED_BEFORE, 4);
}

/** Whether the gateway has seen that nothing waits, nothing runs, every worker is there again after the leap in time, and a deployment runs. */
export async function isAtRest(gatewayUrl: string): Promise<boolean> {
  const { table } = apiOf(gatewayUrl);
  const [queues, workers, deployments] = await Promise.all([table('queues'), table('workers'), table('deployments')]);
  return (
    queues.length > 0 &&
    queues.every(({ name, depth }) => depth === 0 || name === DEEP_QUEUE) &&
    workers.length > 0 &&
    workers.every(({ state, active, reserved }) => state === 'online' && active === 0 && (reserved ?? 0) === 0) &&
    deployments.length > 0
  );
}

/** Changes something that each view of a source would show. */
export async function changeEverything(mock: Mock): Promise<void> {
  await deploy(mock, DEPLOYED_MEANWHILE, 5);
  await mock.inject({ kind: 'touch-app', id: APP });
  await mock.inject({ kind: 'publish', queue: DEEP_QUEUE, count: 70_000 });
  await ask('POST', `${mock.upstreams.flower}/api/worker/pool/grow/${WORKER}?n=1`, {});
  await mock.inject({ kind: 'send-task', type: NEW_TASK, queue: 'emails' });
}

/** The desk's bar: nothing but a source's name while it is fresh. */
const deskLamp: Sight['lamp'] = (page, source) => ({
  light: shell(page).freshness(source),
  fresh: new RegExp(`^${source}$`, 'i'),
  lost: /lost since \d/,
  old: /lost since \d|\d+ (s|min)$/,
});

/** The wall's foot: the age of each source at any time, in seconds of one digit while it is fresh. */
const wallLamp: Sight['lamp'] = (page, source) => ({
  light: page.getByRole('region', { name: 'Sources and scenes' }).getByText(new RegExp(`^${source} `, 'i')),
  fresh: new RegExp(`^${source} \\d s$`, 'i'),
  lost: /lost$/,
  old: /lost$|\d\d s$|min$/,
});

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

const wall: Sight = {
  name: 'wall',
  path: '/wall?scenes=apps',
  sources: ['marathon', 'flower', 'rabbitmq'],
  lamp: wallLamp,
  steady: (page) =>
    page
      .getByRole('img', { name: /^\d+ apps$|^App states/ })
      .evaluateAll((found) => found.map((one) => one.getAttribute('aria-label') ?? '')),
  blank: ['App states are not known'],
  // Two are on their way, and the one that was touched lacks an instance.
  news: (page) => page.getByRole('status').filter({ hasText: '9 of 12 as wanted' }),
};

/** One of each view, for a gateway that has answers of all three sources. */
export async function allSights(gatewayUrl: string): Promise<readonly Sight[]> {
  const [task] = await apiOf(gatewayUrl).tasks('flower', 'state=SUCCESS&limit=1');
  if (task === undefined) throw new Error('Flower remembers no task that succeeded');
  return [wall, ...deskSights(task.key).map((sight) => ({ ...sight, lamp: deskLamp }))];
}

function deskSights(task: string): readonly Omit<Sight, 'lamp'>[] {
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
      news: (page) => page.getByRole('row').filter({ hasText: WORKER }).getByRole('img', { name: GROWN }),
    },
    {
      name: 'worker page',
      path: `/workers/flower/${encodeURIComponent(WORKER)}`,
      sources: ['flower'],
      steady: headings,
      figures: definedNumbers,
      news: (page) => page.getByRole('main').getByRole('img', { name: GROWN }),
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
      path: `/tasks/${task}`,
      sources: ['flower'],
      steady: async (page) => [
        ...(await headings(page)),
        ...(await page.getByRole('main').getByText('Succeeded').allInnerTexts()),
      ],
    },
    {
      name: 'trail',
      path: '/trail',
      sources: ['marathon', 'flower', 'rabbitmq'],
      steady: (page) => page.getByRole('table').getByRole('row').allInnerTexts(),
    },
    {
      name: 'settings',
      path: '/settings',
      sources: ['marathon', 'flower', 'rabbitmq'],
      steady: async (page) => {
        const sources = page.getByRole('region', { name: 'Sources' }).getByRole('heading', { level: 3 });
        return (await sources.allInnerTexts()).map((text) => text.split('\n', 1)[0] ?? '');
      },
    },
  ];
}
