import { defineConfig } from '@playwright/test';

// As root, Chromium's sandbox cannot start; the rest keeps the browser from calling home or drawing differently by machine.
const launchOptions = {
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  chromiumSandbox: false,
  args: [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

const waiting = 'faults/lost-sources.spec.ts';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Each worker runs a browser, a mock and a gateway; two cores carry two of them (`workers` of a project) and one that waits much.
  workers: 3,
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  // A test that fails now and then tells of a fault in the product or in itself. A second try is named in the report, and more than a
  // few of them fail the run: see scripts/lib/sections.
  retries: 1,
  timeout: 60_000,
  // On a machine as small as two cores, other people's work can starve a browser for seconds.
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    launchOptions,
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'light',
    contextOptions: { reducedMotion: 'reduce' },
    viewport: { width: 1440, height: 900 },
    // To write down every test, for the few that fail, takes half of two cores. A failure leaves its error and its picture, and the second
    // try, which a true fault fails too, is written down whole; `--trace on` does so from the first.
    screenshot: 'only-on-failure',
    trace: 'on-first-retry',
    actionTimeout: 15_000,
  },
  // Run in this order: the longest tests first, so that none of them is left alone on one core at the end.
  projects: [
    // Waits for sources to be asked again, which is seldom on purpose: beside the others, all of them together take a tenth less time.
    { name: 'lost', testMatch: waiting, workers: 1 },
    { name: 'a11y', testMatch: 'a11y/**/*.spec.ts', workers: 2 },
    {
      name: 'desk',
      testMatch: ['journeys/**/*.spec.ts', 'faults/**/*.spec.ts'],
      testIgnore: waiting,
      workers: 2,
    },
    {
      name: 'wall',
      workers: 2,
      testMatch: 'wall/**/*.spec.ts',
      use: { viewport: { width: 1920, height: 1080 }, colorScheme: 'dark' },
    },
    // One stack of real programs for all: its tests run one after another, and things take the time they really take.
    { name: 'live', testMatch: 'live/**/*.spec.ts', workers: 1, fullyParallel: false, timeout: 120_000 },
  ],
});
