import type { Messaging } from '../world/messaging.ts';
import { allConnections } from './connections.ts';
import { nodeName } from './queue-body.ts';
import { details } from './series.ts';
import type { Range } from './series.ts';

type Body = Record<string, unknown>;

const memLimitBytes = 10_110_604_083;

const settled = {
  partitions: [],
  os_pid: '8862',
  fd_total: 20_000,
  sockets_total: 17_910,
  mem_limit: memLimitBytes,
  disk_free_limit: 50_000_000,
  disk_free_alarm: false,
  proc_total: 1_048_576,
  rates_mode: 'basic',
  run_queue: 1,
  processors: 2,
  exchange_types: [
    { name: 'direct', description: 'AMQP direct exchange, as per the AMQP specification', enabled: true },
  ],
  auth_mechanisms: [{ name: 'PLAIN', description: 'SASL PLAIN authentication mechanism', enabled: true }],
  applications: [{ name: 'rabbit', description: 'RabbitMQ', version: '3.10.8' }],
  contexts: [
    {
      description: 'RabbitMQ Management',
      path: '/',
      cowboy_opts: '[{sendfile,false}]',
      ip: '10.32.0.4',
      port: '15672',
    },
  ],
  log_files: ['/var/log/rabbitmq/rabbit@localhost.log', '<stdout>'],
  db_dir: '/var/lib/rabbitmq/mnesia/rabbit@localhost',
  config_files: ['/etc/rabbitmq/rabbitmq.conf'],
  net_ticktime: 60,
  enabled_plugins: ['rabbitmq_management', 'rabbitmq_prometheus'],
  mem_calculation_strategy: 'rss',
  ra_open_file_metrics: { ra_log_wal: 1, ra_log_segment_writer: 0 },
  name: nodeName,
  type: 'disc',
  running: true,
  cluster_links: [],
  metrics_gc_queue_length: {
    connection_closed: 0,
    channel_closed: 0,
    consumer_deleted: 0,
    exchange_deleted: 0,
    queue_deleted: 0,
    vhost_deleted: 0,
    node_node_deleted: 0,
    channel_consumer_deleted: 0,
  },
};

/** Counters of a node nobody looks at one by one; they creep up with its age. */
const creeping = [
  'gc_num',
  'gc_bytes_reclaimed',
  'context_switches',
  'io_read_count',
  'io_read_bytes',
  'io_read_avg_time',
  'io_write_count',
  'io_write_bytes',
  'io_write_avg_time',
  'io_sync_count',
  'io_sync_avg_time',
  'io_seek_count',
  'io_seek_avg_time',
  'io_reopen_count',
  'mnesia_ram_tx_count',
  'mnesia_disk_tx_count',
  'msg_store_read_count',
  'msg_store_write_count',
  'queue_index_write_count',
  'queue_index_read_count',
  'connection_created',
  'connection_closed',
  'channel_created',
  'channel_closed',
  'queue_declared',
  'queue_created',
  'queue_deleted',
];

function stored(messaging: Messaging, atMs: number): number {
  let messages = 0;
  for (const queue of messaging.broker.queues.values()) {
    const samples = messaging.broker.statistics.of(queue.name);
    const sample = samples.findLast((each) => each.atMs <= atMs);
    messages += sample === undefined ? queue.ready.count + queue.unacked : sample.ready + sample.unacked;
  }
  return messages;
}

/** The one node, as /api/nodes/N shows it. */
export function nodeBody(messaging: Messaging, range: Range | null): Body {
  const nowMs = messaging.nowMs();
  const connections = allConnections(messaging).length;
  const queues = messaging.broker.queues.size;
  const memory = (atMs: number): number => 163_205_120 + stored(messaging, atMs) * 1_100;
  const moving: Readonly<Record<string, (atMs: number) => number>> = {
    mem_used: memory,
    fd_used: () => 54 + connections,
    sockets_used: () => connections,
    proc_used: () => 400 + 9 * connections + 4 * queues,
    disk_free: (atMs) => 81_821_421_568 - stored(messaging, atMs) * 900,
  };
  const body: Body = {
    ...settled,
    mem_alarm: memory(nowMs) > memLimitBytes,
    uptime: Math.floor(nowMs - messaging.broker.startedAtMs),
  };
  for (const [name, series] of Object.entries(moving)) {
    body[name] = series(nowMs);
    body[`${name}_details`] = details(series, range, nowMs);
  }
  const ageS = Math.floor((nowMs - messaging.broker.startedAtMs) / 1000);
  for (const name of creeping) {
    body[name] = name.endsWith('_time') ? 0.2 : ageS;
    body[`${name}_details`] = { rate: 0 };
  }
  return body;
}
