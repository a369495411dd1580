import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startMock } from '../start.ts';
import type { Mock, MockOptions } from '../start.ts';

let mock: Mock | null = null;

afterEach(async () => {
  vi.useRealTimers();
  await mock?.close();
  mock = null;
});

async function start(options: MockOptions = {}): Promise<Mock> {
  mock = await startMock({ scenario: 'calm', speed: 'paused', seed: 7, ...options });
  return mock;
}

/** The bytes of an answer, until `enough` of them are there or the connection ends. */
function raw(url: string, request: string, enough: (text: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(request));
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (enough(text)) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}

const get = (path: string, headers = ''): string => `GET ${path} HTTP/1.1\r\nHost: mock\r\n${headers}\r\n`;

describe('the event stream', () => {
  it('ends lines in CRLF, is not chunked, and begins with its own attachment', async () => {
    const { urls } = await start();
    const text = await raw(urls.marathon, get('/v2/events', 'Accept: text/event-stream\r\n'), (all) =>
      all.includes('}\r\n\r\n'),
    );
    const [head = '', body = ''] = text.split(/\r\n\r\n(.*)/s);
    expect(head).toContain('HTTP/1.1 200 OK');
    expect(head).toContain('Content-Type: text/event-stream;charset=utf-8');
    expect(head).toMatch(/Connection: close/i);
    expect(head).not.toMatch(/chunked|content-length/i);
    expect(body).toMatch(/^event: event_stream_attached\r\ndata: \{"remoteAddress":"127\.0\.0\.1".*\}\r\n\r\n$/);
  });

  it.each(['application/json', 'text/event-stream, */*', '*/*'])('answers 405 to Accept: %s', async (accept) => {
    const { urls } = await start();
    const text = await raw(urls.marathon, get('/v2/events', `Accept: ${accept}\r\n`), (all) =>
      all.includes('\r\n\r\n'),
    );
    expect(text).toContain('HTTP/1.1 405 HTTP method GET is not supported by this URL');
  });

  it('beats with a bare CRLF every ten seconds of real time', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { urls } = await start();
    const beating = raw(urls.marathon, get('/v2/events', 'Accept: text/event-stream\r\n'), (all) =>
      all.endsWith('}\r\n\r\n\r\n\r\n'),
    );
    await expect.poll(() => mock?.host.marathon.readers()).toBe(1);
    vi.advanceTimersByTime(20_000);
    expect(await beating).toMatch(/\}\r\n\r\n\r\n\r\n$/);
  });

  it('sends only the asked types', async () => {
    const { urls, world } = await start();
    const path = '/v2/events?event_type=deployment_info&event_type=deployment_success';
    const all = raw(urls.marathon, get(path, 'Accept: text/event-stream\r\n'), (text) =>
      text.includes('deployment_success'),
    );
    await expect.poll(() => mock?.host.marathon.readers()).toBe(1);
    await fetch(`${urls.marathon}/v2/apps//shop/web`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"instances":3}',
    });
    world.clock.advance(5000);
    const types = [...(await all).matchAll(/^event: (\S+)/gm)].map(([, type]) => type);
    expect(types).toEqual(['deployment_info', 'deployment_success']);
  });

  it('cuts a reader off that leaves more than 1024 events undelivered', async () => {
    const { urls, world } = await start({ apps: 20, instances: 3000 });
    const socket = connect(Number(new URL(urls.marathon).port), '127.0.0.1', () =>
      socket.write(get('/v2/events', 'Accept: text/event-stream\r\n')),
    );
    socket.on('error', () => undefined);
    await expect.poll(() => mock?.host.marathon.readers()).toBe(1);
    socket.pause();
    const busy = [...world.cluster.apps()].flatMap((app) => [...app.instances.values()]);
    // More than the kernel's buffers of both sides hold.
    for (let round = 0; round < 40 && mock?.host.marathon.readers() === 1; round += 1) {
      for (const instance of busy) world.cluster.touch(instance);
      await new Promise(setImmediate);
    }
    expect(mock?.host.marathon.readers()).toBe(0);
    socket.destroy();
  });
});

describe('a leader that goes', () => {
  it('closes its streams and refuses connections until it is back', async () => {
    const { urls, world } = await start();
    const stream = raw(urls.marathon, get('/v2/events', 'Accept: text/event-stream\r\n'), () => false);
    await expect.poll(() => mock?.host.marathon.readers()).toBe(1);
    const answer = await fetch(`${urls.marathon}/v2/leader`, { method: 'DELETE' });
    expect(await answer.json()).toEqual({ message: 'Leadership abdicated', details: [] });
    world.clock.advance(600);
    expect(await stream).toContain('event_stream_attached');
    await expect(fetch(`${urls.marathon}/ping`)).rejects.toThrow();
    world.clock.advance(5000);
    await expect.poll(async () => (await fetch(`${urls.marathon}/ping`)).status).toBe(200);
  });

  it('is back at once in a world that is reset', async () => {
    const { urls, world, host } = await start();
    host.marathon.leadership.change(world, 60_000, 'refused');
    await expect(fetch(`${urls.marathon}/ping`)).rejects.toThrow();
    host.reset({ apps: null, instances: null });
    await expect.poll(async () => (await fetch(`${urls.marathon}/ping`)).status).toBe(200);
  });

  it('leaves a standby that answers HTML, even to a ping', async () => {
    const { urls, world, host } = await start();
    host.marathon.leadership.change(world, 8000, 'html');
    const first = await fetch(`${urls.marathon}/ping`);
    expect([first.status, first.statusText, first.headers.get('content-type')]).toEqual([
      502,
      'Connection to leader refused.',
      'text/html;charset=iso-8859-1',
    ]);
    world.clock.advance(3000);
    expect((await fetch(`${urls.marathon}/v2/apps`)).status).toBe(500);
    world.clock.advance(6000);
    expect((await fetch(`${urls.marathon}/v2/apps`)).status).toBe(200);
  });

  it('is pointed to by a standby that is asked for events', async () => {
    const { urls, world, host } = await start();
    host.marathon.leadership.change(world, 8000, 'redirect');
    const answer = await fetch(`${urls.marathon}/v2/events`, {
      redirect: 'manual',
      headers: { accept: 'text/event-stream' },
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `${urls.marathon}/v2/events`]);
  });
});

describe('a Marathon with a password', () => {
  it('answers 401 in HTML without it, even to a ping, and as usual with it', async () => {
    const { urls } = await start({ user: 'admin:secret' });
    const refused = await fetch(`${urls.marathon}/ping`);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'basic realm="null"']);
    expect(await refused.text()).toContain('<title>Error 401 Unauthorized</title>');
    const authorization = `Basic ${Buffer.from('admin:secret').toString('base64')}`;
    expect((await fetch(`${urls.marathon}/ping`, { headers: { authorization } })).status).toBe(200);
  });
});

describe('a body', () => {
  it('is gzipped for who takes that', async () => {
    const { urls } = await start();
    const packed = await fetch(`${urls.marathon}/v2/apps`, { headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    const plain = await fetch(`${urls.marathon}/v2/apps`, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await packed.json()).toEqual(await plain.json());
  });

  it('of a list follows each change of an app', async () => {
    const { urls, world } = await start();
    const running = async () => {
      const { apps } = await (await fetch(`${urls.marathon}/v2/apps?id=shop/web`)).json();
      return apps[0].tasksRunning;
    };
    expect(await running()).toBe(4);
    const [instance] = world.cluster.app('/shop/web')?.instances.values() ?? [];
    if (instance !== undefined) world.cluster.touch(instance);
    expect(await running()).toBe(3);
  });
});
