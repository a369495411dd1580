import type { App } from '../../domain/app.ts';
import type { Deployment } from '../../domain/deployment.ts';
import type { Instance } from '../../domain/instance.ts';
import { keyOf } from '../../domain/keys.ts';
import type { Launch } from '../../domain/launch.ts';
import type { Queue } from '../../domain/queue.ts';
import type { TaskDetail } from '../../domain/task.ts';
import { app, deployment, instance, launch, queue, task, worker } from '../../domain/testing/build.ts';
import type { Worker } from '../../domain/worker.ts';

const version = '2026-01-01T00:00:00.000Z';
/** The time at which fake clocks begin. */
const beginMs = 1_800_000_000_000;

/** A healthy app of two instances at source `main`. */
export function anApp(id: string, over: Partial<App> = {}): App {
  return app(id, { wanted: 2, cpus: 0.5, memMib: 128, command: 'serve', version, ...over });
}

/** A running instance of an app. */
export function anInstance(appId: string, id: string, over: Partial<Instance> = {}): Instance {
  const ours: Partial<Instance> = { appId, host: 'agent-1.test', ports: [31_000], version };
  return instance(id, { ...ours, stagedAtMs: null, startedAtMs: null, ...over });
}

/** A deployment that runs its first of two steps. */
export function aDeployment(id: string, over: Partial<Deployment> = {}): Deployment {
  const steps: Deployment['steps'] = [
    [{ action: 'ScaleApplication', appId: '/shop/web' }],
    [{ action: 'RestartApplication', appId: '/shop/web' }],
  ];
  const ours: Partial<Deployment> = { version, appIds: ['/shop/web'], steps, stepCount: 2, startedAtMs: beginMs };
  return deployment(id, { ...ours, current: [{ action: 'ScaleApplication', appId: '/shop/web' }], ...over });
}

/** A launch that waits for offers. */
export function aLaunch(appId: string, over: Partial<Launch> = {}): Launch {
  return launch(appId, { stalled: true, ...over });
}

/** A queue of tasks at source `broker`. */
export function aQueue(name: string, over: Partial<Queue> = {}): Queue {
  const ours: Partial<Queue> = { source: 'broker', role: 'task', depth: 10, ready: 8, unacked: 2 };
  return queue(name, { ...ours, inPerS: 1, outPerS: 1, ackPerS: 1, ...over });
}

/** A worker that is online at source `flower`. */
export function aWorker(name: string, over: Partial<Worker> = {}): Worker {
  const ours: Partial<Worker> = { pid: 100, heartbeatAtMs: beginMs, load: [0, 0, 0], queues: ['celery'] };
  return worker(name, { ...ours, reserved: 0, scheduled: 0, inspectedAtMs: null, ...over });
}

/** A task in full that has been started. */
export function aTask(id: string, over: Partial<TaskDetail> = {}): TaskDetail {
  return {
    ...task(id, {
      name: 'shop.tasks.pack',
      worker: 'celery@a',
      receivedAtMs: null,
      startedAtMs: null,
      updatedAtMs: null,
      argsText: '()',
      kwargsText: '{}',
      routingKey: 'celery',
    }),
    key: keyOf(over.source ?? 'flower', id),
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
