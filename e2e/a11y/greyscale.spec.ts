import type { Locator, Page } from '@playwright/test';
import { apiOf } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';
import { workersPage } from '../pages/workers.ts';
import { alikePairs, seenAs } from './grey.ts';

test.setTimeout(90_000);

const HAPPENED_MS = 30_000;
/** The states of a slot that last as long as a test needs. */
const STATES = ['healthy', 'unchecked', 'starting', 'failing', 'delayed', 'unreachable', 'waiting', 'suspended'];

test.describe('over a cluster in which everything is wrong', () => {
  test.use({ world: { scenario: 'agent-loss', seed: 3 } });

  test('every state of a slot is another picture without colour, and every row says its state in a word', async ({
    page,
    gateway,
    mock,
  }) => {
    const put = (id: string, change: object) =>
      fetch(`${mock.upstreams.marathon}/v2/apps/${id}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(change),
      });
    await mock.inject({ kind: 'hang-start', id: '/mail/sender', in: 'staging' });
    await put('/mail/sender', { instances: 4 });
    await put('/media/thumbs-worker', { instances: 0 });
    await put('/huge', { cmd: './train', mem: 999_999, instances: 2 });
    await mock.inject({ kind: 'crash-app', id: '/pay/gateway', count: 1, again: true });
    await mock.inject({ kind: 'fail-health', id: '/shop/web', count: 2, times: 99 });
    await mock.clock({ advanceMs: 12_000 });
    await page.goto('/apps?view=flat');
    for (const state of STATES) await expect(block(page, state), state).toBeVisible({ timeout: HAPPENED_MS });

    for (const deficiency of ['achromatopsia', 'deuteranopia'] as const) {
      await seenAs(page, deficiency);
      const pictures = [];
      for (const state of STATES) pictures.push({ name: state, picture: await pictureOf(page, block(page, state)) });
      expect(await alikePairs(page, pictures), deficiency).toEqual([]);
    }

    const words: Readonly<Record<string, string>> = {
      failing: 'Failing',
      delayed: 'Delayed',
      waiting: 'Waiting',
      unreachable: 'Unreachable',
      deploying: 'Deploying',
      unchecked: 'No check',
      healthy: 'Running',
      suspended: 'Suspended',
    };
    const apps = await apiOf(gateway.url).table('apps');
    expect(new Set(apps.map(({ condition }) => condition)).size).toBeGreaterThanOrEqual(6);
    for (const { key, condition } of apps) {
      const id = key.slice(key.indexOf('/'));
      const row = page
        .getByRole('row')
        .filter({ has: page.getByRole('checkbox', { name: `Select \u2068${id}\u2069` }) });
      await expect(row, id).toContainText(words[condition] ?? condition);
    }
  });
});

test.describe('over a calm cluster', () => {
  test.use({ world: { scenario: 'calm', seed: 6 } });

  test('workers that are online, busy, gone and behind a broker that is away are four pictures without colour', async ({
    page,
    mock,
  }) => {
    const workers = workersPage(page);
    await workers.open();
    await seenAs(page, 'achromatopsia');
    const mark = (word: string) => page.getByRole('cell', { name: word, exact: true }).first();
    await expect(mark('Online')).toBeVisible();
    await mock.inject({ kind: 'publish', queue: 'reports', count: 5000 });
    await mock.inject({ kind: 'kill-worker', name: 'sender-1@agent-06.example.test' });
    const pictures = [];
    for (const word of ['Online', 'Busy', 'Gone']) {
      await expect(mark(word)).toBeVisible({ timeout: HAPPENED_MS });
      pictures.push({ name: word, picture: await markOf(page, mark(word)) });
    }
    await mock.inject({ kind: 'stop-broker' });
    await expect(mark('Broker away')).toBeVisible({ timeout: HAPPENED_MS });
    pictures.push({ name: 'Broker away', picture: await markOf(page, mark('Broker away')) });
    expect(await alikePairs(page, pictures)).toEqual([]);
  });
});

function block(page: Page, state: string): Locator {
  return page.locator(`.slots[data-size=list] .slot[data-state=${state}]`).first();
}

const WIDTH = 10;
const HEIGHT = 18;

/** The same window around the first block of each run, so that a lower block is another picture. */
async function pictureOf(page: Page, target: Locator): Promise<string> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error('the block is not drawn');
  const clip = {
    x: box.x - 1,
    y: box.y + box.height / 2 - HEIGHT / 2,
    width: WIDTH,
    height: HEIGHT,
  };
  return (await page.screenshot({ clip })).toString('base64');
}

/** The mark before the word. */
async function markOf(page: Page, cell: Locator): Promise<string> {
  const box = await cell.boundingBox();
  if (box === null) throw new Error('the mark is not drawn');
  return (
    await page.screenshot({ clip: { x: box.x + 7, y: box.y + box.height / 2 - 8, width: 16, height: 16 } })
  ).toString('base64');
}
