import { giveUp, runHere, tool } from './lib/project.mjs';
import { ensureBuilt } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { ensureInstalled } from './ensure.mjs';

await ensureInstalled();
await ensureBuilt();
const { path, missing } = await findChromium();
if (path === undefined) giveUp(missing);
process.exitCode = await runHere(tool('tsx'), ['bench/main.ts', ...process.argv.slice(2)], { CHROMIUM_PATH: path });
