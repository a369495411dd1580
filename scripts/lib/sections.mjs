import { ROOT, run, tool } from './project.mjs';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const RESULTS = join(ROOT, '.cache/results');

/** How a section ended: tests (or checks) counted by outcome. */
export const counts = (passed, failed, skipped) => ({ passed, failed, skipped });

/** A section that is one check: it passes when the program exits with 0. */
export const check = (title, command, args) => ({
  title,
  start: async (onText) => {
    const { code } = await run(tool(command), args, { onText });
    return code === 0 ? counts(1, 0, 0) : counts(0, 1, 0);
  },
});

/** A section that cannot run; its sentence is shown and it counts as one failed or one skipped. */
export const standIn = (title, outcome, sentence) => ({
  title,
  start: async (onText) => {
    onText(`${sentence}\n`);
    return outcome === 'failed' ? counts(0, 1, 0) : counts(0, 0, 1);
  },
});

function readReport(name) {
  try {
    return JSON.parse(readFileSync(join(RESULTS, name), 'utf8'));
  } catch {
    return null;
  }
}

function newReport(name) {
  mkdirSync(RESULTS, { recursive: true });
  rmSync(join(RESULTS, name), { force: true });
  return join(RESULTS, name);
}

/** A run that shrank without anybody saying so is a failure: a check that reads nothing is green. */
function holdToMinimum(result, minimum, onText) {
  const seen = result.passed + result.failed + result.skipped;
  if (seen >= minimum) return result;
  onText(`Only ${seen} tests were found where at least ${minimum} are expected.\n`);
  return { ...result, failed: result.failed + 1 };
}

/** A failing program whose report shows no failure (a crash, an error outside tests) is one failure. */
function holdToExitCode(result, code) {
  return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
}

/** Vitest's tests; what a test writes itself (the contract tests' table) stays in the output. */
export const vitest = (title, minimum) => ({
  title,
  start: async (onText) => {
    const report = newReport('vitest.json');
    const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
    const { code } = await run(tool('vitest'), args, { env: { NO_COLOR: '1' }, onText });
    const {
      numPassedTests = 0,
      numFailedTests = 0,
      numPendingTests = 0,
      numTodoTests = 0,
    } = readReport('vitest.json') ?? {};
    const result = counts(numPassedTests, numFailedTests, numPendingTests + numTodoTests);
    return holdToMinimum(holdToExitCode(result, code), minimum, onText);
  },
});

/** A machine that others use too starves a browser now and then; more second tries than this in one run are no accident. */
const mostSecondTries = 2;

/** Playwright's tests of some projects. A test that passed only at a second try is named, so that its cause is looked for. */
export const playwright = (title, { projects, chromium, minimum }) => ({
  title,
  start: async (onText) => {
    const kind = projects.join('-');
    const name = `${kind}.json`;
    const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: newReport(name), FORCE_COLOR: '0' };
    // Each run clears its output first: with one folder for all, the live suite would wipe the traces of what failed before it.
    const args = [
      'test',
      '--reporter=list,json',
      `--output=test-results/${kind}`,
      ...projects.map((project) => `--project=${project}`),
    ];
    const { code } = await run(tool('playwright'), args, { env, onText });
    const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = readReport(name)?.stats ?? {};
    if (flaky > 0) onText(`${flaky} passed only at a second try; see "flaky" above.\n`);
    const late = flaky > mostSecondTries ? flaky : 0;
    const result = counts(expected + flaky - late, unexpected + late, skipped);
    return holdToMinimum(holdToExitCode(result, code), minimum, onText);
  },
});
