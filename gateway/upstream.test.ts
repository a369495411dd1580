import { createServer, type RequestListener, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { FaultError } from '../src/domain/fault.ts';
import { openUpstream, type UpstreamOptions } from './upstream.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

function reach(url: string, options: Partial<UpstreamOptions> = {}) {
  const upstream = openUpstream({ url, timeoutMs: 2000, concurrency: 2, maxBodyBytes: 1000, ...options });
  closers.push(() => upstream.close());
  return upstream;
}

const calm = new AbortController().signal;
const faultOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof FaultError ? error.fault : error;
};

describe('the door to an upstream', () => {
  it('puts base path and credentials on requests, and keeps the credentials from other hosts', async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      seen.push(`${request.url} ${request.headers.authorization}`);
      response.end('{}');
    });
    const elsewhere = url.replace('127.0.0.1', 'localhost');
    const upstream = reach(`${url}/marathon/`, { authorization: 'Basic abc' });
    await (await upstream.send({ method: 'GET', path: '/v2/apps' }, calm)).text();
    await (await upstream.send({ method: 'GET', path: `${elsewhere}/v2/events` }, calm)).text();
    expect(seen).toEqual(['/marathon/v2/apps Basic abc', '/v2/events undefined']);
  });

  it('names a refused connection, a cut one and a silent one', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/cut') request.socket.destroy();
      else if (request.url === '/half') {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half');
        setImmediate(() => request.socket.destroy());
      }
    });
    const upstream = reach(url, { timeoutMs: 300 });
    expect(await faultOf(upstream.send({ method: 'GET', path: '/cut' }, calm))).toMatchObject({
      kind: 'unreachable',
      why: 'reset',
    });
    expect(await faultOf(upstream.send({ method: 'GET', path: '/silent' }, calm))).toMatchObject({
      kind: 'unreachable',
      why: 'timeout',
    });
    const half = await upstream.send({ method: 'GET', path: '/half' }, calm);
    expect(await faultOf(half.text())).toMatchObject({ kind: 'unreachable', why: 'reset' });
    const nobody = reach('http://127.0.0.1:1');
    expect(await faultOf(nobody.send({ method: 'GET', path: '/' }, calm))).toEqual({
      kind: 'unreachable',
      why: 'refused',
      text: 'ECONNREFUSED',
    });
  });

  it('stops at the body limit', async () => {
    const url = await serve((_request, response) => response.end('x'.repeat(5000)));
    const answer = await reach(url).send({ method: 'GET', path: '/' }, calm);
    expect(await faultOf(answer.text())).toEqual({ kind: 'too-large', limitBytes: 1000 });
  });

  it('has no more connections at once than it may', async () => {
    let now = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    const url = await serve((_request, response) => {
      now += 1;
      most = Math.max(most, now);
      waiting.push(() => {
        now -= 1;
        response.end('ok');
      });
      setImmediate(() => waiting.shift()?.());
    });
    const upstream = reach(url);
    await Promise.all(
      Array.from({ length: 12 }, async () => (await upstream.send({ method: 'GET', path: '/' }, calm)).text()),
    );
    expect(most).toBeLessThanOrEqual(2);
    expect(most).toBeGreaterThan(0);
  });

  it('passes on the caller’s own wish to stop, which is no fault', async () => {
    const url = await serve(() => {});
    const caller = new AbortController();
    const asked = reach(url).send({ method: 'GET', path: '/' }, caller.signal);
    caller.abort();
    expect(await faultOf(asked)).not.toHaveProperty('kind');
  });

  it('does not follow redirects by itself', async () => {
    const url = await serve((_request, response) =>
      response.writeHead(302, { location: 'http://elsewhere.example/' }).end(),
    );
    const answer = await reach(url).send({ method: 'GET', path: '/v2/events' }, calm);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('http://elsewhere.example/');
    await answer.text();
  });

  it('reads a compressed body', async () => {
    const url = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}')),
    );
    expect(await (await reach(url).send({ method: 'GET', path: '/' }, calm)).text()).toBe('{"a":1}');
  });

  it('gives the connection of an abandoned compressed body back', async () => {
    const endless = gzipSync(Buffer.alloc(4_000_000, 'abc'), { level: 0 });
    let closed = 0;
    const url = await serve((request, response) => {
      request.socket.once('close', () => (closed += 1));
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.write(endless.subarray(0, endless.length - 10));
    });
    const upstream = reach(url, { concurrency: 1 });
    for (const round of [1, 2]) {
      const answer = await upstream.send({ method: 'GET', path: '/' }, calm);
      expect(await faultOf(answer.text()), String(round)).toMatchObject({ kind: 'too-large' });
    }
    await expect.poll(() => closed).toBe(2);
  });

  it('lifts its limits for an event stream, and for nothing that comes in its place', async () => {
    const url = await serve((request, response) => {
      const type = request.url === '/events' ? 'text/event-stream;charset=utf-8' : 'text/html';
      response.writeHead(200, { 'content-type': type });
      if (request.url === '/large') response.write('x'.repeat(5000));
      else response.write('x');
      if (request.url === '/events') setTimeout(() => response.end('y'.repeat(5000)), 600);
    });
    const upstream = reach(url, { timeoutMs: 300 });
    const listen = (path: string) =>
      upstream.send({ method: 'GET', path, headers: { accept: 'text/event-stream' } }, calm);
    expect(await (await listen('/events')).text()).toHaveLength(5001);
    expect(await faultOf((await listen('/page')).text())).toMatchObject({ kind: 'unreachable', why: 'timeout' });
    expect(await faultOf((await listen('/large')).text())).toMatchObject({ kind: 'too-large' });
  });
});
