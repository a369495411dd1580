import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { endingOf, firstUrl, startService, usualOrFree } from './service.mjs';

const program = (code: string) => ['-e', code];
const saysReady = (lines: string[]) => lines.includes('ready');

describe('a program that a command keeps running', () => {
  it('is up when it has said so, and is gone after stop', async () => {
    const service = await startService('mock', program("console.log('ready'); setInterval(() => {}, 1000)"), saysReady);
    expect(service.lines).toEqual(['ready']);
    await service.stop();
    expect(await service.ended).toMatchObject({ name: 'mock', code: null });
  });

  it('that ends before it was ready is told in one sentence with its last complaint', async () => {
    const start = startService('gateway', program("console.error('The port is taken.'); process.exit(2)"), saysReady);
    await expect(start).rejects.toThrow('The gateway ended with code 2: The port is taken.');
  });

  it('that never gets ready is ended, and told with its last complaint', async () => {
    const code = "console.error('No leader yet.'); setInterval(() => {}, 1000)";
    const start = startService('gateway', program(code), saysReady, 500);
    await expect(start).rejects.toThrow('The gateway was not ready within 0.5 s: No leader yet.');
  });

  it('that ends by itself later is told the same way', async () => {
    const code = "console.log('ready'); setTimeout(() => { console.error('out of memory'); process.exit(7) }, 50)";
    const { ended } = await startService('mock', program(code), saysReady);
    expect(endingOf(await ended)).toBe('The mock ended with code 7: out of memory');
  });
});

describe('a usual port', () => {
  it('is taken when it is free, and replaced by a free one when it is not', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const taken = typeof address === 'object' && address !== null ? address.port : 0;
    const other = await usualOrFree(taken);
    expect(other).not.toBe(taken);
    expect(other).toBeGreaterThan(0);
    server.close();
    await once(server, 'close');
    expect(await usualOrFree(taken)).toBe(taken);
  });
});

describe('the address in what a program says', () => {
  it('is found in a sentence and in a line of JSON', () => {
    expect(firstUrl(['Starting', 'Signalbox listens on http://127.0.0.1:8400'])).toBe('http://127.0.0.1:8400');
    expect(firstUrl(['{"level":30,"url":"http://127.0.0.1:8400","pid":7}'])).toBe('http://127.0.0.1:8400');
    expect(firstUrl(['nothing yet'])).toBeUndefined();
  });
});
