import type { Locator, Page } from '@playwright/test';
import { apiOf, lookAt } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';
import { queuesPage } from '../pages/queues.ts';
import { workersPage } from '../pages/workers.ts';
import { alikePairs, pictureOf, seenAs, type Clip } from './grey.ts';

test.setTimeout(90_000);

const HAPPENED_MS = 30_000;
// A trend is told of 30 s of samples, which begin some seconds after the gateway: it is asked for by a page that may open at once.
const FILLED_MS = 45_000;
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
    // Its next try is ten minutes away, so that it is not between two tries when its picture is taken.
    const labels = { 'sim.start': '200', 'sim.fail': '1' };
    await put('/crashes', { cmd: './crash', instances: 1, backoffSeconds: 600, maxLaunchDelaySeconds: 3600, labels });
    await mock.inject({ kind: 'fail-health', id: '/shop/web', count: 2, times: 99 });
    await mock.clock({ advanceMs: 12_000 });
    await page.goto('/apps?view=flat');
    for (const state of STATES) await expect(block(page, state), state).toBeVisible({ timeout: HAPPENED_MS });
    // From here on nothing happens any more until each picture was taken.
    await mock.clock({ pause: true });

    for (const deficiency of ['achromatopsia', 'deuteranopia'] as const) {
      await seenAs(page, deficiency);
      const pictures = [];
      for (const state of STATES)
        pictures.push({ name: state, picture: await pictureOf(page, () => placeOf(block(page, state), WINDOW)) });
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
        .filter({ has: page.getByRole('checkbox', { name: `Select ${id}`, exact: true }) });
      await expect(row, id).toContainText(words[condition] ?? condition);
    }

    await page.goto('/wall?scenes=apps');
    for (const state of STATES)
      await expect(page.locator(`.wall-slots [data-state=${state}]`).first(), state).toBeAttached();
    for (const deficiency of ['achromatopsia', 'deuteranopia'] as const) {
      await seenAs(page, deficiency);
      const pictures = [];
      for (const state of STATES)
        pictures.push({ name: state, picture: await pictureOf(page, () => placeOnWall(page, state)) });
      expect(await alikePairs(page, pictures), `the wall, ${deficiency}`).toEqual([]);
    }
  });
});

test.describe('over a calm cluster', () => {
  test.use({ world: { scenario: 'calm', seed: 6 } });

  test('the marks of workers, and those of queues that flow, fill and stand, are other pictures without colour', async ({
    page,
    mock,
    gateway,
  }) => {
    // A queue is seen to fill after half a minute of samples, which are taken more often while somebody looks.
    const eyes = await lookAt(gateway.url, ['queues']);
    await mock.inject({ kind: 'load-factor', queue: 'emails', factor: 12 });
    await mock.inject({ kind: 'publish', queue: 'dead-letter', count: 1000 });
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
      pictures.push({ name: word, picture: await pictureOf(page, () => markOf(mark(word))) });
    }
    expect(await alikeQueues(page)).toEqual([]);
    eyes.stop();
    await workers.open();
    await mock.inject({ kind: 'stop-broker' });
    await expect(mark('Broker away')).toBeVisible({ timeout: HAPPENED_MS });
    pictures.push({ name: 'Broker away', picture: await pictureOf(page, () => markOf(mark('Broker away'))) });
    expect(await alikePairs(page, pictures)).toEqual([]);
  });
});

/** Pairs of queues' marks that look alike: one that flows, one that fills, one that nobody drains. */
async function alikeQueues(page: Page): Promise<string[]> {
  const queues = queuesPage(page);
  await queues.open();
  const marks = { emails: '.mark > .wedge', 'dead-letter': '.mark > .buffer-stop', webhooks: '.mark:empty' };
  const pictures = [];
  for (const [name, inside] of Object.entries(marks)) {
    const mark = queues.row(name).locator(inside);
    await expect(mark, name).toBeAttached({ timeout: FILLED_MS });
    const slot = queues.row(name).locator('.mark').first();
    pictures.push({ name, picture: await pictureOf(page, () => placeOf(slot, MARK)) });
  }
  return alikePairs(page, pictures);
}

function block(page: Page, state: string): Locator {
  return page.locator(`.slots[data-size=list] .slot[data-state=${state}]`).first();
}

/** Around the first block of a run. */
const WINDOW = { left: -1, width: 10, height: 18 };
/** The mark before a word or a name. */
const MARK = { left: 0, width: 16, height: 16 };

interface Window {
  left: number;
  width: number;
  height: number;
}

/** The same window around the left edge of each, so that a lower block is another picture. */
async function placeOf(target: Locator, { left, width, height }: Window): Promise<Clip> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error('it is not drawn');
  return { x: box.x + left, y: box.y + box.height / 2 - height / 2, width, height };
}

/** The mark before the word in a worker's cell. */
const markOf = (cell: Locator): Promise<Clip> => placeOf(cell, { ...MARK, left: 7 });

/** The window around the first block of a state on the wall, which draws all blocks of a state in one stroke. */
async function placeOnWall(page: Page, state: string): Promise<Clip> {
  return page
    .locator(`.wall-slots[role=img] [data-state=${state}]`)
    .first()
    .evaluate((path) => {
      if (!(path instanceof SVGPathElement)) throw new Error('it is not drawn');
      const first = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      first.setAttribute('d', `${(path.getAttribute('d') ?? '').split('z', 1)[0] ?? ''}z`);
      path.after(first);
      const { left, top, width, height } = first.getBoundingClientRect();
      first.remove();
      const [windowWidth, windowHeight] = [18, 36];
      return {
        x: Math.round(left + width / 2 - windowWidth / 2),
        y: Math.round(top + height / 2 - windowHeight / 2),
        width: windowWidth,
        height: windowHeight,
      };
    });
}
