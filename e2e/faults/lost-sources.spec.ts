import { isDeepStrictEqual } from 'node:util';
import type { BrowserContext, Page } from '@playwright/test';
import type { FaultAction, UpstreamName } from '../../mock-server/faults/plan.ts';
import { apiOf } from '../fixtures/api.ts';
import type { Mock } from '../fixtures/mock.ts';
import { expect, test } from '../fixtures/test.ts';
import { allSights, bringToRest, changeEverything, GROWN, isAtRest, WORKER, type Sight } from './sights.ts';

test.use({ world: { scenario: 'calm', seed: 3 } });
test.setTimeout(240_000);

const SOURCES = ['marathon', 'flower', 'rabbitmq'] as const;
// A source is asked every 2 to 10 s while someone looks, and twice before it counts as lost.
const NOTICED_MS = 30_000;
// After some failures the next try is up to 18 s away.
const HEALED_MS = 40_000;

// Thirteen tabs at once, on a machine that is busy.
const OPENED_MS = 30_000;

interface Case {
  fault: string;
  action: FaultAction;
  /** How a lamp then words the age of its source. */
  mark: 'lost' | 'old';
}

const cases: readonly Case[] = [
  { fault: 'breaks every connection', action: { kind: 'reset' }, mark: 'lost' },
  { fault: 'answers after a minute', action: { kind: 'latency', ms: 60_000 }, mark: 'old' },
  { fault: 'answers 500', action: { kind: 'status', status: 500, body: '{"message":"boom"}' }, mark: 'lost' },
  { fault: 'answers a proxy’s 502 page', action: { kind: 'html', status: 502 }, mark: 'lost' },
  { fault: 'cuts every answer off', action: { kind: 'truncate', afterBytes: 40 }, mark: 'old' },
  { fault: 'answers garbage', action: { kind: 'garbage' }, mark: 'old' },
];

interface Tab {
  sight: Sight;
  page: Page;
}

async function openAll(context: BrowserContext, sights: readonly Sight[]): Promise<readonly Tab[]> {
  const open = async (sight: Sight): Promise<Tab> => {
    const page = await context.newPage();
    await page.goto(sight.path);
    return { sight, page };
  };
  return Promise.all(sights.map(open));
}

async function look({ sight, page }: Tab) {
  return { name: sight.name, steady: await sight.steady(page), figures: (await sight.figures?.(page)) ?? null };
}

const lookAtAll = (tabs: readonly Tab[]) => Promise.all(tabs.map(look));

/** Looks until two looks agree: a screen draws a moment after the gateway knows, and later still on a busy machine. */
async function lookAtStill(tabs: readonly Tab[]) {
  let last = await lookAtAll(tabs);
  const isStill = async (): Promise<boolean> => {
    const before = last;
    last = await lookAtAll(tabs);
    return isDeepStrictEqual(last, before);
  };
  await expect.poll(isStill, { timeout: OPENED_MS, message: 'what is at rest stands still' }).toBe(true);
  return last;
}

/** What a dead source leaves on a sight: all that was there, to the last figure, or what the sight shows where it says nothing. */
function kept({ sight }: Tab, before: Awaited<ReturnType<typeof look>>, now: typeof before): typeof before {
  const isBlank = sight.blank !== undefined && sight.blank.join() === now.steady.join();
  return isBlank ? { ...before, steady: now.steady } : before;
}

async function expectFresh(tabs: readonly Tab[], sources: readonly UpstreamName[], timeout?: number): Promise<void> {
  for (const { page, sight } of tabs) {
    for (const source of sources) {
      const { light, fresh } = sight.lamp(page, source);
      await expect(light, sight.name).toHaveText(fresh, timeout === undefined ? {} : { timeout });
    }
  }
}

async function expectNews(tabs: readonly Tab[], timeout: number): Promise<void> {
  for (const { page, sight } of tabs)
    if (sight.news !== undefined) await expect(sight.news(page), sight.name).toBeVisible({ timeout });
}

async function expectNoNews(tabs: readonly Tab[]): Promise<void> {
  for (const { page, sight } of tabs)
    if (sight.news !== undefined) await expect(sight.news(page), sight.name).toHaveCount(0);
}

