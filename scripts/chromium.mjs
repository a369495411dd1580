import { isCommand } from './lib/project.mjs';
import { installDebian, mayInstall } from './lib/debian.mjs';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const CJK_FONT = '/usr/share/fonts/opentype/noto';

/** Chromiums that `playwright install` has put into its cache, newest first. */
function playwrightsOwn() {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH ?? '',
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
  ];
  const programs = ['chrome-linux/chrome', 'chrome-linux64/chrome', 'chrome-mac/Chromium.app/Contents/MacOS/Chromium'];
  return caches
    .filter((cache) => cache !== '' && existsSync(cache))
    .flatMap((cache) => {
      const releases = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
      return releases
        .toSorted()
        .toReversed()
        .map((name) => join(cache, name));
    })
    .flatMap((folder) => programs.map((program) => join(folder, program)));
}

/** Finds a Chromium, installs Debian's when it may: `{ path }`, or `{ missing }` with one sentence on what to do. */
export async function findChromium() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked)
    return existsSync(asked) ? { path: asked } : { missing: `CHROMIUM_PATH says ${asked}, but there is no such file.` };
  const path = [...INSTALLED, ...playwrightsOwn()].find((candidate) => existsSync(candidate));
  if (mayInstall()) {
    const packages = [...(path === undefined ? ['chromium'] : []), ...(existsSync(CJK_FONT) ? [] : ['fonts-noto-cjk'])];
    const failure = packages.length > 0 ? await installDebian(packages) : null;
    if (path === undefined) return failure === null ? { path: INSTALLED[0] } : { missing: failure };
  }
  if (path !== undefined) return { path };
  return { missing: 'No Chromium found: install one (Debian: apt install chromium) or set CHROMIUM_PATH.' };
}

if (isCommand(import.meta)) {
  const { path, missing } = await findChromium();
  console.log(path ?? missing);
  process.exit(path ? 0 : 1);
}
