import type { Messaging } from '../world/messaging.ts';
import { allConnections, channelBodies, consumerBodies } from './connections.ts';
import { nodeName } from './queue-body.ts';
import { allQueues } from './queue-facts.ts';
import type { QueueFacts } from './queue-facts.ts';
import { details } from './series.ts';
import type { Range, Ranges } from './series.ts';

type Body = Record<string, unknown>;

/** The cluster's name; the node's is another. */
export const clusterName = 'rabbit@broker-1';

const exchangeTypes = ['direct', 'fanout', 'headers', 'topic'].map((name) => ({
  name,
  description: `AMQP ${name} exchange, as per the AMQP specification`,
  enabled: true,
}));

const contexts = [
  {
    ssl_opts: [],
    node: nodeName,
    description: 'RabbitMQ Management',
    path: '/',
    cowboy_opts: '[{sendfile,false}]',
    ip: '10.32.0.4',
    port: '15672',
  },
];

const listeners = [
  {
    node: nodeName,
    protocol: 'amqp',
    ip_address: '10.32.0.4',
    port: 5672,
    socket_opts: { backlog: 128, nodelay: true, linger: [true, 0], exit_on_close: false },
  },
  { node: nodeName, protocol: 'clustering', ip_address: '10.32.0.4', port: 25672, socket_opts: [] },
  {
    node: nodeName,
    protocol: 'http',
    ip_address: '::',
    port: 15672,
    socket_opts: { cowboy_opts: { sendfile: false }, ip: '10.32.0.4', port: 15672 },
  },
];

type Sum = (atMs: number) => number;

function sumOf(queues: readonly QueueFacts[], read: (facts: QueueFacts, atMs: number) => number): Sum {
  return (atMs) => queues.reduce((sum, facts) => sum + read(facts, atMs), 0);
}

function withDetails(sums: Readonly<Record<string, Sum>>, range: Range | null, nowMs: number): Body {
  const body: Body = {};
  for (const [name, sum] of Object.entries(sums)) {
    body[name] = sum(nowMs);
    body[`${name}_details`] = details(sum, range, nowMs);
  }
  return body;
}

/** Depths over all queues. */
function queueTotals(queues: readonly QueueFacts[], range: Range | null, nowMs: number): Body {
  const ready = sumOf(queues, (facts, atMs) => facts.sampleAt(atMs)?.ready ?? 0);
  const unacked = sumOf(queues, (facts, atMs) => facts.sampleAt(atMs)?.unacked ?? 0);
  const sums = {
    messages: (atMs: number) => ready(atMs) + unacked(atMs),
    messages_ready: ready,
    messages_unacknowledged: unacked,
  };
  return withDetails(sums, range, nowMs);
}

/** Counters over all queues: polluted by events and remote control, which are messages too. */
function messageTotals(queues: readonly QueueFacts[], range: Range | null, nowMs: number): Body {
  const counted = (counter: 'publish' | 'deliver' | 'ack' | 'redeliver', noise: 'with' | 'without' | 'only') =>
    sumOf(queues, (facts, atMs) => {
      if (noise === 'without' && facts.noAck) return 0;
      if (noise === 'only' && !facts.noAck) return 0;
      return facts.sampleAt(atMs)?.counters?.[counter] ?? 0;
    });
  const zero: Sum = () => 0;
  const sums = {
    ack: counted('ack', 'without'),
    confirm: zero,
    deliver: counted('deliver', 'without'),
    deliver_get: counted('deliver', 'with'),
    deliver_no_ack: counted('deliver', 'only'),
    drop_unroutable: zero,
    get: zero,
    get_empty: zero,
    get_no_ack: zero,
    publish: counted('publish', 'with'),
    redeliver: counted('redeliver', 'without'),
    return_unroutable: zero,
  };
  return withDetails(sums, range, nowMs);
}

function churn(messaging: Messaging, queues: number, range: Range | null): Body {
  const links = allConnections(messaging).length;
  const counts = {
    channel_closed: 5,
    channel_created: 5 + 2 * links,
    connection_closed: 2,
    connection_created: 2 + links,
    queue_created: queues,
    queue_declared: 3 * queues,
    queue_deleted: 0,
  };
  const body: Body = {};
  for (const [name, count] of Object.entries(counts)) {
    body[name] = count;
    body[`${name}_details`] = details(() => count, range, messaging.nowMs());
  }
  return body;
}

/** GET /api/overview. */
export function overviewBody(messaging: Messaging, ranges: Ranges): Body {
  const nowMs = messaging.nowMs();
  const queues = allQueues(messaging.broker, nowMs);
  const disk = withDetails({ disk_reads: () => 0, disk_writes: () => 0 }, ranges.messages, nowMs);
  return {
    management_version: '3.10.8',
    rates_mode: 'basic',
    sample_retention_policies: { global: [600, 3600, 28_800, 86_400], basic: [600, 3600], detailed: [600] },
    exchange_types: exchangeTypes,
    product_version: '3.10.8',
    product_name: 'RabbitMQ',
    rabbitmq_version: '3.10.8',
    cluster_name: clusterName,
    erlang_version: '25.2.3',
    erlang_full_version:
      'Erlang/OTP 25 [erts-13.1.5] [source] [64-bit] [smp:2:2] [ds:2:2:10] [async-threads:1] [jit:ns]',
    release_series_support_status: 'supported',
    disable_stats: false,
    enable_queue_totals: false,
    message_stats: { ...messageTotals(queues, ranges.messages, nowMs), ...disk },
    churn_rates: churn(messaging, queues.length, ranges.messages),
    queue_totals: queueTotals(queues, ranges.lengths, nowMs),
    object_totals: {
      channels: channelBodies(messaging).length,
      connections: allConnections(messaging).length,
      consumers: consumerBodies(messaging).length,
      exchanges: 46,
      queues: queues.length,
    },
    statistics_db_event_queue: 0,
    node: nodeName,
    listeners,
    contexts,
  };
}

/** GET /api/vhosts: there is one. */
export function vhostBodies(messaging: Messaging): Body[] {
  const nowMs = messaging.nowMs();
  const queues = allQueues(messaging.broker, nowMs);
  return [
    {
      cluster_state: { [nodeName]: 'running' },
      default_queue_type: 'undefined',
      description: 'Default virtual host',
      message_stats: messageTotals(queues, null, nowMs),
      ...queueTotals(queues, null, nowMs),
      metadata: { description: 'Default virtual host', tags: [] },
      name: '/',
      recv_oct: 3_371_462,
      recv_oct_details: { rate: 10_064 },
      send_oct: 7_377_272,
      send_oct_details: { rate: 23_476.6 },
      tags: [],
      tracing: false,
    },
  ];
}
