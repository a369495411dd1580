import { chromium, type Browser, type Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startGateway, type Gateway } from '../fixtures/gateway.ts';
import { startMock, type Mock, type World } from '../fixtures/mock.ts';
import { readme, sceneNames, scenes, views, type Scene, type SceneName, type View } from './views.ts';

const root = join(import.meta.dirname, '../..');

const { values } = parseArgs({
  options: {
    /** Only views whose name holds one of these, as a list with commas. */
    only: { type: 'string', default: '' },
    /** Widths, light and dark, languages: as lists with commas. */
    widths: { type: 'string', default: '390,1280,1920,3840' },
    themes: { type: 'string', default: 'light,dark' },
    languages: { type: 'string', default: 'en,zh-CN' },
    out: { type: 'string', default: '.cache/screenshots' },
    /** Takes the README's four pictures into docs/screenshots instead. */
    readme: { type: 'boolean', default: false },
  },
});

const heights: Readonly<Record<string, number>> = { '390': 844, '1280': 800, '1440': 900, '1920': 1080, '3840': 2160 };

interface Frame {
  width: number;
  height: number;
  theme: 'light' | 'dark';
  path: string;
}

const languages = values.readme ? ['en'] : values.languages.split(',');

function framesOf(view: View, language: string): readonly Frame[] {
  const wall = view.path.startsWith('/wall');
  if (values.readme) {
    const frame = wall ? { width: 1920, height: 1080, theme: 'dark' } : { width: 1440, height: 900, theme: 'light' };
    return [{ ...frame, theme: wall ? 'dark' : 'light', path: join(folder, `${view.name}.png`) }];
  }
  return values.themes.split(',').flatMap((name) => {
    const theme = name === 'dark' ? 'dark' : 'light';
    return values.widths.split(',').map((text) => {
      const sides = [Number(text), heights[text] ?? 900] as const;
      const [width, height] = view.portrait ? [Math.min(...sides), Math.max(...sides)] : sides;
      return { width, height, theme, path: join(folder, `${view.name}-${text}-${theme}-${language}.png`) };
    });
  });
}

function sceneOf(name: SceneName): Scene {
  return scenes[name];
}

/** A mock with a gateway over it: a world that views share. */
interface Stage {
  world: World;
  mock: Mock;
  gateway: Gateway;
  startedAtMs: number;
}

async function startStage({ world, troubles, before, advanceMs, watchMs }: Scene): Promise<Stage> {
  const mock = await startMock();
  await mock.reset(world);
  for (const event of before ?? []) await mock.inject(event);
  if (advanceMs !== undefined) await mock.clock({ advanceMs });
  const gateway = await startGateway(mock.upstreams);
  await pause(troubles === undefined ? 0 : 2500);
  for (const event of troubles ?? []) await mock.inject(event);
  if (watchMs !== undefined) await mock.clock({ advanceMs: watchMs });
  return { world, mock, gateway, startedAtMs: performance.now() };
}

/** Trouble is raised only after it has lasted in the gateway's own time, so a scene is left alone for that long. */
async function ripen(stage: Stage, ripeMs: number): Promise<void> {
  await pause(Math.max(0, stage.startedAtMs + ripeMs - performance.now()));
}

async function takeScene(
  browser: Browser,
  name: SceneName,
  wanted: readonly View[],
  started: Promise<Stage>,
): Promise<void> {
  const stage = await started;
  try {
    await ripen(stage, sceneOf(name).ripeMs ?? 0);
    for (const view of wanted) {
      const atMs = performance.now();
      for (const language of languages) await shootAll(browser, stage.gateway.url, stage.mock, view, language);
      console.error(`${view.name} ${Math.round((performance.now() - atMs) / 100) / 10} s`);
    }
  } finally {
    await stage.gateway.stop();
    await stage.mock.stop();
  }
}

