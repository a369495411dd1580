import type { App } from '../../domain/app.ts';
import type { Deployment } from '../../domain/deployment.ts';
import type { Instance } from '../../domain/instance.ts';
import { keyOf, queueKey } from '../../domain/keys.ts';
import type { Launch } from '../../domain/launch.ts';
import type { Queue } from '../../domain/queue.ts';
import type { TaskDetail } from '../../domain/task.ts';
import type { Worker } from '../../domain/worker.ts';

/** A healthy app of two instances at source `main`. */
export function anApp(id: string, over: Partial<App> = {}): App {
  const source = over.source ?? 'main';
  const wanted = over.wanted ?? 2;
  return {
    key: keyOf(source, id),
    source,
    id,
    wanted,
    counts: { staged: 0, running: wanted, healthy: wanted, unhealthy: 0 },
    checked: true,
    cpus: 0.5,
    memMib: 128,
    diskMib: 0,
    gpus: 0,
    labels: {},
    command: 'serve',
    image: null,
    version: '2026-01-01T00:00:00.000Z',
    lastScalingAtMs: null,
    lastConfigChangeAtMs: null,
    deploymentIds: [],
    upgrade: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
    dependencies: [],
    lastFailure: null,
    ...over,
  };
}

/** A running instance of an app. */
export function anInstance(appId: string, id: string, over: Partial<Instance> = {}): Instance {
  const source = over.source ?? 'main';
  return {
    key: keyOf(source, id),
    source,
    appId,
    id,
    host: 'agent-1.test',
    ports: [31_000],
    state: 'running',
    stateText: 'TASK_RUNNING',
    health: 'healthy',
    healthText: '',
    version: '2026-01-01T00:00:00.000Z',
    stagedAtMs: null,
    startedAtMs: null,
    zone: null,
    ...over,
  };
}

/** A deployment that runs its first of two steps. */
export function aDeployment(id: string, over: Partial<Deployment> = {}): Deployment {
  const source = over.source ?? 'main';
  return {
    key: keyOf(source, id),
    source,
    id,
    version: '2026-01-01T00:00:00.000Z',
    appIds: ['/shop/web'],
    steps: [
      [{ action: 'ScaleApplication', appId: '/shop/web' }],
      [{ action: 'RestartApplication', appId: '/shop/web' }],
    ],
    current: [{ action: 'ScaleApplication', appId: '/shop/web' }],
    readiness: [],
    step: 1,
    stepCount: 2,
    outcome: 'running',
    startedAtMs: 1_800_000_000_000,
    endedAtMs: null,
    reason: null,
    ...over,
  };
}

/** A launch that waits for offers. */
export function aLaunch(appId: string, over: Partial<Launch> = {}): Launch {
  const source = over.source ?? 'main';
  return {
    key: keyOf(source, appId),
    source,
    appId,
    waiting: 1,
    sinceMs: null,
    overdue: true,
    stalled: true,
    delayLeftMs: 0,
    retryAtMs: null,
    processedOffers: 0,
    unusedOffers: 0,
    lastUnusedOfferAtMs: null,
    lastUsedOfferAtMs: null,
    lastOffers: [],
    ...over,
  };
}

/** A queue of tasks at source `broker`. */
export function aQueue(name: string, over: Partial<Queue> = {}): Queue {
  const source = over.source ?? 'broker';
  return {
    key: queueKey(source, '/', name),
    source,
    vhost: '/',
    name,
    role: 'task',
    type: 'classic',
    state: 'running',
    depth: 10,
    ready: 8,
    unacked: 2,
    inPerS: 1,
    outPerS: 1,
    ackPerS: 1,
    consumers: 1,
    memoryBytes: null,
    idleSinceMs: null,
    deadLetter: null,
    ...over,
  };
}

/** A worker that is online at source `flower`. */
export function aWorker(name: string, over: Partial<Worker> = {}): Worker {
  const source = over.source ?? 'flower';
  return {
    key: keyOf(source, name),
    source,
    name,
    host: name.split('@')[1] ?? name,
    pid: 100,
    alive: true,
    heartbeatAtMs: 1_800_000_000_000,
    beatMs: 2_000,
    load: [0, 0, 0],
    active: 0,
    processed: 0,
    failed: 0,
    retried: 0,
    pool: 'prefork',
    processes: 2,
    autoscale: null,
    prefetch: 8,
    queues: ['celery'],
    activeTasks: null,
    reserved: 0,
    scheduled: 0,
    inspectedAtMs: null,
    software: null,
    ...over,
  };
}

/** A task in full that has been started. */
export function aTask(id: string, over: Partial<TaskDetail> = {}): TaskDetail {
  const source = over.source ?? 'flower';
  return {
    key: keyOf(source, id),
    source,
    id,
    name: 'shop.tasks.pack',
    state: 'STARTED',
    worker: 'celery@a',
    receivedAtMs: null,
    startedAtMs: null,
    updatedAtMs: null,
    runtimeMs: null,
    retries: 0,
    argsText: '()',
    kwargsText: '{}',
    routingKey: 'celery',
    sentAtMs: null,
    endedAtMs: null,
    etaText: null,
    expiresText: null,
    resultText: null,
    exceptionText: null,
    traceback: null,
    exchange: null,
    client: null,
    rootId: null,
    parentId: null,
    childIds: [],
    ...over,
  };
}
