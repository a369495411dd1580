import { plainQueue } from '../world/broker-queue.ts';
import type { QueueDeclaration } from '../world/broker-queue.ts';
import type { Execution } from '../world/celery-execution.ts';
import type { Delivery } from '../world/celery-message.ts';
import { taskTypes } from '../world/celery-task-types.ts';
import type { Worker } from '../world/celery-worker.ts';
import { declarationOf, shopQueues } from '../world/messaging-queues.ts';
import { isoMicros, seconds } from './time.ts';

/** What `inspect` says about one worker, as Flower keeps and serves it. */
export type WorkerBody = Readonly<Record<string, unknown>>;

function queueArguments(queue: QueueDeclaration): Record<string, unknown> | null {
  const found: Record<string, unknown> = {};
  if (queue.kind === 'quorum') found['x-queue-type'] = 'quorum';
  if (queue.deliveryLimit !== null) found['x-delivery-limit'] = queue.deliveryLimit;
  if (queue.deadLetterExchange !== null) found['x-dead-letter-exchange'] = queue.deadLetterExchange;
  if (queue.maxPriority !== null) found['x-max-priority'] = queue.maxPriority;
  return Object.keys(found).length === 0 ? null : found;
}

function queueBody(queue: QueueDeclaration): Record<string, unknown> {
  return {
    name: queue.name,
    exchange: {
      name: queue.exchange.name,
      type: queue.exchange.type,
      arguments: null,
      durable: true,
      passive: false,
      auto_delete: false,
      delivery_mode: null,
      no_declare: false,
    },
    routing_key: queue.routingKey,
    queue_arguments: queueArguments(queue),
    binding_arguments: null,
    consumer_arguments: null,
    durable: true,
    exclusive: false,
    auto_delete: false,
    no_ack: false,
    alias: null,
    bindings: [],
    no_declare: null,
    expires: null,
    message_ttl: null,
    max_length: null,
    max_length_bytes: null,
    max_priority: null,
  };
}

/** The same for every worker of the shop; passwords are masked by Celery itself. */
const conf = {
  broker_url: 'amqp://ops:********@10.32.0.4:5672//',
  result_backend: 'redis://10.32.0.5:6379/0',
  deprecated_settings: null,
  task_queues: [plainQueue('celery'), ...shopQueues.filter((queue) => queue.name !== 'dead-letter')].map(queueBody),
  task_default_queue: 'celery',
  task_routes: Object.fromEntries(
    [...taskTypes.values()].map((type) => [type.name, { queue: type.queue, routing_key: '********' }]),
  ),
  task_track_started: true,
  task_send_sent_event: true,
  worker_send_task_events: true,
  worker_pool_restarts: false,
  result_expires: 3600,
  result_extended: true,
  timezone: 'UTC',
  enable_utc: true,
  broker_connection_retry_on_startup: true,
  broker_transport_options: {},
  worker_cancel_long_running_tasks_on_connection_loss: false,
  beat_schedule: {
    'cancel-stale-carts': { task: 'shop.core.cancel_stale_carts', schedule: 60, args: [] },
    'ping-every-5s': { task: 'shop.core.ping', schedule: 5, options: { expires: 20 } },
  },
  worker_disable_prefetch: false,
  include: ['shop', 'celery.app.builtins'],
};

/** The broker as the worker connects to it; the same for all, and without the password. */
const broker = {
  hostname: '10.32.0.4',
  userid: 'ops',
  virtual_host: '/',
  port: 5672,
  insist: false,
  ssl: false,
  transport: 'amqp',
  connect_timeout: 4,
  transport_options: {},
  login_method: 'PLAIN',
  uri_prefix: null,
  heartbeat: 120,
  failover_strategy: 'round-robin',
  credential_provider: null,
};