/** One page in one language, seen at each width and in each theme: what differs between two pictures is the frame alone. */
async function shootAll(browser: Browser, url: string, mock: Mock, view: View, language: string): Promise<void> {
  const frames = framesOf(view, language);
  const first = frames[0];
  if (first === undefined) return;
  const context = await browser.newContext({
    viewport: { width: first.width, height: first.height },
    colorScheme: first.theme,
    locale: language,
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complain = (why: string): void => console.error(`  ${view.name} ${language}: ${why}`);
  page.on('pageerror', (error) => complain(error.message));
  await page.goto(url + view.path);
  await prepare(page, mock, view).catch((error: unknown) => complain(String(error).split('\n')[0] ?? ''));
  for (const { width, height, theme, path } of frames) {
    if (view.path.startsWith('/wall')) await seeWallIn(page, theme);
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height });
    await still(page, 250, 1200);
    if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) {
      complain(`scrolls sideways at ${width}`);
    }
    await page.screenshot({ path });
  }
  await context.close();
  await mock.clearFaults();
}

/** A wall is told its theme by its address, and not by the reader's system. */
async function seeWallIn(page: Page, theme: Frame['theme']): Promise<void> {
  const address = new URL(page.url());
  if (address.searchParams.get('theme') === theme) return;
  address.searchParams.set('theme', theme);
  await page.goto(address.href);
}

async function prepare(page: Page, mock: Mock, view: View): Promise<void> {
  const timeout = 15_000;
  await page.locator('h1, main').first().waitFor({ timeout });
  await still(page, 800, 4000);
  if (view.follow !== undefined) {
    const pattern = view.follow;
    const found = page.locator('main a[href]').locator('visible=true');
    await found.first().waitFor({ timeout });
    const links = await found.all();
    for (const link of links) {
      if (!pattern.test((await link.getAttribute('href')) ?? '')) continue;
      await link.click();
      break;
    }
    await still(page, 800, 4000);
  }
  for (const name of view.press ?? []) {
    const role = page.getByRole('button', { name }).or(page.getByRole('menuitem', { name }));
    await role.locator('visible=true').first().click({ timeout });
    await still(page, 400, 2000);
  }
  if (view.lose !== undefined) {
    const fault = { on: '* /**', do: { kind: 'reset' } } as const;
    for (const upstream of view.lose === 'all' ? (['marathon', 'flower', 'rabbitmq'] as const) : [view.lose]) {
      await mock.fault({ upstream, ...fault });
    }
    await page
      .getByText(/lost since|not known|失联|未知/i)
      .locator('visible=true')
      .first()
      .waitFor({ timeout: 60_000 });
    await pause(view.lose === 'all' ? 8000 : 1000);
  }
}

/** Nothing changed for that long, or the most has passed: a moving cluster is never quite still. */
async function still(page: Page, quietMs: number, mostMs: number): Promise<void> {
  await page.evaluate(
    ([quietFor, most]) =>
      new Promise<void>((done) => {
        let quiet = setTimeout(done, quietFor);
        new MutationObserver(() => {
          clearTimeout(quiet);
          quiet = setTimeout(done, quietFor);
        }).observe(document.body, { childList: true, subtree: true });
        setTimeout(done, most);
      }),
    [quietMs, mostMs] as const,
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

const folder = join(root, values.readme ? 'docs/screenshots' : values.out);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  chromiumSandbox: false,
  args: [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const asked = values.only.split(',');
const wanted = (values.readme ? readme : views).filter(({ name }) => asked.some((part) => name.includes(part)));
const used = sceneNames.filter((name) => wanted.some(({ scene }) => scene === name));
/** What must ripen starts now and is looked at last. */
const early = new Map(
  used.filter((name) => sceneOf(name).ripeMs !== undefined).map((name) => [name, startStage(scenes[name])]),
);
try {
  for (const name of used) {
    const ofScene = wanted.filter(({ scene }) => scene === name);
    await takeScene(browser, name, ofScene, early.get(name) ?? startStage(scenes[name]));
  }
} finally {
  await browser.close();
}
console.log(`Screenshots stand in ${folder}`);
