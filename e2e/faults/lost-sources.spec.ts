import type { BrowserContext, Page } from '@playwright/test';
import type { FaultAction } from '../../mock-server/faults/plan.ts';
import { expect, test } from '../fixtures/test.ts';
import { apiOf } from '../fixtures/api.ts';
import { shell } from '../pages/shell.ts';
import { allSights, changeEverything, deploySomething } from './sights.ts';
import type { Sight } from './sights.ts';

test.use({ world: { scenario: 'calm', seed: 3 } });
test.setTimeout(150_000);

const SOURCES = ['marathon', 'flower', 'rabbitmq'] as const;
// A source is asked every 2 to 10 s while someone looks, and twice before it counts as lost.
const NOTICED_MS = 30_000;
// After some failures the next try is up to 18 s away, and a worker counts as gone only once it could have reconnected to its broker.
const HEALED_MS = 60_000;

// Ten tabs at once, on a machine that is busy.
const OPENED_MS = 20_000;

/** A lamp that says nothing but its source's name. */
const fresh = (source: string) => new RegExp(`^${source}$`, 'i');

interface Case {
  fault: string;
  action: FaultAction;
  mark: RegExp;
}

const lost = /lost since \d/;
const lateOrLost = /lost since \d|\d+ (s|min)$/;

const cases: readonly Case[] = [
  { fault: 'breaks every connection', action: { kind: 'reset' }, mark: lost },
  { fault: 'answers after a minute', action: { kind: 'latency', ms: 60_000 }, mark: lateOrLost },
  { fault: 'answers 500', action: { kind: 'status', status: 500, body: '{"message":"boom"}' }, mark: lost },
  { fault: 'answers a proxy’s 502 page', action: { kind: 'html', status: 502 }, mark: lost },
  { fault: 'cuts every answer off', action: { kind: 'truncate', afterBytes: 40 }, mark: lateOrLost },
  { fault: 'answers garbage', action: { kind: 'garbage' }, mark: lateOrLost },
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
  return { name: sight.name, steady: await sight.steady(page), figures: (await sight.figures?.(page)) ?? [] };
}

const lookAtAll = (tabs: readonly Tab[]) => Promise.all(tabs.map(look));
type Look = Awaited<ReturnType<typeof look>>;

const isEmpty = ({ steady }: Look): boolean => steady.length === 0 || steady[0] === '0 rows';

/** Names of the views in which something that was there is missing, a figure is unknown that was known, or all figures became 0. */
function worse(before: readonly Look[], now: readonly Look[]): string[] {
  return before.flatMap(({ name, steady, figures }, at) => {
    const seen = now[at];
    const same = JSON.stringify(seen?.steady) === JSON.stringify(steady);
    const kept =
      seen !== undefined &&
      // Figures of what runs come and go with the tasks; what must not come is emptiness, zeros or the unknown.
      seen.figures.length > 0 === figures.length > 0 &&
      seen.figures.filter(Number.isNaN).length <= figures.filter(Number.isNaN).length &&
      (figures.length === 0 || seen.figures.some((n) => n > 0));
    return same && kept ? [] : [`${name}: ${JSON.stringify({ steady, figures })} became ${JSON.stringify(seen)}`];
  });
}

for (const { fault, action, mark } of cases) {
  test(`when every source ${fault}, each view keeps what it knew, says how old it is, and heals by itself`, async ({
    context,
    gateway,
    mock,
  }) => {
    await deploySomething(mock);
    await expect
      .poll(async () => (await apiOf(gateway.url).tasks('flower', 'state=SUCCESS&limit=1')).length, {
        timeout: OPENED_MS,
      })
      .toBe(1);
    const tabs = await openAll(context, await allSights(gateway.url));
    await expect.poll(async () => (await lookAtAll(tabs)).filter(isEmpty), { timeout: OPENED_MS }).toEqual([]);
    for (const { page } of tabs)
      for (const source of SOURCES) await expect(shell(page).freshness(source)).toHaveText(fresh(source));
    const before = await lookAtAll(tabs);

    for (const upstream of SOURCES) await mock.fault({ upstream, on: 'GET *', do: action });
    // Whatever ails Marathon ends its stream too.
    await mock.inject({ kind: 'leader-change', how: 'redirect', downMs: 50 });
    await changeEverything(mock);
    for (const { sight, page } of tabs)
      for (const source of sight.sources)
        await expect(shell(page).freshness(source), sight.name).toHaveText(mark, { timeout: NOTICED_MS });
    expect(worse(before, await lookAtAll(tabs))).toEqual([]);
    for (const { page, sight } of tabs.filter(({ sight: { name } }) => name !== 'task page'))
      await expect(sight.news(page), sight.name).toHaveCount(0);

    await mock.clearFaults();
    for (const { page, sight } of tabs) {
      for (const source of sight.sources)
        await expect(shell(page).freshness(source), sight.name).toHaveText(fresh(source), { timeout: HEALED_MS });
      await expect(sight.news(page), sight.name).toBeVisible({ timeout: HEALED_MS });
    }
  });
}
