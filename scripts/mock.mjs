import './lib/node-version.mjs';
import { ensureInstalled } from './ensure.mjs';

await ensureInstalled();
// In this very process and from source: its arguments, signals and exit code are then the mock's own.
const { register } = await import('tsx/esm/api');
register();
await import(new URL('../mock-server/main.ts', import.meta.url).href);