/** A cluster at rest, every view of it open, each with something to lose. */
async function openOverRest(
  context: BrowserContext,
  gatewayUrl: string,
  mock: Mock,
  isWanted: (sight: Sight) => boolean = () => true,
) {
  await bringToRest(mock);
  const api = apiOf(gatewayUrl);
  const anyOnline = async () =>
    (await api.table('workers')).find(({ state, name }) => state === 'online' && name !== WORKER) ?? null;
  await expect.poll(anyOnline, { timeout: OPENED_MS }).not.toBeNull();
  const worker = await anyOnline();
  if (worker === null) throw new Error('the worker that was online is not any more');
  const { id } = await api.act({ kind: 'grow-pool', worker: worker.key, by: 1 });
  const succeeded = async () => (await api.tasks('flower', 'state=SUCCESS&limit=1')).length;
  await expect.poll(succeeded, { timeout: OPENED_MS }).toBe(1);
  const tabs = await openAll(context, (await allSights(gatewayUrl)).filter(isWanted));
  await expect.poll(() => api.actState(id), { timeout: OPENED_MS }).toBe('confirmed');
  await expect.poll(() => isAtRest(gatewayUrl), { timeout: OPENED_MS }).toBe(true);
  // Whose page is open is inspected once more, and what comes of it is a figure that was not known before.
  const isInspected = async () =>
    (await api.table('workers')).some(({ name, reserved }) => name === WORKER && reserved !== null);
  await expect.poll(isInspected, { timeout: OPENED_MS }).toBe(true);
  await expectFresh(tabs, SOURCES);
  // A row drawn late would look like one that changed while its source was lost.
  const list = tabs.find(({ sight }) => sight.name === 'workers')?.page;
  const row = list?.getByRole('row').filter({ has: list.getByRole('rowheader', { name: worker.name, exact: true }) });
  if (row !== undefined) await expect(row.getByRole('img', { name: GROWN })).toBeVisible();
  const before = await lookAtStill(tabs);
  for (const { name, steady, figures } of before) {
    expect(steady, `${name} has something to lose`).not.toEqual([]);
    if (figures !== null) expect(Math.max(...figures), `${name} has a figure to lose`).toBeGreaterThan(0);
  }
  return { tabs, before };
}

async function timesAsked(mock: Mock): Promise<Record<UpstreamName, number>> {
  const asked = { marathon: 0, flower: 0, rabbitmq: 0 };
  for (const { rule, seen } of await mock.faults()) if (rule.upstream !== undefined) asked[rule.upstream] += seen;
  return asked;
}

for (const { fault, action, mark } of cases) {
  test(`when every source ${fault}, each view keeps what it knew, says how old it is, and heals by itself`, async ({
    context,
    gateway,
    mock,
  }) => {
    const { tabs, before } = await openOverRest(context, gateway.url, mock);

    for (const upstream of SOURCES) await mock.fault({ upstream, on: 'GET *', do: action });
    // Whatever ails Marathon ends its stream too.
    await mock.inject({ kind: 'leader-change', how: 'redirect', downMs: 50 });
    await changeEverything(mock);
    for (const [at, tab] of tabs.entries()) {
      for (const source of tab.sight.sources) {
        const lamp = tab.sight.lamp(tab.page, source);
        await expect(lamp.light, tab.sight.name).toHaveText(lamp[mark], { timeout: NOTICED_MS });
      }
      const [was, now] = [before[at], await look(tab)];
      if (was !== undefined) expect(now).toEqual(kept(tab, was, now));
    }
    const marked = await lookAtAll(tabs);
    const asked = await timesAsked(mock);
    const again = async () => {
      const now = await timesAsked(mock);
      return SOURCES.filter((source) => now[source] === asked[source]);
    };
    await expect.poll(again, { timeout: NOTICED_MS, message: 'each is asked in vain once more' }).toEqual([]);
    const later = await lookAtAll(tabs);
    const allowed = later.map((now, at) => {
      const [tab, was] = [tabs[at], marked[at]];
      return tab === undefined || was === undefined ? null : kept(tab, was, now);
    });
    expect(later, 'what is old stands still').toEqual(allowed);
    await expectNoNews(tabs);

    await mock.clearFaults();
    await expectNews(tabs, HEALED_MS);
    await expectFresh(tabs, SOURCES, HEALED_MS);
  });
}

test('when RabbitMQ alone is lost, what it told stands still, and what Marathon and Flower tell goes on', async ({
  context,
  gateway,
  mock,
}) => {
  const names = new Set(['apps', 'app page', 'deployments', 'queues', 'queue page', 'workers', 'worker page', 'tasks']);
  const { tabs, before } = await openOverRest(context, gateway.url, mock, ({ name }) => names.has(name));
  const alive = ['marathon', 'flower'] as const;
  const dead = tabs.filter(({ sight }) => sight.sources.includes('rabbitmq'));

  await mock.fault({ upstream: 'rabbitmq', on: 'GET *', do: { kind: 'reset' } });
  for (const { page, sight } of tabs) {
    const { light, lost } = sight.lamp(page, 'rabbitmq');
    await expect(light, sight.name).toHaveText(lost, { timeout: NOTICED_MS });
  }
  await expectFresh(tabs, alive);
  await changeEverything(mock);
  const living = tabs.filter((tab) => !dead.includes(tab));
  await expectNews(living, NOTICED_MS);
  await expectFresh(tabs, alive);
  expect(await lookAtAll(dead)).toEqual(before.filter(({ name }) => dead.some(({ sight }) => sight.name === name)));
  await expectNoNews(dead);

  await mock.clearFaults();
  await expectNews(tabs, HEALED_MS);
  await expectFresh(tabs, SOURCES, HEALED_MS);
});
