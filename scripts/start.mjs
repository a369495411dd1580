import { ROOT } from './lib/project.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './ensure.mjs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

await ensureInstalled();
await ensureBuilt();
// In this very process: its arguments, signals and exit code are then the gateway's own.
process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(ROOT, 'dist/gateway.js')).href);
