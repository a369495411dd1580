import { ROOT, giveUp } from './lib/project.mjs';
import { serveUntilStopped, startMockAndGateway } from './lib/mock-and-gateway.mjs';
import { endingOf } from './lib/service.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './ensure.mjs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { scenario } = scenarioIn(process.argv.slice(2));

await ensureInstalled();
await ensureBuilt();

const dist = (name) => ['--enable-source-maps', join(ROOT, 'dist', name)];
const { services, url, moved } = await startMockAndGateway({
  mock: dist('mock.js'),
  gateway: dist('gateway.js'),
  scenario,
}).catch(({ message }) => giveUp(message));
for (const sentence of moved) console.error(sentence);
console.log(`Signalbox shows a simulated cluster at ${url} (Ctrl-C stops it)`);

/** `--scenario NAME`; the mock knows the names, and says so when it does not know one. */
function scenarioIn(args) {
  try {
    return parseArgs({ args, options: { scenario: { type: 'string', default: 'demo' } } }).values;
  } catch ({ message }) {
    return giveUp(message);
  }
}

const ending = await serveUntilStopped(services);
if (ending !== null) giveUp(endingOf(ending));
