import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
const VENV = join(import.meta.dirname, '../../../.cache/live-venv');
const STAMP = join(VENV, 'requirements.sha256');

/** A program of the live suite's own Python environment. */
export function venvProgram(name: string): string {
  return join(VENV, 'bin', name);
}

/** Makes the Python environment once per change of requirements.txt (about 10 s), afterwards only looks. */
export async function ensureVenv(): Promise<void> {
  const wanted = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  await run('python3', ['-m', 'venv', '--clear', VENV]);
  await run(venvProgram('pip'), ['install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS]);
  writeFileSync(STAMP, wanted);
}
