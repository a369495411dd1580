import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { markedProcesses, sweep } from './process-group.ts';

const HOME = join(import.meta.dirname, '../../../.cache/live');
const KEPT = 3;

/** Ends what stacks of dead owners have left running, keeps the logs of the last few, forgets older ones. */
function tidy(): void {
  const earlier = readdirSync(HOME).toSorted();
  for (const name of earlier) {
    const owner = name.split('-').at(-1) ?? '';
    if (!existsSync(`/proc/${owner}`)) sweep(join(HOME, name));
  }
  for (const name of earlier.slice(0, -KEPT)) {
    if (markedProcesses(join(HOME, name)).length === 0) rmSync(join(HOME, name), { recursive: true, force: true });
  }
}

/** A new folder for a stack's logs and data; its name ends with the id of the process that owns the stack. */
export function newFolder(): string {
  mkdirSync(HOME, { recursive: true });
  tidy();
  const stamp = new Date().toISOString().replaceAll(/[:.-]/g, '');
  const folder = join(HOME, `${stamp}-${process.pid}`);
  mkdirSync(folder);
  return folder;
}
