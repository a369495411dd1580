import type { Browser } from '@playwright/test';
import { startFloor } from './floor/server.ts';
import { measureChanges } from './measures/change.ts';
import { measureDemo } from './measures/demo.ts';
import { measureFilter, type Filtering } from './measures/filter.ts';
import { measureGateway } from './measures/gateway.ts';
import { measureHeap } from './measures/heap.ts';
import { measureLoad, medianOf } from './measures/load.ts';
import { measureScroll } from './measures/scroll.ts';
import { measureSize } from './measures/size.ts';
import { measureTabs } from './measures/tabs.ts';
import { median } from './stats.ts';
import { startStack, type Stack } from './stack.ts';
import { atMost, plain, type Figure } from './table.ts';

/** How much is measured. */
export interface Plan {
  /** Apps in the small and in the large cluster. */
  sizes: readonly [small: number, large: number];
  perApp: number;
  runs: number;
  /** Visits to each page in a run of loads. */
  visits: number;
  changeSeconds: number;
  scrollSeconds: number;
  soakMinutes: number;
  tabs: number;
  tabSeconds: number;
  gatewaySeconds: number;
  throttles: readonly number[];
  /** Groups of figures; null measures them all. */
  only: ReadonlySet<Group> | null;
}

/** What can be measured alone. */
export const groups = ['load', 'filter', 'change', 'scroll', 'heap', 'tabs', 'gateway', 'demo'] as const;
export type Group = (typeof groups)[number];

/** Runs every measure of the plan, small cluster first, and answers the table's rows. */
export async function measureAll(browser: Browser, plan: Plan): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [index, apps] of plan.sizes.entries()) {
    const stack = await startStack({ apps, instances: apps * plan.perApp });
    try {
      figures.push(...(await measureSizeOf(browser, plan, stack, apps, index === 1)));
    } finally {
      await stack.close();
    }
  }
  if (wanted(plan, 'demo'))
    figures.push(atMost('demo: command to page, second start', await measureDemo(browser), 8, 4, 's'));
  return figures;
}

function wanted(plan: Plan, group: Group): boolean {
  return plan.only?.has(group) ?? true;
}

async function measureSizeOf(
  browser: Browser,
  plan: Plan,
  stack: Stack,
  apps: number,
  large: boolean,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  const say = async (group: Group, measure: () => Promise<Figure[]>): Promise<void> => {
    if (!wanted(plan, group)) return;
    console.error(`${group}, ${apps} apps …`);
    figures.push(...(await measure()));
  };
  await say('load', () => loadFigures(browser, plan, stack, apps, large));
  await say('filter', () => filterFigures(browser, plan, stack, apps));
  if (!large) await say('change', () => changeFigures(browser, plan, stack, apps));
  await say('scroll', async () => {
    const { droppedPercent, blankFrames } = await measureScroll(browser, `${stack.url}apps`, plan.scrollSeconds);
    return [
      atMost(`scroll of everything: dropped frames, ${apps}`, droppedPercent, large ? 5 : 2, large ? 3 : 1, '%'),
      atMost(`scroll of everything: blank frames, ${apps}`, blankFrames, 0, 0, ''),
    ];
  });
  await say('heap', async () => {
    const { mb, kbPerMinute } = await measureHeap(
      browser,
      stack,
      large ? Math.min(2, plan.soakMinutes) : plan.soakMinutes,
    );
    const heap = atMost(`heap after 1 min, ${apps}`, mb, large ? 45 : 15, large ? 30 : 10, 'MB');
    if (large) return [heap];
    return [heap, atMost(`heap slope, ${apps}`, kbPerMinute, 20, 0, 'kB/min', `over ${plan.soakMinutes} min`)];
  });
  if (!large) await say('tabs', () => tabFigures(browser, plan, stack));
  if (large) await say('gateway', () => gatewayFigures(browser, plan, stack, apps));
  return figures;
}

