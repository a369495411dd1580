import { run } from './project.mjs';
import { existsSync, readFileSync } from 'node:fs';

/** True where apt-get may be used: Debian (or a child of it), as root. */
export function mayInstall() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get') || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
}

let listsAreFresh = false;

/** Installs Debian packages; answers null, or in one sentence why that failed. */
export async function installDebian(packages) {
  console.error(`Installing ${packages.join(', ')} from Debian …`);
  // Without this, installing rabbitmq-server would also start it (and an epmd) on every address.
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  if (!listsAreFresh) {
    const { code, output } = await run('apt-get', ['update', '-qq'], { env });
    if (code !== 0) return `apt-get update failed: ${output.trim().split('\n').at(-1)}`;
    listsAreFresh = true;
  }
  const { code, output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    env,
  });
  return code === 0 ? null : `apt-get could not install ${packages.join(', ')}: ${output.trim().split('\n').at(-1)}`;
}
