import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProcessGroup } from './process-group.ts';

/** Asks every 100 ms until the answer is true; gives up after `limitMs`, or at once when the program has ended. */
export async function until(
  what: string,
  group: ProcessGroup,
  limitMs: number,
  ask: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (Date.now() < deadline) {
    if (!group.isRunning()) throw new Error(`${group.name} ended while we waited for ${what}:\n${lastLines(group)}`);
    if (await ask().catch(() => false)) return;
    await pause(100);
  }
  throw new Error(`${group.name} did not show ${what} within ${limitMs / 1000} s:\n${lastLines(group)}`);
}

function lastLines(group: ProcessGroup): string {
  return readFileSync(group.logFile, 'utf8').split('\n').slice(-15).join('\n');
}
