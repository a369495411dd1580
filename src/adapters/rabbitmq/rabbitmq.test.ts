import { describe, expect, it } from 'vitest';
import { fakeUpstream, type Reply } from '../../platform/testing/fake-upstream.ts';
import { RecordingSink } from '../../platform/testing/recording-sink.ts';
import { SteeredClock } from '../../platform/testing/steered-clock.ts';
import { rabbitmqAdapter } from './index.ts';

const signal = new AbortController().signal;

function pretendRabbitmq(answer: Reply) {
  const upstream = fakeUpstream(() => answer);
  const adapter = rabbitmqAdapter({ id: 'rq' }, upstream, new SteeredClock());
  const sink = new RecordingSink();
  const run = (name: string) => adapter.reads.find((read) => read.name === name)?.run(sink, signal);
  return { adapter, upstream, sink, run };
}

describe('a queue', () => {
  it('that is new has no figures yet: they are unknown, not 0', async () => {
    const { run, sink } = pretendRabbitmq({ body: [{ name: 'new', vhost: '/', durable: true }] });
    await run('queues');
    expect(sink.get('queue', 'rq/%2F/new')).toMatchObject({
      depth: null,
      ready: null,
      unacked: null,
      inPerS: null,
      outPerS: null,
      ackPerS: null,
      consumers: null,
      memoryBytes: null,
      type: 'unknown',
    });
  });

  it('names where dead letters go, by its own argument or by its policy', async () => {
    const { run, sink } = pretendRabbitmq({
      body: [
        {
          name: 'a',
          vhost: 'v',
          arguments: { 'x-dead-letter-exchange': 'dlx', 'x-dead-letter-routing-key': 'letters' },
        },
        { name: 'b', vhost: 'v', arguments: {}, effective_policy_definition: { 'dead-letter-exchange': 'by-policy' } },
        { name: 'c', vhost: 'v', effective_policy_definition: [] },
      ],
    });
    await run('queues');
    expect(sink.all('queue').map(({ deadLetter, deadLetterKey }) => [deadLetter, deadLetterKey])).toEqual([
      ['dlx', 'letters'],
      ['by-policy', null],
      [null, null],
    ]);
  });

  it("of Celery's own is internal", async () => {
    const names = ['emails', 'celeryev.1', 'w@h.celery.pidbox', 'celery_delayed_12', 'celery_delayed_report'];
    const { run, sink } = pretendRabbitmq({ body: names.map((name) => ({ name, vhost: '/' })) });
    await run('queues');
    expect(sink.all('queue').map(({ role }) => role)).toEqual(['task', 'internal', 'internal', 'internal', 'task']);
  });

  it('is never asked for more often than the statistics step of 5 s, consumers less often still', () => {
    const { adapter } = pretendRabbitmq({});
    for (const { pace } of adapter.reads)
      expect(Math.min(pace.floorMs, pace.fastMs, pace.steadyMs, pace.idleMs)).toBeGreaterThanOrEqual(5000);
  });

  it.each([
    ['rq/%2F/emails', '/api/queues/%2F/emails/contents'],
    ['rq/a%20b/x/y?z', '/api/queues/a%20b/x%2Fy%3Fz/contents'],
  ])('is purged by its vhost and name, whatever they hold: %s', async (queue, path) => {
    const { adapter, upstream } = pretendRabbitmq({ status: 204 });
    expect(await adapter.enact({ kind: 'purge-queue', queue }, signal)).toEqual({ deployment: null, text: null });
    expect(upstream.asked).toEqual([`DELETE ${path}`]);
  });

  it.each(['rq/..', 'rq/%2F', 'rq/%2F/..', 'rq/%/q'])(
    'whose key means another address is not purged: %s',
    async (queue) => {
      const { adapter, upstream } = pretendRabbitmq({ status: 204 });
      await expect(adapter.enact({ kind: 'purge-queue', queue }, signal)).rejects.toMatchObject({
        fault: { kind: 'refused' },
      });
      expect(upstream.asked).toEqual([]);
    },
  );

  it('that may not be purged says whose word that was', async () => {
    const { adapter } = pretendRabbitmq({ status: 401, body: { error: 'not_authorised', reason: 'Access refused.' } });
    await expect(adapter.enact({ kind: 'purge-queue', queue: 'rq/%2F/q' }, signal)).rejects.toMatchObject({
      fault: { kind: 'unauthorised', status: 401, text: 'Access refused.' },
    });
  });
});

