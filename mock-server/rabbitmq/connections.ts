import type { Link } from '../world/broker-links.ts';
import type { Messaging } from '../world/messaging.ts';
import { flowerLink } from './queue-facts.ts';
import { garbageCollection, nodeName } from './queue-body.ts';

type Body = Record<string, unknown>;

/** One AMQP connection and what runs over it. */
type Connection = {
  readonly name: string;
  readonly peerHost: string;
  readonly peerPort: number;
  readonly openedAtMs: number;
  /** AMQP heartbeat: workers 60 s; Flower and producers none, so a frozen one is never noticed. */
  readonly heartbeatS: number;
  readonly link: Link | null;
};

/** Flower holds about this many connections (measured on Flower 2.2.0). */
const flowerConnections = 11;
const producers = 3;
const user = 'ops';

function silent(peerHost: string, peerPort: number, openedAtMs: number): Connection {
  return {
    name: `${peerHost}:${peerPort} -> 10.32.0.4:5672`,
    peerHost,
    peerPort,
    openedAtMs,
    heartbeatS: 0,
    link: null,
  };
}

/** Every connection: one per worker, Flower's, and those of the shop that sends. */
export function allConnections({ broker }: Messaging): Connection[] {
  if (broker.queues.size === 0) return [];
  const found: Connection[] = [];
  for (let n = 0; n < flowerConnections; n += 1) {
    found.push(silent(flowerLink.peerHost, flowerLink.peerPort + 2 * n, broker.startedAtMs));
  }
  for (let n = 0; n < producers; n += 1) found.push(silent('10.32.0.20', 48_624 + 2 * n, broker.startedAtMs));
  for (const link of broker.links.values()) found.push({ ...link, heartbeatS: 60, link });
  return found;
}

/** A row of /api/connections. Nothing in it names the worker. */
export function connectionBody(connection: Connection, nowMs: number): Body {
  const passed = Math.floor((nowMs - connection.openedAtMs) / 1000);
  return {
    auth_mechanism: 'PLAIN',
    channel_max: 2047,
    channels: connection.link === null ? 1 : 3,
    client_properties: {
      capabilities: { authentication_failure_close: true, 'connection.blocked': true, consumer_cancel_notify: true },
      product: 'py-amqp',
      product_version: '5.4.2',
    },
    connected_at: Math.floor(connection.openedAtMs),
    frame_max: 131072,
    garbage_collection: garbageCollection,
    host: '10.32.0.4',
    name: connection.name,
    node: nodeName,
    peer_cert_issuer: null,
    peer_cert_subject: null,
    peer_cert_validity: null,
    peer_host: connection.peerHost,
    peer_port: connection.peerPort,
    port: 5672,
    protocol: 'AMQP 0-9-1',
    recv_cnt: 72 + passed,
    recv_oct: 48_008 + 600 * passed,
    recv_oct_details: { rate: 600 },
    reductions: 61_275 + 170 * passed,
    reductions_details: { rate: 172.8 },
    send_cnt: 11 + passed,
    send_oct: 667 + 300 * passed,
    send_oct_details: { rate: 300 },
    send_pend: 0,
    ssl: false,
    ssl_cipher: null,
    ssl_hash: null,
    ssl_key_exchange: null,
    ssl_protocol: null,
    state: 'running',
    timeout: connection.heartbeatS,
    type: 'network',
    user,
    user_who_performed_action: user,
    vhost: '/',
  };
}

function channelDetails(connection: Connection, number: number): Body {
  return {
    connection_name: connection.name,
    name: `${connection.name} (${number})`,
    node: nodeName,
    number,
    peer_host: connection.peerHost,
    peer_port: connection.peerPort,
    user,
  };
}

function consumer(connection: Connection, channel: number, tag: string, queue: string, prefetch: number | null): Body {
  return {
    arguments: {},
    ack_required: prefetch !== null,
    active: true,
    activity_status: 'up',
    channel_details: channelDetails(connection, channel),
    consumer_tag: tag,
    exclusive: false,
    prefetch_count: prefetch ?? 0,
    queue: { name: queue, vhost: '/' },
  };
}

/** Rows of /api/consumers. A worker's task queues and its pidbox share a connection: the only way to tell whose they are. */
export function consumerBodies(messaging: Messaging): Body[] {
  const found: Body[] = [];
  for (const connection of allConnections(messaging)) {
    const { link } = connection;
    if (link === null) {
      if (connection.peerPort === flowerLink.peerPort) {
        found.push(consumer(connection, 1, 'None1', `celeryev.${flowerLink.eventQueueId}`, null));
      }
      continue;
    }
    found.push(consumer(connection, 2, 'None2', `celeryev.${link.eventQueueId}`, null));
    found.push(consumer(connection, 3, 'None3', `${link.worker}.celery.pidbox`, null));
    const worker = messaging.worker(link.worker);
    if (worker === undefined || worker.state === 'stopping') continue;
    for (const [at, queue] of [...worker.queues].entries()) {
      found.push(consumer(connection, 1, `None${at + 4}`, queue, worker.prefetch));
    }
  }
  return found;
}

function moved(counts: Readonly<Record<string, number>>): Body {
  return Object.fromEntries(
    Object.entries(counts).flatMap(([key, n]) => [
      [key, n],
      [`${key}_details`, { rate: 0 }],
    ]),
  );
}

/** Rows of /api/channels: three per worker (tasks, events, remote control), one per other connection. */
export function channelBodies(messaging: Messaging): Body[] {
  return allConnections(messaging).flatMap((connection) => {
    const { link } = connection;
    const worker = link === null ? undefined : messaging.worker(link.worker);
    const passed = [...(worker?.totals.values() ?? [])].reduce((sum, count) => sum + count, 0);
    return (link === null ? [1] : [1, 2, 3]).map((number): Body => {
      const tasks = worker !== undefined && number === 1;
      const taken = { ack: passed, deliver: passed, deliver_get: passed, deliver_no_ack: 0 };
      const none = { get: 0, get_empty: 0, get_no_ack: 0, redeliver: 0 };
      const sent = { confirm: 0, drop_unroutable: 0, publish: 76, return_unroutable: 0 };
      return {
        acks_uncommitted: 0,
        confirm: false,
        connection_details: { name: connection.name, peer_host: connection.peerHost, peer_port: connection.peerPort },
        consumer_count: link === null ? 0 : tasks ? worker.queues.size : 1,
        garbage_collection: garbageCollection,
        global_prefetch_count: 0,
        message_stats: link === null ? moved(sent) : moved({ ...taken, ...none }),
        messages_unacknowledged: tasks ? worker.unackedCount() : 0,
        messages_uncommitted: 0,
        messages_unconfirmed: 0,
        name: `${connection.name} (${number})`,
        node: nodeName,
        number,
        pending_raft_commands: 0,
        prefetch_count: tasks ? worker.prefetch + worker.scheduled.size : 0,
        reductions: 73_631,
        reductions_details: { rate: 0 },
        state: 'running',
        transactional: false,
        user,
        user_who_performed_action: user,
        vhost: '/',
      };
    });
  });
}