async function loadFigures(
  browser: Browser,
  plan: Plan,
  stack: Stack,
  apps: number,
  large: boolean,
): Promise<Figure[]> {
  const url = `${stack.url}apps`;
  const floor = await startFloor(stack.marathon);
  try {
    const figures: Figure[] = [];
    if (!large)
      figures.push(atMost('JS + CSS, gzip, to the first usable list', await measureSize(browser, url), 160, 130, 'kB'));
    for (const throttle of plan.throttles) {
      const runs = await measureLoad(browser, { ours: url, floor: floor.url }, plan, throttle);
      const [ours, least] = [medianOf(runs.map((run) => run.ours)), medianOf(runs.map((run) => run.floor))];
      const ratios = runs.map((run) => run.ours.usable / run.floor.usable);
      const at = throttle === 1 ? `${apps}` : `${apps}, CPU ×${throttle}`;
      const byRun = ratios.map((it) => it.toFixed(2)).join(' ');
      const note = `${ours.usable.toFixed(0)} ms, floor ${least.usable.toFixed(0)} ms; runs ${byRun}`;
      const ratio = median(ratios);
      if (throttle === 1) {
        if (!large) figures.push(atMost('requests to a usable list', ours.requests, 8, 6, ''));
        figures.push(atMost(`usable list over floor, ${at}`, ratio, large ? 1 : 2, large ? 0.7 : 1.5, '×', note));
        const longNote = ours.longest === 0 ? 'none over 50' : '';
        figures.push(
          atMost(`longest task on load, ${at}`, ours.longest, large ? 120 : 60, large ? 100 : 50, 'ms', longNote),
        );
      } else figures.push(plain(`usable list over floor, ${at}`, ratio, '×', note));
      const whole = median(runs.map((run) => run.ours.whole / run.floor.whole));
      figures.push(plain(`whole list over floor, ${at}`, whole, '×', `${ours.whole.toFixed(0)} ms`));
    }
    return figures;
  } finally {
    floor.close();
  }
}

async function filterFigures(browser: Browser, plan: Plan, stack: Stack, apps: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const throttle of plan.throttles) {
    const runs: Filtering[] = [];
    for (let run = 0; run < plan.runs; run += 1) runs.push(await measureFilter(browser, `${stack.url}apps`, throttle));
    const key = median(runs.map(({ keyMs }) => keyMs));
    const name = throttle === 1 ? `${apps}` : `${apps}, CPU ×${throttle}`;
    figures.push(
      atMost(`filter key → paint, worst, ${name}`, key, throttle === 1 ? 50 : 120, throttle === 1 ? 40 : 100, 'ms'),
      plain(`filter key → list, worst, ${name}`, median(runs.map(({ listMs }) => listMs)), 'ms'),
    );
  }
  return figures;
}

async function changeFigures(browser: Browser, plan: Plan, stack: Stack, apps: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const hz of [1, 10]) {
    const { p50, p95, lost, busyPercent, clockPercent } = await measureChanges(browser, stack, hz, plan.changeSeconds);
    figures.push(atMost(`change → visible at ${hz} Hz, p50`, p50, 100, 50, 'ms'));
    figures.push(atMost(`change → visible at ${hz} Hz, p95`, p95, 250, 100, 'ms'));
    figures.push(atMost(`changes lost at ${hz} Hz`, lost, 0, 0, ''));
    const byClock = `${clockPercent.toFixed(2)} % by the clock`;
    figures.push(
      atMost(`main thread busy, ${apps}, ${hz} Hz`, busyPercent, hz === 1 ? 2 : 8, hz === 1 ? 1 : 6, '%', byClock),
    );
  }
  return figures;
}

async function tabFigures(browser: Browser, plan: Plan, stack: Stack): Promise<Figure[]> {
  const { addedRequests, kbPerTabMinute } = await measureTabs(browser, stack, plan.tabs, plan.tabSeconds);
  return [
    atMost(`upstream requests a minute added by ${plan.tabs} tabs`, addedRequests, 0, 0, ''),
    atMost('bytes per idle tab and minute', kbPerTabMinute, 5, 2, 'kB'),
  ];
}

async function gatewayFigures(browser: Browser, plan: Plan, stack: Stack, apps: number): Promise<Figure[]> {
  const { residentMb, cpuPercent, stallMs } = await measureGateway(browser, stack, plan.gatewaySeconds);
  return [
    atMost(`gateway at ${apps} apps: resident memory`, residentMb, 400, 250, 'MB'),
    atMost(`gateway at ${apps} apps: CPU of a core at 1 change/s`, cpuPercent, 15, 8, '%'),
    atMost(`gateway at ${apps} apps: longest stall of deltas`, stallMs, 100, 50, 'ms', 'a full poll included'),
  ];
}
