import { ROOT, giveUp } from './lib/project.mjs';
import { serveUntilStopped, startMockAndGateway } from './lib/mock-and-gateway.mjs';
import { endingOf } from './lib/service.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './ensure.mjs';
import { join } from 'node:path';

await ensureInstalled();
await ensureBuilt();

const dist = (name) => ['--enable-source-maps', join(ROOT, 'dist', name)];
const { services, url, moved } = await startMockAndGateway({
  mock: dist('mock.js'),
  gateway: dist('gateway.js'),
  scenario: 'demo',
}).catch(({ message }) => giveUp(message));
for (const sentence of moved) console.error(sentence);
console.log(`Signalbox shows a simulated cluster at ${url} (Ctrl-C stops it)`);

const ending = await serveUntilStopped(services);
if (ending !== null) giveUp(endingOf(ending));
