import './node-version.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The project's folder; every command works there, wherever it was called from. */
export const ROOT = join(import.meta.dirname, '../..');

/** The path of a program from the project's own packages: never one found elsewhere or fetched by npx. */
export const tool = (name) => join(ROOT, 'node_modules/.bin', name);

/** Ends the command with one sentence. */
export function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Runs a program to its end; answers its exit code and what it wrote, which `onText` may hear as it comes. */
export function run(command, args, { env = {}, onText = () => {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const hear = (chunk) => {
      output += chunk;
      onText(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a program in the foreground, its output untouched; answers its exit code. */
export function runHere(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'inherit' });
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** True when the file was called as a command and not imported. */
export const isCommand = (meta) => process.argv[1] === meta.filename;
