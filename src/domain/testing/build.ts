import type { App } from '../app.ts';
import type { Deployment } from '../deployment.ts';
import type { Instance } from '../instance.ts';
import { keyOf, queueKey } from '../keys.ts';
import type { Launch } from '../launch.ts';
import { roleOfQueue, type Consumer, type Queue } from '../queue.ts';
import type { Source, SourceStatus } from '../source.ts';
import type { Task } from '../task.ts';
import type { Worker } from '../worker.ts';

/** An app of source `main` with three healthy instances, changed where a test says so. */
export function app(id = '/shop/worker', change: Partial<App> = {}): App {
  const wanted = change.wanted ?? 3;
  return {
    key: keyOf(change.source ?? 'main', id),
    source: 'main',
    id,
    wanted,
    counts: { staged: 0, running: wanted, healthy: wanted, unhealthy: 0 },
    checked: true,
    cpus: 0.5,
    memMib: 128,
    diskMib: 0,
    gpus: 0,
    labels: {},
    command: 'sleep 1000',
    image: null,
    version: '2026-11-21T09:00:00.000Z',
    lastScalingAtMs: null,
    lastConfigChangeAtMs: null,
    deploymentIds: [],
    upgrade: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
    dependencies: [],
    lastFailure: null,
    ...change,
  };
}

/** One instance waiting in the launch queue, in flight, changed where a test says so. */
export function launch(id = '/shop/worker', change: Partial<Launch> = {}): Launch {
  return {
    key: keyOf(change.source ?? 'main', id),
    source: 'main',
    appId: id,
    waiting: 1,
    sinceMs: null,
    overdue: true,
    stalled: false,
    delayLeftMs: 0,
    retryAtMs: null,
    processedOffers: 0,
    unusedOffers: 0,
    lastUnusedOfferAtMs: null,
    lastUsedOfferAtMs: null,
    lastOffers: [],
    ...change,
  };
}

/** A running, healthy instance, changed where a test says so. */
export function instance(id: string, change: Partial<Instance> = {}): Instance {
  return {
    key: keyOf(change.source ?? 'main', id),
    source: 'main',
    appId: '/shop/worker',
    id,
    host: 'agent-01.test',
    ports: [],
    state: 'running',
    stateText: 'TASK_RUNNING',
    health: 'healthy',
    healthText: '',
    version: '2026-11-21T09:00:00.000Z',
    stagedAtMs: 1000,
    startedAtMs: 2000,
    zone: null,
    ...change,
  };
}

/** A running deployment of one app, changed where a test says so. */
export function deployment(id = 'd1', change: Partial<Deployment> = {}): Deployment {
  return {
    key: keyOf(change.source ?? 'main', id),
    source: 'main',
    id,
    version: '2026-11-21T10:00:00.000Z',
    appIds: ['/shop/worker'],
    steps: [[{ action: 'RestartApplication', appId: '/shop/worker' }]],
    current: [{ action: 'RestartApplication', appId: '/shop/worker' }],
    readiness: [],
    step: 1,
    stepCount: 1,
    outcome: 'running',
    startedAtMs: 0,
    endedAtMs: null,
    reason: null,
    ...change,
  };
}

/** A queue of source `rabbit`, vhost `/`, with a consumer and nothing in it, changed where a test says so. */
export function queue(name = 'emails', change: Partial<Queue> = {}): Queue {
  const source = change.source ?? 'rabbit';
  const vhost = change.vhost ?? '/';
  return {
    key: queueKey(source, vhost, name),
    source,
    vhost,
    name,
    role: roleOfQueue(name),
    type: 'classic',
    state: 'running',
    depth: 0,
    ready: 0,
    unacked: 0,
    inPerS: 0,
    outPerS: 0,
    ackPerS: 0,
    consumers: 1,
    memoryBytes: null,
    idleSinceMs: null,
    deadLetter: null,
    deadLetterKey: null,
    ...change,
  };
}

/** A consumer of a queue over a connection, changed where a test says so. */
export function consumer(queueName: string, connection: string, change: Partial<Consumer> = {}): Consumer {
  return {
    key: keyOf('rabbit', `${queueName}-${connection}`),
    source: 'rabbit',
    vhost: '/',
    queue: queueName,
    connection,
    peerHost: null,
    prefetch: null,
    ...change,
  };
}

/** A live worker of source `flower` with two processes, changed where a test says so. */
export function worker(name = 'celery@agent-01', change: Partial<Worker> = {}): Worker {
  return {
    key: keyOf(change.source ?? 'flower', name),
    source: 'flower',
    name,
    host: name.slice(name.indexOf('@') + 1),
    pid: 17,
    alive: true,
    heartbeatAtMs: 1000,
    beatMs: 2000,
    load: [],
    active: 0,
    processed: 0,
    failed: 0,
    retried: 0,
    pool: 'prefork',
    processes: 2,
    autoscale: null,
    prefetch: 8,
    queues: ['emails'],
    activeTasks: null,
    reserved: null,
    scheduled: null,
    inspectedAtMs: 1000,
    software: null,
    ...change,
  };
}

/** A task that runs, changed where a test says so. */
export function task(id = 't1', change: Partial<Task> = {}): Task {
  return {
    key: keyOf('flower', id),
    source: 'flower',
    id,
    name: 'shop.mail',
    state: 'STARTED',
    worker: 'celery@agent-01',
    receivedAtMs: 0,
    startedAtMs: 0,
    updatedAtMs: 0,
    runtimeMs: null,
    retries: 0,
    argsText: '',
    kwargsText: '',
    routingKey: null,
    ...change,
  };
}

/** A Marathon source. */
export function source(change: Partial<Source> = {}): Source {
  return { id: 'main', kind: 'marathon', name: 'Main', readOnly: false, facets: ['apps'], version: null, ...change };
}

/** A source that answers, changed where a test says so. */
export function status(change: Partial<SourceStatus> = {}): SourceStatus {
  return {
    state: 'live',
    lastOkAtMs: 0,
    lostSinceMs: null,
    nextTryAtMs: null,
    stream: 'up',
    fault: null,
    unreadable: 0,
    ...change,
  };
}

/** Numbers from 0 up to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
