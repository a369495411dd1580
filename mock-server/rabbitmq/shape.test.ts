import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRig } from '../testing/messaging-rig.ts';
import type { MessagingRig } from '../testing/messaging-rig.ts';
import { readSample } from '../testing/sample.ts';
import { shapeMismatches } from '../testing/shape.ts';
import type { ShapeOptions } from '../testing/shape.ts';

let rig: MessagingRig;

beforeAll(async () => {
  rig = await createRig();
  for (const queue of ['images', 'emails', 'orders', 'reports', 'webhooks']) {
    rig.hire(`${queue}-1@agent-1`, { queues: [queue], concurrency: 4 });
  }
  rig.world.clock.advance(121_000);
  rig.world.messaging.publish('orders', 60);
  rig.world.clock.advance(9_000);
});

afterAll(() => rig.close());

async function differences(names: string[], path: string, options: ShapeOptions = {}): Promise<string[]> {
  const answer = await rig.rabbitmq(path);
  expect(answer.status).toBe(200);
  const samples = names.map((name) => readSample('rabbitmq', name).body);
  return shapeMismatches(samples, answer.body, options);
}

/** Of one queue: its kind decides which fields it has, so each is held to a sample of its kind. */
const free = (at: string): string[] => [`${at}.arguments`, `${at}.effective_policy_definition`];

describe('bodies of the simulated RabbitMQ have the shape of the recorded ones', () => {
  it.each([
    ['overview', '/api/overview'],
    ['overview-rates', '/api/overview?msg_rates_age=60&msg_rates_incr=5&lengths_age=60&lengths_incr=5'],
    [
      'overview-columns',
      '/api/overview?columns=queue_totals,message_stats.publish_details.rate,object_totals,cluster_name',
    ],
    ['whoami', '/api/whoami'],
    ['cluster-name', '/api/cluster-name'],
    ['connections', '/api/connections'],
    ['connections-page', '/api/connections?page=1&page_size=2'],
    ['channels', '/api/channels'],
    ['policies', '/api/policies'],
    ['bindings', '/api/bindings'],
    ['queue-bindings', '/api/queues/%2F/reports/bindings'],
    ['health-alarms', '/api/health/checks/alarms'],
    ['health-local-alarms', '/api/health/checks/local-alarms'],
    ['health-node-is-quorum-critical', '/api/health/checks/node-is-quorum-critical'],
    ['consumers', '/api/consumers'],
    ['consumers-vhost', '/api/consumers/%2F'],
    [
      'queues-sort-only',
      '/api/queues/%2F?sort=messages_unacknowledged&sort_reverse=true&columns=name,messages_unacknowledged',
    ],
    ['queues-disable-stats', '/api/queues/%2F?disable_stats=true&enable_queue_totals=true'],
    ['queues-disable-stats-only', '/api/queues/%2F?disable_stats=true'],
  ])('%s', async (name, path) => {
    const ignore = ['$[].arguments', '$.listeners[].socket_opts', '$.message_stats'];
    const wide = name === 'overview-columns' ? { ignore } : { ignore: ignore.slice(0, 2) };
    expect(await differences([name], path, wide)).toEqual([]);
  });

  it('vhosts', async () => {
    expect(await differences(['vhosts'], '/api/vhosts', { maps: ['$[].cluster_state'] })).toEqual([]);
  });

  it('nodes', async () => {
    expect(await differences(['nodes'], '/api/nodes')).toEqual([]);
    expect(await differences(['node'], '/api/nodes/rabbit@localhost')).toEqual([]);
    const rates =
      '/api/nodes?node_stats_age=60&node_stats_incr=5&columns=name,mem_used,mem_used_details,fd_used,disk_free';
    expect(await differences(['nodes-rates'], rates)).toEqual([]);
  });

  it.each([
    ['queue-images', 'images'],
    ['queue-emails', 'emails'],
    ['queue-reports', 'reports'],
    ['queue-dead-letter', 'dead-letter'],
    ['queue-delayed-0', 'celery_delayed_0'],
  ])('%s', async (name, queue) => {
    // Idle or not is a matter of the moment.
    const options = { ignore: free('$'), optional: ['$.idle_since'], extra: ['$.idle_since'] };
    expect(await differences([name], `/api/queues/%2F/${queue}`, options)).toEqual([]);
  });

  it('queues: every kind of queue, the noise too', async () => {
    const names = ['queues', 'queues-page', 'queues-page-regex'];
    const samples = [readSample('rabbitmq', names[0] ?? '').body].flat();
    const found = (await rig.rabbitmq('/api/queues')).body;
    expect(shapeMismatches([samples], found, { ignore: free('$[]'), maps: ['$[].open_files'] })).toEqual([]);
  });

  it('queue with samples of lengths and rates', async () => {
    const path =
      '/api/queues/%2F/emails?msg_rates_age=300&msg_rates_incr=10&lengths_age=300&lengths_incr=10&data_rates_age=60&data_rates_incr=5';
    expect(await differences(['queue-emails-rates-5min'], path, { ignore: free('$') })).toEqual([]);
  });

  it('page of queues', async () => {
    const found = (await rig.rabbitmq('/api/queues/%2F?page=1&page_size=3&sort=messages&sort_reverse=true')).body;
    const { body } = readSample('rabbitmq', 'queues-page');
    expect(shapeMismatches([body], found, { ignore: ['$.items'] })).toEqual([]);
  });

  it.each([
    'queues-page-bad',
    'queues-page-beyond',
    'queues-page-size-too-big',
    'queues-page-bad-regex',
    'queue-404',
    '404-route',
    'queues-404-vhost',
    'queue-404-vhost',
    'queue-vhost-unencoded',
    '405-post-queues',
    'purge-404',
    'node-404',
    'delete-queue-if-empty-fail',
  ])('%s is refused in the same words', async (name) => {
    const sample = readSample('rabbitmq', name);
    const answer = await rig.rabbitmq(sample.path, { method: sample.method });
    expect(answer.status).toBe(sample.status);
    const text = typeof sample.body === 'string' ? sample.body : JSON.stringify(sample.body);
    expect(answer.text.replace(/len: \d+/, 'len: 45')).toBe(text);
    expect(answer.headers.get('content-type')).toBe(sample.contentType);
  });
});
