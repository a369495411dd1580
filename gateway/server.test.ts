import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { emptyCounts, type Condition } from '../src/domain/app.ts';
import type { AppTuple } from '../src/protocol/tuples.ts';
import { testServer } from './testing.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const it of open.splice(0)) await it.close();
});

async function start(config: Parameters<typeof testServer>[0] = {}) {
  const parts = await testServer(config);
  open.push(parts.server, parts.streams);
  return parts;
}

const local = { host: '127.0.0.1:8400' };
const json = { ...local, 'content-type': 'application/json' };
const restart = JSON.stringify({ intents: [{ kind: 'restart-app', app: 'm/a' }] });

function app(key: string, condition: Condition = 'healthy'): AppTuple {
  return [key, condition, 'running', 1, 0, 1, 1, 0, 1, 1, 64, [], 'v', null, [], 0, null, null];
}

describe('what stands before every route', () => {
  it.each([
    ['127.0.0.1:8400', 200],
    ['localhost', 200],
    ['[::1]:8400', 200],
    ['box.example:1', 200],
    ['evil.example', 421],
    ['127.0.0.1.evil.example', 421],
  ])('a request for host %s is answered %i', async (host, status) => {
    const { server } = await start();
    const answer = await server.inject({ url: '/healthz', headers: { host } });
    expect(answer.statusCode).toBe(status);
  });

  it('any address literal is a host on a trusted network, a foreign name is not', async () => {
    const { server } = await start({ trustNetwork: true, readOnly: true });
    expect((await server.inject({ url: '/healthz', headers: { host: '10.1.2.3:8400' } })).statusCode).toBe(200);
    expect((await server.inject({ url: '/healthz', headers: { host: 'rebound.example' } })).statusCode).toBe(421);
  });

  it.each([
    ['a script without Origin', {}, 422],
    ['our own page', { origin: 'http://127.0.0.1:8400', 'sec-fetch-site': 'same-origin' }, 422],
    ['a foreign page', { origin: 'http://evil.example' }, 403],
    ['a page of another port', { origin: 'http://127.0.0.1:9999' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['a page of the same site', { 'sec-fetch-site': 'same-site' }, 403],
  ])('an act from %s', async (_who, headers, status) => {
    const { server } = await start();
    const answer = await server.inject({
      method: 'POST',
      url: '/api/v1/acts',
      headers: { ...json, ...headers },
      payload: restart,
    });
    expect(answer.statusCode).toBe(status);
  });

  it('takes JSON bodies only, which a form of a foreign page can not send', async () => {
    const { server } = await start();
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonx',
    ]) {
      const headers = { ...local, 'content-type': type };
      const answer = await server.inject({ method: 'POST', url: '/api/v1/acts', headers, payload: restart });
      expect(answer.statusCode, type).toBe(415);
    }
  });

  it('takes what browsers report of the page’s own rules, in their type, at that one address', async () => {
    const { server } = await start();
    const payload = JSON.stringify({ 'csp-report': { 'violated-directive': 'script-src' } });
    for (const type of ['application/csp-report', 'application/reports+json; charset=utf-8']) {
      const headers = { ...local, 'content-type': type, origin: 'http://127.0.0.1:8400' };
      const at = (url: string) => server.inject({ method: 'POST', url, headers, payload });
      expect((await at('/api/v1/csp-report')).statusCode, type).toBe(204);
      expect((await at('/api/v1/acts')).statusCode, type).toBe(415);
    }
    const metrics = await server.inject({ url: '/metrics', headers: local });
    expect(metrics.body).toMatch(/csp\w* 2\n/);
  });

  it('sends the security headers with every answer, errors included', async () => {
    const { server } = await start();
    for (const url of ['/healthz', '/api/v1/none']) {
      const { headers } = await server.inject({ url, headers: local });
      expect(headers['content-security-policy']).toContain("script-src 'self'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
    }
  });
});

describe('the API', () => {
  it('names the field of an intent it does not understand', async () => {
    const { server } = await start();
    const payload = JSON.stringify({ intents: [{ kind: 'scale-app', app: 'm/a', to: -1 }] });
    const answer = await server.inject({ method: 'POST', url: '/api/v1/acts', headers: json, payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'bad-intent', message: expect.stringContaining('intents.0.to') });
  });

  it('serves lists with their columns, and describes itself', async () => {
    const { server } = await start();
    const apps = await server.inject({ url: '/api/v1/apps', headers: local });
    expect(apps.json()).toMatchObject({
      topic: 'apps',
      v: 7,
      complete: true,
      columns: expect.arrayContaining(['wanted']),
    });
    const description = await server.inject({ url: '/api/v1/openapi.json', headers: local });
    const { paths } = description.json<{ paths: Record<string, unknown> }>();
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/v1/apps', '/api/v1/acts', '/api/v1/stream']));
  });

  it.each([
    ['rabbitmq/%2F/emails', 'rabbitmq/%2F/emails'],
    ['rabbitmq/%252F/emails', 'rabbitmq/%2F/emails'],
    ['rabbitmq/shop%20a/e%20mails/x?y=1', 'rabbitmq/shop%20a/e mails/x'],
  ])('reads the queue at /api/v1/queue/%s', async (address, key) => {
    const { server, engine } = await start();
    await server.inject({ url: `/api/v1/queue/${address}`, headers: local });
    expect(engine.asked).toEqual([`queue:${key}`]);
  });

  it('describes the empty JSON body that undoing and forcing need, and takes it', async () => {
    const { server } = await start();
    const description = await server.inject({ url: '/api/v1/openapi.json', headers: local });
    for (const verb of ['undo', 'force']) {
      const { paths } = description.json<{
        paths: Record<string, { post: { requestBody?: { required: boolean } } }>;
      }>();
      expect(paths[`/api/v1/acts/{id}/${verb}`]?.post.requestBody?.required).toBe(true);
      const answer = await server.inject({
        method: 'POST',
        url: `/api/v1/acts/a1/${verb}`,
        headers: json,
        payload: '{}',
      });
      expect(answer.statusCode).toBe(409);
    }
  });

  it('tells Prometheus and health checks how it fares', async () => {
    const { server } = await start();
    const metrics = await server.inject({ url: '/metrics', headers: local });
    expect(metrics.body).toContain('signalbox_entities{kind="app"} 3');
    expect(metrics.body).toContain('signalbox_source_age_seconds{source="m"} 0.012');
    const health = await server.inject({ url: '/healthz', headers: local });
    expect(health.json()).toMatchObject({ status: 'ok', build: 'b1' });
  });

  it('tells in one answer how things stand, with the versions of the lists in it', async () => {
    const { server } = await start();
    const answer = await server.inject({ url: '/api/v1/look?topics=apps,nothing', headers: local });
    const [first, ...rest] = answer.body
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(first).toMatchObject({ kind: 'look', build: 'b1', nowMs: 1000, ages: { m: 12 }, versions: { apps: 7 } });
    expect(rest).toEqual([{ kind: 'table', topic: 'apps', sub: null, v: 7, rows: [], complete: true }]);
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect((await server.inject({ url: '/api/v1/look', headers: local })).statusCode).toBe(400);
  });

  it('tells of a long list only its head where that is asked for: worst first, and no version to build on', async () => {
    const { server, engine } = await start();
    engine.apps.push(app('m/a'), app('m/b'), app('m/c', 'failing'), app('m/d', 'waiting'), app('m/e', 'failing'));
    const look = async (head: number): Promise<unknown[]> => {
      const answer = await server.inject({ url: `/api/v1/look?topics=apps&head=${head}`, headers: local });
      return answer.body
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line));
    };
    const [first, head] = await look(2);
    expect(first).toMatchObject({ versions: {} });
    expect(head).toEqual({
      kind: 'head',
      topic: 'apps',
      rows: [app('m/c', 'failing'), app('m/e', 'failing')],
      counts: { ...emptyCounts(), failing: 2, waiting: 1, healthy: 2 },
      running: 5,
      wanted: 5,
    });
    // Little more than was asked for comes whole.
    expect(await look(3)).toMatchObject([{ versions: { apps: 7 } }, { kind: 'table', rows: engine.apps }]);
  });

  it.each(['0', '-1', '1.5', 'all', ''])('refuses %j as a number of rows', async (head) => {
    const { server } = await start();
    const answer = await server.inject({ url: `/api/v1/look?topics=apps&head=${head}`, headers: local });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'bad-head' });
  });

  it('packs that answer for a browser on another machine', async () => {
    const { server } = await start();
    const answer = await server.inject({
      url: '/api/v1/look?topics=apps',
      headers: { ...local, 'accept-encoding': 'gzip, br' },
      remoteAddress: '10.1.2.3',
    });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(answer.rawPayload).toString()).toContain('"versions":{"apps":7}');
  });

  it('answers 404 for what is not there, without a page', async () => {
    const { server } = await start();
    for (const url of ['/api/v1/none', '/api/v1/app/m/none', '/assets/gone.js']) {
      expect((await server.inject({ url, headers: local })).statusCode, url).toBe(404);
    }
  });
});
