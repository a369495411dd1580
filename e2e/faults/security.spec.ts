import { request as askHttp } from 'node:http';
import { tableNames } from '../../src/protocol/rows.ts';
import { apiOf } from '../fixtures/api.ts';
import { startGateway } from '../fixtures/gateway.ts';
import { expect, test } from '../fixtures/test.ts';
import { freePorts } from '../live/stack/ports.ts';

test.use({ world: { scenario: 'calm', seed: 1 } });

const intent = { kind: 'scale-app', app: 'marathon/shop/web', to: 9 };
const json = { 'content-type': 'application/json' };

/** Sends exactly these headers: fetch would not let a caller choose Host. */
async function ask(
  gatewayUrl: string,
  {
    method = 'GET',
    path,
    headers,
    body,
  }: { method?: string; path: string; headers: Record<string, string>; body?: string },
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(gatewayUrl);
  return new Promise((resolve, reject) => {
    const request = askHttp({ hostname, port, method, path, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }));
    });
    request.once('error', reject);
    request.end(body);
  });
}

test.describe('the gateway', () => {
  const refusals = [
    {
      what: 'a page of another site',
      headers: { ...json, origin: 'https://evil.example' },
      status: 403,
      code: 'foreign-origin',
    },
    {
      what: 'a page that hides where it is from',
      headers: { ...json, origin: 'null' },
      status: 403,
      code: 'foreign-origin',
    },
    {
      what: 'what a browser says came across sites',
      headers: { ...json, 'sec-fetch-site': 'cross-site' },
      status: 403,
      code: 'foreign-origin',
    },
    {
      what: 'a form',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      status: 415,
      code: 'json-only',
    },
    { what: 'text in disguise', headers: { 'content-type': 'text/plain' }, status: 415, code: 'json-only' },
    { what: 'a body without a type', headers: {}, status: 415, code: 'json-only' },
    {
      what: 'a name that was made to point at it',
      headers: { ...json, host: 'evil.example' },
      status: 421,
      code: 'wrong-host',
    },
  ];
  test('takes acts from its own pages and from scripts only, as JSON only, and under its own name only', async ({
    gateway,
    mock,
  }) => {
    const body = JSON.stringify({ intents: [intent] });
    for (const { what, headers, status, code } of refusals) {
      const answer = await ask(gateway.url, { method: 'POST', path: '/api/v1/acts', headers, body });
      expect(answer, what).toMatchObject({ status, text: expect.stringContaining(code) });
    }
    expect(await (await fetch(`${gateway.url}/api/v1/acts?as=objects`)).json()).toMatchObject({ rows: [] });
    const app: unknown = await (await fetch(`${mock.upstreams.marathon}/v2/apps//shop/web`)).json();
    expect(app).toMatchObject({ app: { instances: 4 } });
  });

  test('shows nothing, not even its page, under a name that is not its own', async ({ gateway }) => {
    for (const path of ['/', '/api/v1/apps', '/api/v1/stream', '/metrics'])
      expect(await ask(gateway.url, { path, headers: { host: 'rebound.example' } }), path).toMatchObject({
        status: 421,
      });
  });

  test('sends its policy with page, script, interface and refusal alike, and none that allows inline code', async ({
    gateway,
  }) => {
    const page = await (await fetch(gateway.url)).text();
    const script = /src="(\/[^"]+\.js)"/.exec(page)?.[1] ?? '';
    expect(script).not.toBe('');
    for (const path of ['/', script, '/api/v1/apps', '/api/v1/openapi.json', '/api/v1/nothing']) {
      const { headers } = await fetch(gateway.url + path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).not.toContain('unsafe');
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    }
  });

  test('tells nobody an address or a secret of an upstream, not even of one that fails', async ({ mock }) => {
    const [deadPort = 0] = await freePorts(1);
    const login = 'user:geheim';
    const withLogin = (url: string) => url.replace('://', `://${login}@`);
    const { marathon, flower } = mock.upstreams;
    const upstreams = { marathon, flower, rabbitmq: `http://127.0.0.1:${deadPort}` };
    const gateway = await startGateway({
      marathon: withLogin(marathon),
      flower: withLogin(flower),
      rabbitmq: withLogin(upstreams.rabbitmq),
    });
    try {
      const api = apiOf(gateway.url);
      const stream = readStream(gateway.url, [
        ...tableNames,
        'cluster',
        'app:marathon/shop/web',
        'tasks:flower?limit=9',
      ]);
      await expect.poll(async () => (await api.row('sources', 'RabbitMQ'))?.fault ?? null).not.toBeNull();
      await mock.fault({ on: 'PUT /v2/apps/*', do: { kind: 'reset' } });
      const { id } = await api.act({ kind: 'scale-app', app: 'marathon/shop/web', to: 6 });
      await expect.poll(() => api.actState(id)).toBe('timed-out');
      await expect.poll(async () => (await api.table('workers')).length).toBeGreaterThan(0);
      const [worker] = await api.table('workers');

      const told = new Map([['the stream', await stream.stop()]]);
      const documents = ['cluster', 'app/marathon/shop/web', `worker/${encodeURIComponent(worker?.key ?? '')}`];
      const reads = [...tableNames, ...documents, 'tasks/flower?limit=9', 'openapi.json', 'acts/none/undo'];
      for (const path of ['/', '/healthz', '/metrics', '/nothing', ...reads.map((read) => `/api/v1/${read}`)])
        told.set(path, await (await fetch(gateway.url + path)).text());
      expect(told.get('/api/v1/sources'), 'it tells of the failure').toContain('unreachable');
      expect(told.get('the stream'), 'and so does the stream').toContain('unreachable');
      const ports = Object.values(upstreams).map((url) => `:${new URL(url).port}`);
      const secrets = [login, 'geheim', Buffer.from(login).toString('base64')];
      for (const [where, text] of told)
        for (const secret of [...ports, ...secrets]) expect(text, where).not.toContain(secret);
      for (const secret of secrets) expect(gateway.log.join('\n'), 'the log').not.toContain(secret);
    } finally {
      await gateway.stop();
    }
  });
});

/** Reads the gateway's stream until it is stopped; the answer is all it said. */
function readStream(gatewayUrl: string, topics: readonly string[]): { stop: () => Promise<string> } {
  const leave = new AbortController();
  const read = async () => {
    let text = '';
    const url = `${gatewayUrl}/api/v1/stream?topics=${topics.map(encodeURIComponent).join(',')}`;
    const { body } = await fetch(url, { headers: { accept: 'text/event-stream' }, signal: leave.signal });
    const decoder = new TextDecoder();
    try {
      for await (const part of body ?? []) text += decoder.decode(part, { stream: true });
    } catch (error) {
      if (!leave.signal.aborted) throw error;
    }
    return text;
  };
  const said = read();
  return {
    stop: () => {
      leave.abort();
      return said;
    },
  };
}
