import { ROOT, tool, run } from './lib/project.mjs';
import { check, counts, playwright, standIn, vitest } from './lib/sections.mjs';
import { conclude, runLanes } from './lib/report.mjs';
import { ensureInstalled } from './ensure.mjs';
import { findChromium } from './chromium.mjs';
import { liveStackMissing } from './live.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

// The least number of tests each kind must find. They grow with the suite: a run that lost half its tests must not pass. Of those in the
// browser, 24 walk four ways each.
const LEAST = { unit: 1500, browser: 103, live: 7 };

const types = check('types', 'tsc', ['-b']);
const lint = check('lint', 'oxlint', []);
const format = check('format', 'oxfmt', ['--check', '.']);
const unused = check('unused code', 'knip', ['--no-progress']);
const unit = vitest('unit, architecture, contract', LEAST.unit);

const build = {
  title: 'build',
  start: async (onText) => {
    const { code } = await run(process.execPath, ['scripts/build.mjs'], { onText });
    return code === 0 ? counts(1, 0, 0) : counts(0, 1, 0);
  },
};

/** The sections that need a browser: end to end, benchmark smoke, live. */
async function inBrowser() {
  const { path: chromium, missing } = await findChromium();
  if (chromium === undefined) return [standIn('end to end, benchmark smoke, live', 'failed', missing)];
  const smoke = {
    title: 'benchmark smoke',
    start: async (onText) => {
      const { code } = await run(tool('tsx'), ['bench/main.ts', '--smoke'], {
        env: { CHROMIUM_PATH: chromium },
        onText,
      });
      return code === 0 ? counts(1, 0, 0) : counts(0, 1, 0);
    },
  };
  const lacking = await liveStackMissing();
  return [
    playwright('end to end', { projects: ['lost', 'a11y', 'desk', 'wall'], chromium, minimum: LEAST.browser }),
    existsSync(join(ROOT, 'bench/main.ts')) ? smoke : standIn('benchmark smoke', 'skipped', 'No benchmark yet.'),
    lacking === null
      ? playwright('live: real RabbitMQ, Redis, Celery, Flower', { projects: ['live'], chromium, minimum: LEAST.live })
      : standIn('live: real RabbitMQ, Redis, Celery, Flower', 'skipped', lacking),
  ];
}

const isQuick = process.argv.includes('--quick');
await ensureInstalled();
// Before the first section, because it may have to install: what it says must not land in a section.
const browserSections = isQuick ? [] : await inBrowser();

const beside = await runLanes(
  isQuick ? [[types, lint, format], [unit]] : [[types, lint, format, unused, build], [unit]],
);
const alone = await runLanes([browserSections]);
conclude(counts(beside.passed + alone.passed, beside.failed + alone.failed, beside.skipped + alone.skipped));
