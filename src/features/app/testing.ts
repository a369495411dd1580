import type { Instance } from '../../domain/instance.ts';
import type { Launch } from '../../domain/launch.ts';
import type { AppDoc, AppRow } from '../../protocol/rows.ts';

/** The current version of the app in tests. */
export const now = '2026-11-21T14:00:00.000Z';
/** An older version. */
export const before = '2026-11-20T11:37:00.000Z';

/** A healthy instance, for tests. */
export function instance(id: string, over: Partial<Instance> = {}): Instance {
  return {
    key: `main/${id}`,
    source: 'main',
    appId: '/shop/api',
    id,
    host: 'node-01',
    ports: [31_000],
    state: 'running',
    stateText: 'TASK_RUNNING',
    health: 'healthy',
    healthText: '',
    version: now,
    stagedAtMs: 0,
    startedAtMs: 0,
    zone: null,
    ...over,
  };
}

/** A launch that waits for memory, for tests. */
export function launch(over: Partial<Launch> = {}): Launch {
  return {
    key: 'main/shop/api',
    source: 'main',
    appId: '/shop/api',
    waiting: 2,
    sinceMs: 0,
    overdue: true,
    stalled: true,
    delayLeftMs: 0,
    retryAtMs: null,
    processedOffers: 40,
    unusedOffers: 40,
    lastUnusedOfferAtMs: 0,
    lastUsedOfferAtMs: null,
    lastOffers: [
      { reason: 'UnfulfilledRole', processed: 40, declined: 0 },
      { reason: 'InsufficientCpus', processed: 40, declined: 6 },
      { reason: 'InsufficientMemory', processed: 34, declined: 34 },
      { reason: 'InsufficientDisk', processed: 0, declined: 0 },
    ],
    ...over,
  };
}

/** An app that wants four and has two, for tests. */
export function doc(over: Partial<AppDoc> = {}, row: Partial<AppRow> = {}): AppDoc {
  return {
    row: {
      key: 'main/shop/api',
      condition: 'waiting',
      lifecycle: 'waiting',
      wanted: 4,
      staged: 0,
      running: 2,
      healthy: 2,
      unhealthy: 0,
      checked: true,
      cpus: 1,
      memMib: 128,
      labels: [],
      version: now,
      changedAtMs: null,
      deployments: [],
      launchWaiting: 2,
      retryAtMs: null,
      suspendedFrom: null,
      ...row,
    },
    instances: [instance('a'), instance('b')],
    launch: launch(),
    lastFailure: null,
    config: {},
    versions: [],
    queues: [],
    workers: [],
    upgrade: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
    readAtMs: 0,
    ...over,
  };
}
