import { ROOT, giveUp, isCommand, run } from './lib/project.mjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages;
  } catch {
    return null;
  }
}

/** npm leaves a copy of the lock in node_modules: what is installed is asked there, whoever installed it. */
function isInstalled() {
  const wanted =
    readPackages('package-lock.json') ?? giveUp('package-lock.json is missing: is this the whole repository?');
  const present = readPackages('node_modules/.package-lock.json');
  if (present === null) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    return path === '' || optional === true || present[path]?.version === version;
  });
}

/** Installs the locked packages when they are missing or not those of the lock. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.error('Installing the packages of package-lock.json (once, about 15 s) …');
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) giveUp(`npm ci failed, so nothing can start:\n${output}`);
}

if (isCommand(import.meta)) await ensureInstalled();
