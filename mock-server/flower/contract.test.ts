import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRig } from '../testing/messaging-rig.ts';
import type { Answer, MessagingRig } from '../testing/messaging-rig.ts';
import { readSample } from '../testing/sample.ts';
import type { Sample } from '../testing/sample.ts';
import type { FlowerOptions } from './context.ts';

const rigs: MessagingRig[] = [];

/** The crew of the recordings: the second scales itself, the third is busy, the fourth may restart its pool. */
async function recordedCrew(flower: FlowerOptions = {}): Promise<MessagingRig> {
  const rig = await createRig({ flower });
  rigs.push(rig);
  rig.hire('worker1@host-a', { queues: ['quiet'] });
  rig.hire('worker2@host-b', { queues: ['quiet'], autoscale: { min: 1, max: 4 } });
  rig.hire('worker3@host-c', { queues: ['quiet'] });
  rig.hire('worker4@host-d', { queues: ['quiet'], poolRestarts: true });
  await rig.flower('/api/workers');
  return rig;
}

afterAll(async () => {
  for (const rig of rigs) await rig.close();
});

/** The recorded shop's task names are not ours. */
function ours(text: string): string {
  return text
    .replaceAll('shop.emails.newsletter', 'mail.send.newsletter')
    .replaceAll('shop.emails.welcome', 'mail.send.welcome')
    .replaceAll('shop.reports.build', 'reports.build.daily');
}

function replay(rig: MessagingRig, sample: Sample): Promise<Answer> {
  const { method, requestBody, headers } = sample;
  const hasBody = requestBody !== null && requestBody !== undefined;
  const body = typeof requestBody === 'string' ? requestBody : JSON.stringify(requestBody);
  return rig.flower(ours(sample.path), {
    method,
    headers: hasBody ? { 'Content-Type': 'application/json', ...headers } : headers,
    ...(hasBody ? { body } : {}),
  });
}

async function expectSame(rig: MessagingRig, name: string): Promise<void> {
  const sample = readSample('flower', name);
  const answer = await replay(rig, sample);
  const text = typeof sample.body === 'string' ? sample.body : JSON.stringify(sample.body);
  expect({ status: answer.status, type: answer.headers.get('content-type'), text: answer.text }).toEqual({
    status: sample.status,
    type: sample.contentType,
    text: ours(text),
  });
}

describe('what Flower says to controls, word for word', () => {
  let rig: MessagingRig;
  beforeAll(async () => {
    rig = await recordedCrew();
  });

  it.each([
    'add-consumer',
    'add-consumer-again',
    'add-consumer-form-body',
    'add-consumer-missing',
    'add-consumer-unknown',
    'cancel-consumer',
    'cancel-consumer-extra2',
    'cancel-consumer-not-consuming',
    'pool-autoscale-disabled',
    'pool-autoscale-missing',
    'pool-autoscale-ok',
    'pool-grow-autoscaled-worker',
    'pool-grow',
    'pool-grow-bad-n',
    'pool-grow-unknown',
    'pool-shrink-too-many',
    'pool-restart-disabled',
    'pool-restart-ok',
    'pool-restart-unknown',
    'shutdown-unknown',
    'rate-limit',
    'rate-limit-form',
    'rate-limit-invalid',
    'rate-limit-json-body',
    'rate-limit-no-worker',
    'rate-limit-unknown-task',
    'rate-limit-unknown-worker',
    'timeout',
    'timeout-no-worker',
    'timeout-unknown-task',
    'abort',
    'revoke-unknown',
    'revoke-bad-signal',
    'revoke-bad-terminate',
    'revoke-terminate-running',
    'shutdown',
  ])('%s', (name) => expectSame(rig, name));
});

