import { createServer, request } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { applyFault } from './apply.ts';
import { createFaultPlan } from './plan.ts';
import type { FaultAction, FaultPlan } from './plan.ts';
import { parseFaultRule } from './rule.ts';

type Outcome = {
  status: number | null;
  body: string;
  ended: boolean;
  error: string | null;
  headers: Record<string, unknown>;
};

let server: Server | null = null;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

function listen(listener: RequestListener): Promise<number> {
  const started = createServer(listener);
  server = started;
  return new Promise((resolve) => {
    started.listen(0, '127.0.0.1', () => {
      const address = started.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

/** Reads until the end, an error, or `patienceMs` of nothing at all. */
function fetchRaw(port: number, path: string, patienceMs = 120): Promise<Outcome> {
  return new Promise((resolve) => {
    const outcome: Outcome = { status: null, body: '', ended: false, error: null, headers: {} };
    const req = request({ host: '127.0.0.1', port, path, agent: false });
    const finish = (): void => {
      clearTimeout(timer);
      resolve(outcome);
      req.destroy();
    };
    let timer = setTimeout(finish, patienceMs);
    const patience = (): void => {
      clearTimeout(timer);
      timer = setTimeout(finish, patienceMs);
    };
    const fail = (error: Error & { code?: string }): void => {
      outcome.error ??= error.code ?? error.message;
      finish();
    };
    req.on('error', fail);
    req.on('response', (res: IncomingMessage) => {
      outcome.status = res.statusCode ?? null;
      outcome.headers = res.headers;
      res.setEncoding('utf8');
      patience();
      res.on('data', (text: string) => {
        outcome.body += text;
        patience();
      });
      res.on('error', fail);
      res.on('end', () => {
        outcome.ended = true;
        finish();
      });
    });
    req.end();
  });
}

const answer = (_req: IncomingMessage, res: ServerResponse): void => {
  const body = JSON.stringify({ apps: ['one', 'two', 'three'] });
  res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) });
  res.end(body);
};

const stream = (_req: IncomingMessage, res: ServerResponse): void => {
  res.writeHead(200, { 'Content-Type': 'text/event-stream' });
  for (const n of [1, 2, 3, 4]) res.write(`event: e\r\ndata: ${n}\r\n\r\n`);
};

function spoiled(plan: FaultPlan, handler: RequestListener): RequestListener {
  return (req, res) => {
    const action = plan.match({ upstream: 'marathon', method: req.method ?? 'GET', url: req.url ?? '/' });
    if (action === null) handler(req, res);
    else applyFault(action, req, res, () => handler(req, res));
  };
}

async function outcomeOf(
  action: FaultAction,
  handler: RequestListener = answer,
  patienceMs?: number,
): Promise<Outcome> {
  const plan = createFaultPlan();
  plan.add({ on: '*', do: action });
  return fetchRaw(await listen(spoiled(plan, handler)), '/v2/apps', patienceMs);
}

describe('what a fault does to an exchange', () => {
  it('latency answers as usual, later', async () => {
    const before = performance.now();
    const outcome = await outcomeOf({ kind: 'latency', ms: 60 });
    expect(performance.now() - before).toBeGreaterThanOrEqual(55);
    expect(outcome).toMatchObject({ status: 200, ended: true });
    expect(JSON.parse(outcome.body)).toEqual({ apps: ['one', 'two', 'three'] });
  });

  it('status answers with the given status, body and headers, and the act is not carried out', async () => {
    let acts = 0;
    const action: FaultAction = {
      kind: 'status',
      status: 503,
      body: '{"message":"later"}',
      headers: { 'Retry-After': '3' },
    };
    const outcome = await outcomeOf(action, () => void (acts += 1));
    expect(outcome).toMatchObject({ status: 503, body: '{"message":"later"}', ended: true });
    expect(outcome.headers['retry-after']).toBe('3');
    expect(acts).toBe(0);
  });

  it('reset closes the connection before any answer', async () => {
    expect(await outcomeOf({ kind: 'reset' })).toMatchObject({ status: null, error: 'ECONNRESET' });
  });

  it('truncate carries the act out, promises the whole body and cuts it', async () => {
    let acts = 0;
    const outcome = await outcomeOf({ kind: 'truncate', afterBytes: 10 }, (req, res) => {
      acts += 1;
      answer(req, res);
    });
    expect(acts).toBe(1);
    expect(outcome.status).toBe(200);
    expect(outcome.body).toBe('{"apps":["');
    expect(outcome.headers['content-length']).toBe('30');
    expect(outcome.ended).toBe(false);
    expect(outcome.error).not.toBeNull();
  });

  it('truncate after more bytes than there are changes nothing', async () => {
    expect(await outcomeOf({ kind: 'truncate', afterBytes: 9999 })).toMatchObject({ status: 200, ended: true });
  });

  it('garbage says JSON and is not', async () => {
    const outcome = await outcomeOf({ kind: 'garbage' });
    expect(outcome.status).toBe(200);
    expect(outcome.headers['content-type']).toBe('application/json');
    expect(() => JSON.parse(outcome.body)).toThrow();
  });

  it('html is a proxy’s error page', async () => {
    const outcome = await outcomeOf({ kind: 'html', status: 502 });
    expect(outcome.status).toBe(502);
    expect(outcome.headers['content-type']).toBe('text/html');
    expect(outcome.body).toContain('<h1>502 Bad Gateway</h1>');
  });

  it('stall-stream passes so many events and then stays open in silence', async () => {
    const outcome = await outcomeOf({ kind: 'stall-stream', afterEvents: 2 }, stream);
    expect(outcome.body).toBe('event: e\r\ndata: 1\r\n\r\nevent: e\r\ndata: 2\r\n\r\n');
    expect(outcome).toMatchObject({ ended: false, error: null });
  });

  it('silent-stream sends headers and not a byte more', async () => {
    const outcome = await outcomeOf({ kind: 'silent-stream' }, stream);
    expect(outcome).toMatchObject({ status: 200, body: '', ended: false, error: null });
    expect(outcome.headers['content-type']).toBe('text/event-stream');
  });

  it('silent-stream keeps the headers of a handler that answers later', async () => {
    const later: RequestListener = (req, res) => Promise.resolve().then(() => stream(req, res));
    const outcome = await outcomeOf({ kind: 'silent-stream' }, later);
    expect(outcome).toMatchObject({ status: 200, body: '', ended: false, error: null });
    expect(outcome.headers['content-type']).toBe('text/event-stream');
  });

  it('truncate before the first byte still sends the headers', async () => {
    const outcome = await outcomeOf({ kind: 'truncate', afterBytes: 0 });
    expect(outcome).toMatchObject({ status: 200, body: '', ended: false });
    expect(outcome.headers['content-length']).toBe('30');
  });

  it('hang never answers', async () => {
    expect(await outcomeOf({ kind: 'hang' })).toMatchObject({ status: null, error: null, ended: false });
  });
});

describe('which request a rule spoils', () => {
  const put = (url: string) => ({ upstream: 'marathon', method: 'PUT', url }) as const;

  it('only the nth it sees', () => {
    const plan = createFaultPlan();
    plan.add({ on: 'PUT /v2/apps/*', nth: 2, do: { kind: 'reset' } });
    expect([1, 2, 3].map(() => plan.match(put('/v2/apps//a'))?.kind ?? null)).toEqual([null, 'reset', null]);
    expect(plan.list()[0]).toMatchObject({ seen: 3, applied: 1 });
  });

  it('the first so many, then leaves the request to the next rule', () => {
    const plan = createFaultPlan();
    plan.add({ on: '/v2/apps', times: 2, do: { kind: 'hang' } });
    plan.add({ on: '*', do: { kind: 'garbage' } });
    expect([1, 2, 3].map(() => plan.match(put('/v2/apps'))?.kind)).toEqual(['hang', 'hang', 'garbage']);
  });

  it('by upstream, method and path, with the query only when the pattern has one', () => {
    const plan = createFaultPlan();
    plan.add({ upstream: 'flower', on: 'GET /api/workers', do: { kind: 'hang' } });
    const get = (upstream: 'flower' | 'rabbitmq', url: string, method = 'GET') => plan.match({ upstream, method, url });
    expect(get('flower', '/api/workers?refresh=1')).toEqual({ kind: 'hang' });
    expect(get('rabbitmq', '/api/workers')).toBeNull();
    expect(get('flower', '/api/workers', 'POST')).toBeNull();
    plan.clear();
    plan.add({ on: 'GET /api/workers?refresh=1*', do: { kind: 'reset' } });
    expect(get('flower', '/api/workers')).toBeNull();
    expect(get('flower', '/api/workers?refresh=1&workername=a@b')).toEqual({ kind: 'reset' });
  });

  it('by the decoded path too, so that a vhost may be written either way', () => {
    const plan = createFaultPlan();
    plan.add({ on: 'DELETE /api/queues///emails/contents', do: { kind: 'reset' } });
    const subject = { upstream: 'rabbitmq', method: 'DELETE', url: '/api/queues/%2F/emails/contents' } as const;
    expect(plan.match(subject)).toEqual({ kind: 'reset' });
  });

  it('until it is removed', () => {
    const plan = createFaultPlan();
    const { id } = plan.add({ on: '*', do: { kind: 'hang' } });
    expect(plan.remove(id)).toBe(true);
    expect(plan.remove(id)).toBe(false);
    expect(plan.match(put('/'))).toBeNull();
  });
});

describe('a rule that came as JSON', () => {
  it('is read with its counters and its action', () => {
    const json = {
      upstream: 'rabbitmq',
      on: 'GET /api/queues*',
      times: 3,
      do: { kind: 'status', status: 500, body: { a: 1 } },
    };
    expect(parseFaultRule(json)).toEqual({ ...json, do: { kind: 'status', status: 500, body: '{"a":1}' } });
  });

  it.each([
    [{}, /^on: expected/],
    [{ on: '/x' }, /^do: expected/],
    [{ on: '/x', do: { kind: 'explode' } }, /^do\.kind: expected/],
    [{ on: '/x', do: { kind: 'latency', ms: 'soon' } }, /^ms: expected/],
    [{ on: '/x', nth: 0, do: { kind: 'hang' } }, /^nth: expected/],
    [{ on: '/x', upstream: 'mesos', do: { kind: 'hang' } }, /^upstream: expected/],
  ])('%j is refused with the field and what was expected', (json, message) => {
    expect(() => parseFaultRule(json)).toThrow(message);
  });
});
