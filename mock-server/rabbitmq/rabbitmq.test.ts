import { afterEach, describe, expect, it } from 'vitest';
import { createRig } from '../testing/messaging-rig.ts';
import type { MessagingRig } from '../testing/messaging-rig.ts';
import { readSample } from '../testing/sample.ts';
import { usualUsers } from './access.ts';
import type { BrokerUser } from './access.ts';

let rig: MessagingRig;

afterEach(() => rig.close());

type Row = Readonly<Record<string, unknown>>;

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function rows(path: string): Promise<Row[]> {
  const { body } = await rig.rabbitmq(path);
  return Array.isArray(body) ? body.filter(isRow) : [];
}

async function row(path: string): Promise<Row> {
  const { body } = await rig.rabbitmq(path);
  return isRow(body) ? body : {};
}

const login = (name: string, password: string) => ({
  headers: { Authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` },
});

describe('the statistics step', () => {
  it('hides depth and rates of a new queue until the next multiple of 5 s', async () => {
    rig = await createRig();
    rig.hire('w@h', { queues: ['other'] });
    rig.world.messaging.load.setFactor('fresh', 0);
    rig.world.clock.advance(7_000);
    rig.world.messaging.publish('fresh', 3);
    const path = '/api/queues/%2F/fresh?columns=name,messages,messages_ready,message_stats,state';
    expect(await row(path)).toEqual(readSampleBody('queue-demo-right-after-publish', 'fresh'));
    rig.world.clock.advance(2_999);
    expect(await row(path)).toEqual({ name: 'fresh' });
    rig.world.clock.advance(1);
    expect(await row(path)).toMatchObject({ name: 'fresh', messages: 3, messages_ready: 3, state: 'running' });
    rig.world.messaging.publish('fresh', 10);
    expect(await row(path)).toMatchObject({ messages: 3, message_stats: { publish: 3 } });
    rig.world.clock.advance(5_000);
    expect(await row(path)).toMatchObject({
      messages: 13,
      message_stats: { publish: 13, publish_details: { rate: 2 } },
    });
  });

  it('has already collected what is as old as the world, but forgets all with a restart of the broker', async () => {
    rig = await createRig();
    rig.hire('w@h', { queues: ['emails'] });
    const path = '/api/queues/%2F/emails?columns=name,messages,consumers';
    expect(await row(path)).toEqual({ name: 'emails', messages: 0, consumers: 1 });
    rig.world.clock.advance(11_000);
    rig.world.messaging.stopBroker();
    rig.world.clock.advance(1_000);
    rig.world.messaging.startBroker();
    expect(await row(path)).toEqual({ name: 'emails' });
  });

  it('gives samples newest first, on the grid, with zeroes before the queue existed', async () => {
    rig = await createRig();
    rig.hire('w@h', { queues: ['other'] });
    rig.world.messaging.load.setFactor('fresh', 0);
    rig.world.clock.advance(60_000);
    rig.world.messaging.publish('fresh', 10);
    rig.world.clock.advance(10_000);
    rig.world.messaging.publish('fresh', 20);
    rig.world.clock.advance(12_000);
    const path = '/api/queues/%2F/fresh?lengths_age=30&lengths_incr=5&columns=messages_details';
    const now = rig.world.clock.nowMs() - 2_000;
    const values = [30, 30, 10, 10, 0, 0, 0];
    expect(await row(path)).toEqual({
      messages_details: {
        rate: 0,
        samples: values.map((sample, n) => ({ sample, timestamp: now - 5_000 * n })),
        avg_rate: 1,
        avg: 80 / 7,
      },
    });
    const onlyAge = await row('/api/queues/%2F/fresh?lengths_age=30&columns=messages_details');
    expect(onlyAge).toEqual({ messages_details: { rate: 0 } });
  });

  it('gives all queues their last hour in one answer, by columns', async () => {
    rig = await createRig();
    rig.hire('w@h', { queues: ['emails'] });
    rig.world.clock.advance(600_000);
    const query = 'lengths_age=3600&lengths_incr=60&msg_rates_age=3600&msg_rates_incr=60';
    const columns = 'name,vhost,messages_details,message_stats.publish_details';
    const found = await row(`/api/queues/%2F/emails?${query}&columns=${columns}`);
    const all = await rows(`/api/queues?${query}&columns=${columns}`);
    expect(all).toContainEqual(found);
    expect(found).toHaveProperty('messages_details.samples.length', 61);
    expect(found).toHaveProperty('message_stats.publish_details.samples.length', 61);
  });

  it('keeps no counters for a queue that only dead letters reach', async () => {
    rig = await createRig();
    rig.hire('w@h', { queues: ['emails'] });
    rig.world.clock.advance(10_000);
    const letters = await row('/api/queues/%2F/dead-letter');
    expect(letters).toMatchObject({ messages: 26, consumers: 0, policy: 'dead-letter-ttl' });
    expect(letters).not.toHaveProperty('message_stats');
    const bounces = await row('/api/queues/%2F/mail.bounces');
    expect(Object.keys(isRow(bounces['message_stats']) ? bounces['message_stats'] : {})).toEqual([
      'publish',
      'publish_details',
    ]);
  });
});

function readSampleBody(name: string, renamed: string): unknown {
  const { body } = readSample('rabbitmq', name);
  return isRow(body) ? { ...body, name: renamed } : body;
}

describe('whose a consumer is', () => {
  it('is told only by the connection it shares with its worker’s pidbox', async () => {
    rig = await createRig();
    rig.hire('mailer-1@agent-3', { queues: ['emails', 'webhooks'] });
    rig.hire('mailer-2@agent-4', { queues: ['emails'] });
    const connectionOf = (consumer: Row): unknown =>
      isRow(consumer['channel_details']) ? consumer['channel_details']['connection_name'] : null;
    const queueOf = (consumer: Row): unknown => (isRow(consumer['queue']) ? consumer['queue']['name'] : null);
    const consumers = await rows('/api/consumers');
    const owner = (queue: string): unknown => {
      const pidbox = consumers.find((each) => queueOf(each) === `${queue}.celery.pidbox`);
      return pidbox === undefined ? null : connectionOf(pidbox);
    };
    const drained = consumers.filter((each) => connectionOf(each) === owner('mailer-1@agent-3')).map(queueOf);
    expect(drained).toEqual(expect.arrayContaining(['emails', 'webhooks', 'mailer-1@agent-3.celery.pidbox']));
    expect(owner('mailer-2@agent-4')).not.toBe(owner('mailer-1@agent-3'));
    const connections = await rows('/api/connections');
    expect(connections.filter(({ timeout }) => timeout === 60)).toHaveLength(2);
    expect(JSON.stringify(connections)).not.toContain('mailer');
  });
});

describe('noise among the queues', () => {
  it('is there: event queues, mailboxes, and the delay levels of quorum setups', async () => {
    rig = await createRig();
    rig.hire('w@h', { queues: ['reports'] });
    rig.world.clock.advance(10_000);
    const names = (await rows('/api/queues?columns=name')).map(({ name }) => String(name));
    expect(names.filter((name) => name.startsWith('celeryev.'))).toHaveLength(2);
    expect(names).toContain('w@h.celery.pidbox');
    expect(names.filter((name) => name.startsWith('celery_delayed_'))).toHaveLength(28);
    expect(names).toEqual([...names].sort());
  });

  it('holds the countdowns of quorum queues', async () => {
    rig = await createRig();
    rig.hire('w@h', { queues: ['reports'] });
    rig.world.messaging.load.setFactor('reports', 0);
    rig.world.messaging.send({ type: 'reports.build.daily', etaMs: rig.world.clock.nowMs() + 20_000 });
    rig.world.clock.advance(5_000);
    expect(await row('/api/queues/%2F/celery_delayed_4?columns=messages')).toEqual({ messages: 1 });
    const tasks = (await rig.flower('/api/tasks?state=PENDING')).text;
    expect(tasks).toContain('"exchange":"celery_delayed_27"');
    expect(tasks).toMatch(/"routing_key":"(0\.){23}1\.0\.1\.0\.0\.reports"/);
    rig.world.clock.advance(20_000);
    expect(await row('/api/queues/%2F/celery_delayed_4?columns=messages')).toEqual({ messages: 0 });
  });
});

describe('who may do what', () => {
  const users: readonly BrokerUser[] = [
    ...usualUsers,
    { name: 'nobody', password: 'x', tag: 'none', permissions: null },
    { name: 'outsider', password: 'x', tag: 'monitoring', permissions: null },
  ];

  it('asks for a login and says Basic', async () => {
    rig = await createRig({ rabbitmq: { users } });
    const none = await rig.rabbitmq('/api/overview');
    expect(none).toMatchObject({ status: 401, text: '' });
    expect(none.headers.get('www-authenticate')).toBe('Basic realm="RabbitMQ Management"');
    const wrong = await rig.rabbitmq('/api/overview', login('ops', 'guess'));
    expect(wrong).toMatchObject({ status: 401, body: readSample('rabbitmq', '401-badpass').body });
  });

  it('lets the monitoring user look and not purge', async () => {
    rig = await createRig({ rabbitmq: { users } });
    rig.hire('w@h', { queues: ['emails'] });
    rig.world.clock.advance(5_000);
    const viewer = login('viewer', 'viewer-password');
    expect((await rig.rabbitmq('/api/whoami', viewer)).body).toEqual(readSample('rabbitmq', 'whoami-viewer').body);
    expect((await rig.rabbitmq('/api/queues/%2F/emails', viewer)).status).toBe(200);
    const purge = await rig.rabbitmq('/api/queues/%2F/emails/contents', { method: 'DELETE', ...viewer });
    expect(purge).toMatchObject({ status: 401, body: readSample('rabbitmq', 'purge-no-read-permission').body });
    const ops = login('ops', 'ops-password');
    expect((await rig.rabbitmq('/api/queues/%2F/emails/contents', { method: 'DELETE', ...ops })).status).toBe(204);
    expect(await rig.rabbitmq('/api/users', viewer)).toMatchObject({
      status: 401,
      body: readSample('rabbitmq', 'users-viewer-403').body,
    });
  });

  it('shows no queue to a user without permission, and nothing to one without a tag', async () => {
    rig = await createRig({ rabbitmq: { users } });
    rig.hire('w@h', { queues: ['emails'] });
    expect((await rig.rabbitmq('/api/queues', login('outsider', 'x'))).body).toEqual([]);
    const untagged = await rig.rabbitmq('/api/queues', login('nobody', 'x'));
    expect(untagged).toMatchObject({ status: 401, body: readSample('rabbitmq', 'perm-untagged-queues').body });
  });
});

describe('deleting a queue', () => {
  it('is refused while it is used or holds messages, if so asked', async () => {
    rig = await createRig();
    rig.hire('w@h', { queues: ['emails'] });
    const remove = (path: string) => rig.rabbitmq(path, { method: 'DELETE' });
    const full = await remove('/api/queues/%2F/dead-letter?if-empty=true');
    expect(full).toMatchObject({ status: 400, body: readSample('rabbitmq', 'delete-queue-if-empty-fail').body });
    expect((await remove('/api/queues/%2F/emails?if-unused=true')).status).toBe(400);
    expect((await remove('/api/queues/%2F/dead-letter')).status).toBe(204);
    expect((await rig.rabbitmq('/api/queues/%2F/dead-letter')).status).toBe(404);
  });
});
