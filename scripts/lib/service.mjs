import { ROOT } from './project.mjs';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** A gateway that stops waits for the acts on their way. */
const GRACE_MS = 7000;
const KEPT_LINES = 20;
const READY_WITHIN_MS = 60_000;

/**
 * Starts a long-running Node program (in a process group of its own, so that Ctrl-C reaches it only through `stop`) and waits until what it has said satisfies `isReady`.
 * Answers `{ lines, ended, stop }`: what it said, a promise of its end, and how to end it. Throws, with the program ended, when it is
 * not ready in time.
 */
export async function startService(name, args, isReady, readyWithinMs = READY_WITHIN_MS) {
  const child = spawn(process.execPath, args, { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines = [];
  const complaints = [];
  const ended = new Promise((resolve) => child.once('close', (code) => resolve({ name, code, complaints })));
  const collect = (stream, into, onLine) => {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text) => {
      const parts = `${rest}${text}`.split('\n');
      rest = parts.pop();
      into.push(...parts);
      onLine();
    });
  };
  const ready = new Promise((resolve) => {
    collect(child.stdout, lines, () => isReady(lines) && resolve(null));
    collect(child.stderr, complaints, () => complaints.splice(0, complaints.length - KEPT_LINES));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await ended;
    clearTimeout(impatience);
  };

  let patience;
  const late = new Promise((resolve) => (patience = setTimeout(resolve, readyWithinMs, 'late')));
  const failure = await Promise.race([ready, ended, late]);
  clearTimeout(patience);
  if (failure === 'late') {
    await stop();
    throw new Error(lateness(name, readyWithinMs, complaints));
  }
  if (failure !== null) throw new Error(endingOf(failure));
  return { name, lines, ended, stop };
}

function lateness(name, withinMs, complaints) {
  const last = complaints.findLast((line) => line.trim() !== '');
  return `The ${name} was not ready within ${withinMs / 1000} s${last ? `: ${last}` : '.'}`;
}

/** One sentence on a program that ended by itself, with the last thing it complained of. */
export function endingOf({ name, code, complaints }) {
  const last = complaints.findLast((line) => line.trim() !== '');
  return `The ${name} ended ${code === null ? 'by a signal' : `with code ${code}`}${last ? `: ${last}` : '.'}`;
}

function portOrNull(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const given = server.address().port;
      server.close(() => resolve(given));
    });
  });
}

/** The usual port if it is free on loopback, else another free one. */
export const usualOrFree = async (usual) => (await portOrNull(usual)) ?? (await portOrNull(0));

/** The first address in what a program has said. */
export const firstUrl = (lines) => lines.join('\n').match(/https?:\/\/[^\s",]+/)?.[0];
