import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below the ports that the system gives to outgoing connections (from 32768 on Linux): one of those could take a port in the ten seconds
// between its choice and the start of its program.
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** Null when somebody has it. */
async function hold(port: number): Promise<{ port: number; release: () => Promise<void> } | null> {
  const server = createServer();
  const isHeld = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  return isHeld ? { port, release: () => new Promise((resolve) => server.close(() => resolve())) } : null;
}

/** Ports of 127.0.0.1 that were free a moment ago, all different because all are held until the last one is known. */
export async function freePorts(count: number): Promise<number[]> {
  const held = [];
  while (held.length < count) {
    const one = await hold(randomInt(LOWEST, HIGHEST));
    if (one !== null) held.push(one);
  }
  await Promise.all(held.map((one) => one.release()));
  return held.map((one) => one.port);
}
