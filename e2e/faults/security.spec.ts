import { request as askHttp } from 'node:http';
import { expect, test } from '../fixtures/test.ts';

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

  test('tells the browser no address and no secret of an upstream', async ({ gateway, mock }) => {
    const ports = Object.values(mock.upstreams).map((url) => new URL(url).port);
    for (const path of ['/', '/api/v1/sources', '/api/v1/cluster', '/healthz']) {
      const text = await (await fetch(gateway.url + path)).text();
      for (const port of ports) expect(text, path).not.toContain(`:${port}`);
    }
  });
});
