import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';

/** Starts the Chromium the launcher found. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const args = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--enable-precise-memory-info',
  ];
  return chromium.launch({ executablePath, chromiumSandbox: false, args });
}

/** A page with the observers in place before its first script, and the protocol session that throttles and measures it. */
export interface Probe {
  page: Page;
  cdp: CDPSession;
  /** What the page has told of itself, in ms from the navigation: a first screen of rows, and all of the list, could be seen. */
  told: Partial<Record<Mark, number>>;
  close: () => Promise<void>;
}

/**
 * Opens a fresh context (empty caches), so that each run pays what a first visit pays. The browser builds a window for it, scripts of
 * its own included, for most of a second: that is no part of any visit, so it is waited for.
 */
export async function openProbe(browser: Browser, throttle: number): Promise<Probe> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  if (throttle > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  // The loader names functions by a helper of its own, which a page does not have.
  await page.addInitScript({ content: 'globalThis.__name = (it) => it' });
  await page.addInitScript(withoutPlaces);
  await page.addInitScript(observe);
  const told: Probe['told'] = {};
  cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
    if (name !== 'tellBench') return;
    const [mark, ms = ''] = payload.split(' ');
    if (mark === 'usable' || mark === 'whole') told[mark] ??= Number(ms);
  });
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: 'tellBench' });
  await untilStill(browser);
  return { page, cdp, told, close: () => context.close() };
}

const lookMs = 50;
/** Share of a processor below which all of the browser together counts as still, and for how many looks it must. */
const stillShare = 0.2;
const stillLooks = 3;
const mostLooks = 100;

/** Waits until the browser's processes do nothing, by their own processor time; at most five seconds. */
async function untilStill(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const used = async (): Promise<number> => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  let last = await used();
  for (let look = 0, still = 0; look < mostLooks && still < stillLooks; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, lookMs));
    const now = await used();
    still = now - last < (stillShare * lookMs) / 1000 ? still + 1 : 0;
    last = now;
  }
  await session.detach();
}

/** What a page tells as soon as it is so. */
type Mark = 'usable' | 'whole';

/** What the page records about itself. */
export interface Marks {
  longTasksMs: number[];
  /** Event Timing durations of keys, event to paint. */
  keysMs: number[];
}

declare global {
  interface Window {
    probe: Marks;
    tellBench(text: string): void;
  }
}

/**
 * A browser that is being watched works out where each `Error` was made, and for that reads all of the file it is in once more: some 15
 * ms for those that React makes while it is read. No visitor pays that, so those made by a plain call get no place.
 */
function withoutPlaces(): void {
  window.Error = new Proxy(Error, {
    apply: (made, _self, [message]: unknown[]) => Object.assign(Object.create(made.prototype), { message }),
  });
}

function observe(): void {
  const probe: Marks = { longTasksMs: [], keysMs: [] };
  window.probe = probe;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) probe.longTasksMs.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  const keys: PerformanceObserverInit & { durationThreshold: number } = { type: 'event', durationThreshold: 16 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (/^key|input/.test(entry.name)) probe.keysMs.push(entry.duration);
  }).observe(keys);
  const afterFrame = (note: () => void): void => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.addEventListener('message', note);
      channel.port1.start();
      channel.port2.postMessage(null);
    });
  };
  const lookForWhole = (): void => {
    // The grid says how many rows there are, and -1 while nobody knows.
    if (Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')) > 0)
      afterFrame(() => window.tellBench(`whole ${performance.now()}`));
    else requestAnimationFrame(lookForWhole);
  };
  const look = (): void => {
    // Twelve rows at least, and down to the foot of the page: rows that are still coming are no list yet.
    const rows = document.querySelectorAll('[role="row"]');
    const lowestPx = Math.max(0, ...[...rows].slice(11).map((row) => row.getBoundingClientRect().bottom));
    if (lowestPx >= innerHeight - 48) {
      afterFrame(() => window.tellBench(`usable ${performance.now()}`));
      requestAnimationFrame(lookForWhole);
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const mostMs = 120_000;

/**
 * Waits for what a page tells of itself. It is not asked: a driver that asks has a page compile a library of its own first, some ten
 * milliseconds in the midst of the start that is measured.
 */
async function untilTold({ told }: Probe, mark: Mark): Promise<number> {
  const untilMs = performance.now() + mostMs;
  for (;;) {
    const ms = told[mark];
    if (ms !== undefined) return ms;
    if (performance.now() > untilMs) throw new Error(`The list was not ${mark} within ${mostMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Waits until rows stand there, down to the foot of the page, and answers when they did. */
export const usableMs = (probe: Probe): Promise<number> => untilTold(probe, 'usable');

/** Waits until the list is whole and answers when it was. */
export const wholeMs = (probe: Probe): Promise<number> => untilTold(probe, 'whole');

/** Opens a list and waits until it is whole and at rest: what opening costs is measured apart from what the open page costs. */
export async function openAtRest(browser: Browser, url: string, throttle: number): Promise<Probe> {
  const probe = await openProbe(browser, throttle);
  await probe.page.goto(url, { waitUntil: 'commit' });
  await wholeMs(probe);
  await untilStill(browser);
  return probe;
}

/** The paths of the apps that stand on the screen, in order; rows name them in their head's title. */
export function appsOnScreen(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[role="rowheader"] [title^="/"]')].map((name) => name.getAttribute('title') ?? ''),
  );
}
