import { ROOT, giveUp, isCommand, run, tool } from './lib/project.mjs';
import { ensureInstalled } from './ensure.mjs';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const INPUTS = [
  'src',
  'gateway',
  'mock-server',
  'public',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'scripts/build.mjs',
  'scripts/lib/web-build.ts',
];
const OUTPUTS = ['dist/web/index.html', 'dist/gateway.js', 'dist/mock.js'];
const STAMP = join(ROOT, 'dist/.inputs');

function filesUnder(path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  const names = readdirSync(full).toSorted();
  return names.flatMap((name) => filesUnder(join(path, name)));
}

/** A fingerprint of the contents of everything that is built, tests apart. */
function hashInputs() {
  const hash = createHash('sha256');
  const files = INPUTS.flatMap(filesUnder).filter((file) => !/\.test\.tsx?$/.test(file));
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  return hash.digest('hex');
}

function isUpToDate(inputs) {
  return (
    existsSync(STAMP) && readFileSync(STAMP, 'utf8') === inputs && OUTPUTS.every((file) => existsSync(join(ROOT, file)))
  );
}

async function bundleForNode(entry, outfile) {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [join(ROOT, entry)],
    outfile: join(ROOT, outfile),
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    logLevel: 'silent',
  });
}

async function buildPage() {
  const { code, output } = await run(tool('vite'), ['build', '--logLevel', 'warn']);
  if (code !== 0) throw new Error(output);
}

/** Builds page, gateway and mock into dist/, unless dist/ was built from exactly these inputs. */
export async function ensureBuilt() {
  const inputs = hashInputs();
  if (isUpToDate(inputs)) return;
  console.error('Building …');
  rmSync(STAMP, { force: true });
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const parts = [
    buildPage(),
    bundleForNode('gateway/main.ts', 'dist/gateway.js'),
    bundleForNode('mock-server/main.ts', 'dist/mock.js'),
  ];
  const failed = (await Promise.allSettled(parts)).filter(({ status }) => status === 'rejected');
  if (failed.length > 0) giveUp(`The build failed:\n${failed.map(({ reason }) => reason.message).join('\n')}`);
  writeFileSync(STAMP, inputs);
}

if (isCommand(import.meta)) {
  await ensureInstalled();
  await ensureBuilt();
}
