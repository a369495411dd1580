import { createServer } from 'node:net';

async function holdFreePort(): Promise<{ port: number; release: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return { port: address.port, release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Ports of 127.0.0.1 that were free a moment ago, all different because all are held until the last one is known. */
export async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(Array.from({ length: count }, holdFreePort));
  await Promise.all(held.map((one) => one.release()));
  return held.map((one) => one.port);
}