describe('a consumer', () => {
  const channel = { connection_name: '1.2.3.4:5 -> 6', name: '1.2.3.4:5 -> 6 (1)', peer_host: '1.2.3.4' };

  it('keeps its connection, which it shares with the pidbox that names its worker', async () => {
    const { run, sink } = pretendRabbitmq({
      body: [
        {
          consumer_tag: 'None3',
          prefetch_count: 0,
          queue: { name: 'w@h.celery.pidbox', vhost: '/' },
          channel_details: channel,
        },
        { consumer_tag: 'None4', prefetch_count: 8, queue: { name: 'emails', vhost: '/' }, channel_details: channel },
      ],
    });
    await run('consumers');
    const [pidbox, emails] = sink.all('consumer');
    expect(pidbox?.connection).toBe(emails?.connection);
    expect(emails).toMatchObject({ queue: 'emails', peerHost: '1.2.3.4', prefetch: 8 });
  });

  it('whose channel is not known yet is left out without an alarm', async () => {
    const { run, sink } = pretendRabbitmq({ body: [{ queue: { name: 'q', vhost: '/' }, channel_details: [] }] });
    await run('consumers');
    expect([sink.size, sink.faults, sink.completed]).toEqual([0, [], ['consumer']]);
  });
});

describe('a record that cannot be read', () => {
  it('keeps the queue it names as it was known; a consumer does not say enough to be named', async () => {
    const { run, sink } = pretendRabbitmq({
      body: [
        { name: 'q', vhost: '/', queue: { name: 'q', vhost: '/' }, channel_details: [] },
        { name: 'broken', vhost: '/', messages: 'many', queue: 'q' },
      ],
    });
    await run('queues');
    await run('consumers');
    expect(sink.kept).toEqual(['rq/%2F/broken']);
    expect(sink.completed).toEqual(['queue']);
  });
});

describe("the broker's history", () => {
  it('of all queues is one request; zeros from before a queue existed are left out', async () => {
    const samples = (...values: number[]) => ({
      samples: values.map((sample, n) => ({ sample, timestamp: (n + 1) * 60_000 })),
    });
    const { adapter, upstream } = pretendRabbitmq({
      body: [
        { name: 'letters', vhost: '/', messages_details: samples(0, 0, 5, 0) },
        { name: 'idle', vhost: '/', messages_details: samples(0, 0, 0, 0) },
        { name: 'new', vhost: '/' },
        { name: 'broken', vhost: '/', messages_details: { samples: 'none' } },
        { name: 'celeryev.1', vhost: '/', messages_details: samples(1, 1) },
      ],
    });
    const histories = await adapter.readQueueHistories?.(signal);
    const unknown = { inPerS: null, outPerS: null };
    expect([...(histories ?? [])]).toEqual([
      [
        'rq/%2F/letters',
        [
          { atMs: 180_000, depth: 5, ...unknown },
          { atMs: 240_000, depth: 0, ...unknown },
        ],
      ],
      ['rq/%2F/idle', []],
      ['rq/%2F/new', []],
    ]);
    expect(upstream.asked).toEqual([
      'GET /api/queues?lengths_age=3600&lengths_incr=60&msg_rates_age=3600&msg_rates_incr=60' +
        '&columns=name,vhost,messages_details,message_stats.publish_details,message_stats.deliver_get_details',
    ]);
  });

  it('is asked for as pairs of age and step, and turns counters into rates', async () => {
    const { adapter, upstream } = pretendRabbitmq({
      body: {
        messages_details: {
          samples: [
            { sample: 9, timestamp: 120_000 },
            { sample: 5, timestamp: 60_000 },
          ],
        },
        message_stats: {
          publish_details: {
            samples: [
              { sample: 700, timestamp: 120_000 },
              { sample: 100, timestamp: 60_000 },
              { sample: 0, timestamp: 0 },
            ],
          },
          // The queue was made anew in between: its counter fell.
          deliver_get_details: {
            samples: [
              { sample: 3, timestamp: 120_000 },
              { sample: 90, timestamp: 60_000 },
            ],
          },
        },
      },
    });
    expect(await adapter.readQueueHistory?.('rq/%2F/q', signal)).toEqual([
      { atMs: 60_000, depth: 5, inPerS: 100 / 60, outPerS: null },
      { atMs: 120_000, depth: 9, inPerS: 10, outPerS: null },
    ]);
    expect(upstream.asked).toEqual([
      'GET /api/queues/%2F/q?lengths_age=3600&lengths_incr=60&msg_rates_age=3600&msg_rates_incr=60',
    ]);
  });
});