describe('what Flower says to readers who ask wrongly', () => {
  let rig: MessagingRig;
  beforeAll(async () => {
    rig = await recordedCrew();
  });

  it.each([
    'task-info-404',
    'task-info-empty',
    'task-result-unknown',
    'task-result-bad-timeout',
    'task-result-timeout',
    'tasks-limit-bad',
    'tasks-limit-0',
    'tasks-limit-neg',
    'tasks-sort_by-bad',
    'tasks-received_bad',
    'tasks-state-unknown',
    'tasks-search-negation',
    'tasks-search-not',
    'tasks-search-short',
    'tasks-search-unclosed',
    'tasks-workername-unknown',
    'workers-unknown',
    'workers-refresh-bad',
    '405-get-shutdown',
    '405-delete-workers',
    '405-post-workers',
    'apply-unknown',
    'apply-args-not-array',
    'apply-not-object',
    'apply-wrong-signature',
    'apply-bad-json',
    'async-apply-unknown',
    'async-apply-eta-iso',
    'healthcheck',
  ])('%s', (name) => expectSame(rig, name));

  it('HEAD is not allowed', async () => {
    expect((await rig.flower('/api/workers', { method: 'HEAD' })).status).toBe(405);
  });

  it('an unknown route and a trailing slash get an HTML page', async () => {
    for (const path of ['/api/nothing', '/api/workers/']) {
      const answer = await rig.flower(path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=UTF-8');
      expect(answer.text).toContain('Error, page not found');
    }
  });

  it('an ETag spares the body', async () => {
    const etag = (await rig.flower('/api/task/types')).headers.get('etag') ?? '';
    const again = await rig.flower('/api/task/types', { headers: { 'If-None-Match': etag } });
    expect(again).toMatchObject({ status: 304, text: '' });
  });
});

describe('who Flower lets in', () => {
  const auth = { user: 'flower', password: 'petal' };
  const login = { Authorization: `Basic ${Buffer.from('flower:petal').toString('base64')}` };

  it('asks for a login without saying how, except for health and metrics', async () => {
    const rig = await recordedCrew({ auth });
    await expectSame(rig, '401-no-credentials');
    await expectSame(rig, '401-bearer-token');
    const answer = await rig.flower('/api/workers');
    expect(answer.headers.has('www-authenticate')).toBe(false);
    await expectSame(rig, 'healthcheck-noauth');
    expect((await rig.flower('/metrics')).status).toBe(200);
    const inside = await rig.flower('/api/workers?status=1', { headers: login });
    expect(inside.status).toBe(200);
    expect(inside.headers.has('access-control-allow-origin')).toBe(false);
  });

  it('with a login refuses writes of other origins', async () => {
    const rig = await recordedCrew({ auth });
    for (const name of ['403-cross-origin-post-auth', '403-cross-site-fetch-metadata']) {
      const sample = readSample('flower', name);
      // fetch() sets these headers by itself, so they are sent through node:http.
      const answer = await rig.raw('POST', sample.path, { ...login, ...sample.headers });
      expect(answer).toEqual({ status: 403, text: sample.body });
    }
  });

  it('without one is off unless told otherwise', async () => {
    const rig = await recordedCrew({ unauthenticatedApi: false });
    await expectSame(rig, '401-unauthenticated-api-off');
    await expectSame(rig, '401-unauthenticated-api-off-healthcheck-ok');
  });

  it('open, sends CORS headers', async () => {
    const rig = await recordedCrew();
    expect((await rig.flower('/api/workers?status=1')).headers.get('access-control-allow-origin')).toBe('*');
    const preflight = await rig.flower('/api/workers', { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('PUT, DELETE, OPTIONS, POST, GET, PATCH');
  });

  it('read-only, refuses every write and no read', async () => {
    const rig = await recordedCrew({ readOnly: true });
    for (const name of ['403-read-only-apply', '403-read-only-revoke', '403-read-only-shutdown'])
      await expectSame(rig, name);
    expect((await rig.flower('/api/tasks?limit=1')).status).toBe(200);
  });
});

describe('how long Flower waits', () => {
  it('a second for a broadcast, 35 ms for one who lives, two seconds for one who does not', async () => {
    const rig = await recordedCrew();
    rig.world.messaging.killWorker('worker4@host-d');
    await rig.flower('/api/workers?refresh=1');
    await rig.flower('/api/workers?refresh=1&workername=worker1@host-a');
    await rig.flower('/api/workers?refresh=1&workername=worker4@host-d');
    await expectSame(rig, 'workers-unknown-refresh');
    await expectSame(rig, 'exp1-grow-dead-worker');
    await expectSame(rig, 'exp1-shutdown-dead-worker');
    expect(rig.waits).toEqual([1030, 35, 2030, 2030, 1010]);
  });
});