function poolStats({ identity, pool }: Worker, writes: number): Record<string, unknown> {
  const size = Math.max(1, pool.pids.length);
  const share = (1 / size).toFixed(2);
  return {
    implementation: 'celery.concurrency.prefork:TaskPool',
    // Stays what it was at the start whatever the pool grows to (measured on Celery 5.7.0).
    'max-concurrency': identity.concurrency,
    processes: pool.pids,
    'max-tasks-per-child': 'N/A',
    'put-guarded-by-semaphore': false,
    timeouts: [0, 0],
    writes: {
      total: writes,
      avg: share,
      all: pool.pids.map(() => share).join(', '),
      raw: pool.pids.map(() => String(Math.floor(writes / size))).join(', '),
      strategy: 'fair',
      inqueues: { total: pool.pids.length, active: 0 },
    },
  };
}

function resourceUse(uptimeS: number, writes: number): Record<string, number> {
  const none = { ixrss: 0, idrss: 0, isrss: 0, nswap: 0, msgsnd: 0, msgrcv: 0, nsignals: 0 };
  const usual = { maxrss: 60_832, minflt: 32_497, majflt: 11, inblock: 12_200, oublock: 1_816, nivcsw: 15_566 };
  return {
    utime: Number((uptimeS * 0.02 + writes * 0.001).toFixed(6)),
    stime: Number((uptimeS * 0.002).toFixed(6)),
    nvcsw: 15_151 + writes,
    ...usual,
    ...none,
  };
}

function stats(worker: Worker, nowMs: number, clock: number): Record<string, unknown> {
  const writes = [...worker.totals.values()].reduce((sum, count) => sum + count, 0);
  const uptimeS = Math.floor((nowMs - worker.startedAtMs) / 1000);
  return {
    total: Object.fromEntries(worker.totals),
    pid: worker.identity.pid,
    clock: String(clock),
    uptime: uptimeS,
    pool: poolStats(worker, writes),
    broker,
    prefetch_count: worker.prefetch + worker.scheduled.size,
    rusage: resourceUse(uptimeS, writes),
    ...(worker.pool.autoscale === null ? {} : { autoscaler: autoscaler(worker) }),
  };
}

function autoscaler({ pool }: Worker): Record<string, number> {
  return { max: pool.autoscale?.max ?? 0, min: pool.autoscale?.min ?? 0, current: pool.pids.length, qty: 0 };
}

function request(worker: Worker, delivery: Delivery, execution: Execution | null): Record<string, unknown> {
  const { message } = delivery;
  return {
    id: message.id,
    name: message.type,
    // A repr for what runs, real values for what waits (measured on Celery 5.7.0).
    args: execution === null ? message.args : message.argsRepr,
    kwargs: execution === null ? message.kwargs : message.kwargsRepr,
    type: message.type,
    hostname: worker.name,
    time_start: execution === null ? null : seconds(execution.startedAtMs),
    acknowledged: execution !== null && delivery.settled,
    delivery_info: {
      exchange: message.exchange,
      routing_key: message.routingKey,
      priority: message.priority,
      redelivered: delivery.redelivered,
    },
    worker_pid: execution?.processPid ?? null,
  };
}

/** The four answers every refresh brings. */
export function inspectBasics(worker: Worker, nowMs: number, clock: number): WorkerBody {
  return {
    registered: [...taskTypes.keys()].sort().map((name) => {
      const rate = worker.rates.text(name);
      return rate === null ? name : `${name} [rate_limit=${rate}]`;
    }),
    stats: stats(worker, nowMs, clock),
    conf,
    active_queues: [...worker.queues].map((name) => queueBody(declarationOf(name))),
  };
}

/** The four that only a refresh of one named worker brings. */
export function inspectTasks(worker: Worker): WorkerBody {
  return {
    active: [...worker.active.values()].map((execution) => request(worker, execution.delivery, execution)),
    reserved: worker.reserved.map((delivery) => request(worker, delivery, null)),
    scheduled: [...worker.scheduled.values()].map(({ delivery }) => ({
      eta: isoMicros(delivery.message.etaMs ?? 0),
      priority: 6,
      request: request(worker, delivery, null),
    })),
    revoked: [...worker.revoked],
  };
}
