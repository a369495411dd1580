import type { ActRow, AppRow, QueueRow, WorkerRow } from '../rows.ts';

/** A well app of three instances, for tests; `key` is source and id. */
export function appRow(key: string, over: Partial<AppRow> = {}): AppRow {
  return {
    key,
    condition: 'healthy',
    lifecycle: 'running',
    wanted: 3,
    staged: 0,
    running: 3,
    healthy: 3,
    unhealthy: 0,
    checked: true,
    cpus: 1,
    memMib: 128,
    labels: [],
    version: '2026-11-21T10:00:00.000Z',
    changedAtMs: null,
    deployments: [],
    launchWaiting: 0,
    retryAtMs: null,
    suspendedFrom: null,
    ...over,
  };
}

/** A flowing, empty task queue, for tests. */
export function queueRow(name: string, over: Partial<QueueRow> = {}): QueueRow {
  return {
    key: `r/%2F/${name}`,
    name,
    vhost: '/',
    role: 'task',
    type: 'classic',
    state: 'running',
    depth: 0,
    ready: 0,
    unacked: 0,
    inPerS: 1,
    outPerS: 1,
    consumers: 2,
    drains: [],
    trend: 'level',
    emptyInMs: 0,
    offer: null,
    ...over,
  };
}

/** A worker with one of four slots taken, for tests. */
export function workerRow(name: string, over: Partial<WorkerRow> = {}): WorkerRow {
  return {
    key: `f/${name}`,
    name,
    host: 'h',
    state: 'online',
    heartbeatAtMs: 0,
    pid: 1,
    pool: 'prefork',
    processes: 4,
    autoscale: null,
    active: 1,
    reserved: 0,
    queues: ['orders'],
    processed: 0,
    failed: 0,
    load: [],
    app: 'm/shop/worker',
    inspectedAtMs: 0,
    ...over,
  };
}

/** An act as a screen knows it, confirmed. */
export function actRow(id: string, over: Partial<ActRow> = {}): ActRow {
  return {
    key: id,
    id,
    bulk: null,
    intent: { kind: 'scale-app', app: 'main/a', to: 5 },
    target: 'main/a',
    who: 'you',
    askedAtMs: 1000,
    sentAtMs: null,
    settledAtMs: null,
    state: 'confirmed',
    before: null,
    after: null,
    deployment: null,
    fault: null,
    undo: null,
    undoes: null,
    ...over,
  };
}
