import { ROOT, giveUp } from './lib/project.mjs';
import { serveUntilStopped, startMockAndGateway } from './lib/mock-and-gateway.mjs';
import { ensureInstalled } from './ensure.mjs';

await ensureInstalled();

const watched = (entry) => ['--watch', '--watch-preserve-output', '--import', 'tsx', entry];
const { services, url, moved } = await startMockAndGateway({
  mock: watched('mock-server/main.ts'),
  gateway: watched('gateway/main.ts'),
  scenario: 'demo',
}).catch(({ message }) => giveUp(message));
for (const sentence of moved) console.error(sentence);

// The page comes from Vite, with hot reload; what it asks of the gateway is passed on with Host and Origin as they are.
const { createServer } = await import('vite');
const proxy = Object.fromEntries(
  ['/api', '/healthz', '/metrics'].map((path) => [path, { target: url, changeOrigin: false }]),
);
const vite = await createServer({ root: ROOT, server: { host: '127.0.0.1', proxy }, clearScreen: false });
await vite.listen();
console.log(
  `Signalbox in development at ${vite.resolvedUrls?.local[0] ?? ''} over a gateway at ${url} (Ctrl-C stops it)`,
);

await serveUntilStopped(services);
await vite.close();
