import { installDebian, mayInstall } from './lib/debian.mjs';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'];
const has = (program) => FOLDERS.some((folder) => existsSync(join(folder, program)));

const NEEDED = [
  { name: 'rabbitmq-server', isThere: () => has('rabbitmq-server') },
  { name: 'redis-server', isThere: () => has('redis-server') },
  { name: 'python3-venv', isThere: () => has('python3') && (!existsSync('/usr/lib/python3') || hasEnsurepip()) },
];

/** Debian ships venv without the part that makes it work, unless python3-venv is installed. */
function hasEnsurepip() {
  return ['3.11', '3.12', '3.13', '3.14'].some((version) => existsSync(`/usr/lib/python${version}/ensurepip`));
}

/** What the live suite needs from the system: null when all is there (or could be installed), else one sentence. */
export async function liveStackMissing() {
  const missing = NEEDED.filter(({ isThere }) => !isThere()).map(({ name }) => name);
  if (missing.length === 0) return null;
  if (mayInstall()) return installDebian(missing);
  return `The live suite needs ${missing.join(', ')}: install them (Debian: apt install ${missing.join(' ')}) to run it.`;
}
