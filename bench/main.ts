import { parseArgs } from 'node:util';
import { openBrowser } from './browser.ts';
import { machineNoise } from './noise.ts';
import { groups, measureAll, type Group, type Plan } from './plan.ts';
import { renderTable, type Figure } from './table.ts';

const { values } = parseArgs({
  options: {
    /** Two minutes: it runs, and every figure is a number. */
    smoke: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
    /** Minutes over which the heap is watched; 30 for the figure that is asked for. */
    'soak-minutes': { type: 'string', default: '5' },
    /** Only some groups of figures: `load,filter`. */
    only: { type: 'string' },
  },
});

function groupsIn(list: string): ReadonlySet<Group> {
  return new Set(
    list.split(',').map((name) => {
      const group = groups.find((one) => one === name);
      if (group !== undefined) return group;
      console.error(`--only: "${name}" is none of ${groups.join(', ')}.`);
      process.exit(2);
    }),
  );
}

const full: Plan = {
  sizes: [1000, 10_000],
  perApp: 10,
  runs: Number(values.runs),
  visits: 3,
  changeSeconds: 20,
  scrollSeconds: 5,
  soakMinutes: Number(values['soak-minutes']),
  tabs: 20,
  tabSeconds: 60,
  gatewaySeconds: 75,
  throttles: [1, 4],
  only: values.only === undefined ? null : groupsIn(values.only),
};

const smoke: Plan = {
  ...full,
  sizes: [300, 600],
  runs: 1,
  visits: 1,
  changeSeconds: 3,
  scrollSeconds: 2,
  soakMinutes: 0.1,
  tabs: 3,
  tabSeconds: 5,
  gatewaySeconds: 6,
  throttles: [1],
};

const noise = machineNoise();
const browser = await openBrowser();
let figures: Figure[];
try {
  figures = await measureAll(browser, values.smoke ? smoke : full);
} finally {
  await browser.close();
}
console.log(renderTable(figures));
console.log(
  `\nThe machine: a fixed loop took ${noise.medianMs.toFixed(1)} ms, its slowest tenth ${noise.p90Ratio.toFixed(2)} × that.`,
);
const missing = figures.filter(({ value }) => Number.isNaN(value));
if (values.smoke) console.log(`${figures.length - missing.length} passed, ${missing.length} failed`);
process.exitCode = missing.length === 0 ? 0 : 1;
