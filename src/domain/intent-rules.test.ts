import { describe, expect, it } from 'vitest';
import {
  figuresOf,
  inverseOf,
  nothingBefore,
  settles,
  timeoutOf,
  underWay,
  type Before,
  type Seen,
} from './intent-rules.ts';
import { weightOf, type Intent } from './intent.ts';
import type { Accepted } from './ports.ts';
import { app, deployment, instance, launch, queue, task, worker } from './testing/build.ts';

const key = 'main/shop/worker';
const pool = 'flower/celery@agent-01';

/** One intent of each kind. */
const intents: Intent[] = [
  { kind: 'scale-app', app: key, to: 5 },
  { kind: 'restart-app', app: key },
  { kind: 'suspend-app', app: key },
  { kind: 'resume-app', app: key, to: null },
  { kind: 'roll-back-app', app: key, version: null, keepCount: true },
  { kind: 'reset-delay', app: key },
  { kind: 'kill-instance', app: key, instance: 'i1', scale: false },
  { kind: 'stop-deployment', deployment: 'main/d1', mode: 'roll-back' },
  { kind: 'purge-queue', queue: 'rabbit/%2F/emails' },
  { kind: 'grow-pool', worker: pool, by: 2 },
  { kind: 'shrink-pool', worker: pool, by: 1 },
  { kind: 'add-consumer', worker: pool, queue: 'reports' },
  { kind: 'cancel-consumer', worker: pool, queue: 'emails' },
  { kind: 'shut-down-worker', worker: pool },
  { kind: 'revoke-task', task: 'flower/t1', terminate: true },
];

const before: Before = {
  wanted: 3,
  version: 'v1',
  retryAtMs: 50_000,
  processes: 2,
  ready: 40,
  inspectedAtMs: 1000,
};

const plain: Accepted = { deployment: null, text: null };
const started: Accepted = { deployment: 'd1', text: null };

function seen(change: Partial<Seen> = {}): Seen {
  return {
    before,
    app: 'unread',
    launch: 'unread',
    instances: null,
    started: 'unread',
    target: 'unread',
    queue: 'unread',
    worker: 'unread',
    workerState: 'online',
    task: 'unread',
    ...change,
  };
}

describe('the inverse of an act', () => {
  it('of a scaling is the count before it', () => {
    expect(inverseOf({ kind: 'scale-app', app: key, to: 9 }, before)).toEqual({ kind: 'scale-app', app: key, to: 3 });
  });

  it('of a suspension brings back the count, and of a resumption suspends', () => {
    const suspend: Intent = { kind: 'suspend-app', app: key };
    expect(inverseOf(suspend, before)).toEqual({ kind: 'resume-app', app: key, to: 3 });
    expect(inverseOf({ kind: 'resume-app', app: key, to: null }, { ...before, wanted: 0 })).toEqual(suspend);
  });

  it('of a rollback is the version before, which may be younger or older: ids are no order', () => {
    const back: Intent = { kind: 'roll-back-app', app: key, version: 'v0', keepCount: false };
    expect(inverseOf(back, before)).toEqual({ ...back, version: 'v1' });
  });

  it('of growing is shrinking by as much, of adding a consumer cancelling it', () => {
    for (const kind of ['grow-pool', 'add-consumer'] as const) {
      const intent = intents.find((one) => one.kind === kind);
      const inverse = intent && inverseOf(intent, before);
      expect(inverse && inverseOf(inverse, before)).toEqual(intent);
    }
  });

  it('is none without knowledge of what was before', () => {
    for (const kind of ['scale-app', 'suspend-app', 'roll-back-app'] as const) {
      const intent = intents.find((one) => one.kind === kind);
      expect(intent && inverseOf(intent, nothingBefore)).toBeNull();
    }
  });

  it('exists for each reversible intent and for no other', () => {
    for (const intent of intents) {
      expect(inverseOf(intent, before) !== null, intent.kind).toBe(weightOf[intent.kind] === 'reversible');
    }
  });

  it('never breaks a lock of its own accord', () => {
    const force = true;
    const kinds: Intent[] = [
      { kind: 'scale-app', app: key, to: 9, force },
      { kind: 'suspend-app', app: key, force },
      { kind: 'resume-app', app: key, to: 2, force },
      { kind: 'roll-back-app', app: key, version: 'v0', keepCount: true, force },
    ];
    for (const intent of kinds) expect(Object.keys(inverseOf(intent, before) ?? {})).not.toContain('force');
  });
});

describe('the figures of an act', () => {
  it('are the count before and after', () => {
    const figures = (kind: Intent['kind'], known = before, from: number | null = null) => {
      const intent = intents.find((one) => one.kind === kind);
      return intent && figuresOf(intent, known, from);
    };
    expect(figures('scale-app')).toEqual({ before: 3, after: 5 });
    expect(figures('suspend-app')).toEqual({ before: 3, after: 0 });
    expect(figures('resume-app', { ...before, wanted: 0 }, 4)).toEqual({ before: 0, after: 4 });
    expect(figures('grow-pool')).toEqual({ before: 2, after: 4 });
    expect(figures('shrink-pool', nothingBefore)).toEqual({ before: null, after: null });
    expect(figures('purge-queue')).toEqual({ before: 40, after: 0 });
    expect(figures('restart-app')).toEqual({ before: null, after: null });
    expect(figuresOf({ kind: 'kill-instance', app: key, instance: 'i1', scale: true }, before, null)).toEqual({
      before: 3,
      after: 2,
    });
  });
});

describe('any act', () => {
  it('waits while nothing was read since', () => {
    for (const intent of intents) expect(settles(intent, started, seen()), intent.kind).toBe('waiting');
  });

  it('has a time limit of whole seconds between five seconds and ten minutes', () => {
    for (const intent of intents) {
      expect(timeoutOf(intent), intent.kind).toBeGreaterThanOrEqual(5000);
      expect(timeoutOf(intent), intent.kind).toBeLessThanOrEqual(600_000);
    }
  });
});

describe('a scaling', () => {
  const up: Intent = { kind: 'scale-app', app: key, to: 5 };

  it('up is settled when all wanted run and are healthy and its deployment is over', () => {
    expect(settles(up, started, seen({ app: app(undefined, { wanted: 5 }) }))).toBe('settled');
    expect(settles(up, started, seen({ app: app(undefined, { wanted: 5, deploymentIds: ['d1'] }) }))).toBe('waiting');
    const short = { staged: 1, running: 4, healthy: 4, unhealthy: 0 };
    expect(settles(up, started, seen({ app: app(undefined, { wanted: 5, counts: short }) }))).toBe('waiting');
    const unproven = { staged: 0, running: 5, healthy: 4, unhealthy: 0 };
    expect(settles(up, started, seen({ app: app(undefined, { wanted: 5, counts: unproven }) }))).toBe('waiting');
    expect(settles(up, started, seen({ app: app(undefined, { wanted: 5, counts: unproven, checked: false }) }))).toBe(
      'settled',
    );
  });

  it('waits while the upstream wants another count', () => {
    expect(settles(up, started, seen({ app: app(undefined, { wanted: 4 }) }))).toBe('waiting');
  });

  it('is settled by the success of its deployment, though an instance crashed right after', () => {
    const short = app(undefined, { wanted: 5, counts: { staged: 0, running: 4, healthy: 4, unhealthy: 0 } });
    const done = deployment('d1', { outcome: 'succeeded' });
    expect(settles(up, started, seen({ app: short, started: done }))).toBe('settled');
  });

  it('has failed when its deployment was cancelled or the app is gone', () => {
    const cancelled = deployment('d1', { outcome: 'failed' });
    expect(settles(up, started, seen({ app: app(undefined, { wanted: 5 }), started: cancelled }))).toBe('failed');
    expect(settles(up, started, seen({ app: 'gone' }))).toBe('failed');
  });

  it('down is settled when the surplus is gone, even if what is left is ill', () => {
    const down: Intent = { kind: 'scale-app', app: key, to: 1 };
    const ill = { staged: 0, running: 1, healthy: 0, unhealthy: 1 };
    expect(settles(down, started, seen({ app: app(undefined, { wanted: 1, counts: ill }) }))).toBe('settled');
    expect(settles(down, started, seen({ app: app(undefined, { wanted: 1, counts: { ...ill, running: 2 } }) }))).toBe(
      'waiting',
    );
  });

  it('of somebody else is not held against it: another deployment may run', () => {
    expect(settles(up, started, seen({ app: app(undefined, { wanted: 5, deploymentIds: ['d7'] }) }))).toBe('settled');
  });
});

describe('a suspension', () => {
  const intent: Intent = { kind: 'suspend-app', app: key };

  it('is settled when nothing runs any more', () => {
    const none = { staged: 0, running: 0, healthy: 0, unhealthy: 0 };
    expect(settles(intent, started, seen({ app: app(undefined, { wanted: 0, counts: none }) }))).toBe('settled');
    expect(
      settles(intent, started, seen({ app: app(undefined, { wanted: 0, counts: { ...none, running: 1 } }) })),
    ).toBe('waiting');
  });

  it('taken back to a count nobody named is settled when some are wanted and run', () => {
    const resume: Intent = { kind: 'resume-app', app: key, to: null };
    const suspended = { ...before, wanted: 0 };
    const none = { staged: 0, running: 0, healthy: 0, unhealthy: 0 };
    const back = seen({ before: suspended, app: app(undefined, { wanted: 4 }) });
    expect(settles(resume, started, back)).toBe('settled');
    const still = seen({ before: suspended, app: app(undefined, { wanted: 0, counts: none }) });
    expect(settles(resume, started, still)).toBe('waiting');
  });
});

describe('a restart', () => {
  const intent: Intent = { kind: 'restart-app', app: key };

  it('is settled when its deployment is over and every instance is of the new version', () => {
    const moved = app(undefined, { version: 'v2' });
    const fresh = [instance('a', { version: 'v2' }), instance('b', { version: 'v2' })];
    expect(settles(intent, started, seen({ app: moved, instances: fresh }))).toBe('settled');
    const mixed = [...fresh, instance('c', { version: 'v1' })];
    expect(settles(intent, started, seen({ app: moved, instances: mixed }))).toBe('waiting');
    const running = app(undefined, { version: 'v2', deploymentIds: ['d1'] });
    expect(settles(intent, started, seen({ app: running, instances: fresh }))).toBe('waiting');
  });

  it('waits while the app has its old version', () => {
    expect(settles(intent, started, seen({ app: app(undefined, { version: 'v1' }) }))).toBe('waiting');
  });
});

describe('a rollback', () => {
  const intent: Intent = { kind: 'roll-back-app', app: key, version: 'v0', keepCount: true };

  it('is settled when the app has another version, older or younger, and all run it', () => {
    const back = app(undefined, { version: 'v0' });
    const [fresh, stale] = [instance('a', { version: 'v0' }), instance('b', { version: 'v1' })];
    expect(settles(intent, started, seen({ app: back, instances: [fresh] }))).toBe('settled');
    expect(settles(intent, started, seen({ app: back, instances: [fresh, stale] }))).toBe('waiting');
  });

  it('waits while nobody read the instances since: the old ones may still run', () => {
    expect(settles(intent, started, seen({ app: app(undefined, { version: 'v0' }) }))).toBe('waiting');
  });

  it('waits while the app has its old version, whatever was answered', () => {
    for (const accepted of [started, null])
      expect(settles(intent, accepted, seen({ app: app(undefined, { version: 'v1' }), instances: [] }))).toBe(
        'waiting',
      );
  });

  it('whose answer named a version waits for that one: another is the work of somebody else', () => {
    const named = { ...started, version: '2026-11-21T10:00:00.000Z' };
    const atMs = Date.parse(named.version);
    const shown = (version: string, lastConfigChangeAtMs: number, of: string) =>
      settles(
        intent,
        named,
        seen({ app: app(undefined, { version, lastConfigChangeAtMs }), instances: [instance('a', { version: of })] }),
      );
    expect(shown('2026-11-21T10:05:00.000Z', atMs + 300_000, '2026-11-21T10:05:00.000Z')).toBe('waiting');
    expect(shown(named.version, atMs, named.version)).toBe('settled');
    // Scaled since: the version moved on, the configuration and its instances did not.
    expect(shown('2026-11-21T10:05:00.000Z', atMs, named.version)).toBe('settled');
    expect(shown('2026-11-21T10:05:00.000Z', atMs, '2026-11-21T09:00:00.000Z')).toBe('waiting');
  });
});

describe('the reset of a delay', () => {
  const intent: Intent = { kind: 'reset-delay', app: key };
  const delayed = launch(undefined, { overdue: false, delayLeftMs: 9000, retryAtMs: 50_000 });

  it('is settled when nothing backs off any more, or from a new moment', () => {
    expect(settles(intent, plain, seen({ launch: 'gone' }))).toBe('settled');
    expect(settles(intent, plain, seen({ launch: launch(undefined, { overdue: true }) }))).toBe('settled');
    expect(settles(intent, plain, seen({ launch: { ...delayed, retryAtMs: 12_000 } }))).toBe('settled');
  });

  it('waits while the same back-off runs, whole seconds rounded either way', () => {
    expect(settles(intent, plain, seen({ launch: { ...delayed, retryAtMs: 50_900 } }))).toBe('waiting');
  });
});

describe('the killing of an instance', () => {
  const intent: Intent = { kind: 'kill-instance', app: key, instance: 'i1', scale: false };

  it('is settled when it is not listed any more or listed as ended', () => {
    expect(settles(intent, plain, seen({ app: app(), instances: [instance('i2')] }))).toBe('settled');
    expect(settles(intent, plain, seen({ app: app(), instances: [instance('i1', { state: 'failed' })] }))).toBe(
      'settled',
    );
    expect(settles(intent, plain, seen({ app: app(), instances: [instance('i1')] }))).toBe('waiting');
  });

  it('with scaling also wants one fewer', () => {
    const scaling: Intent = { ...intent, scale: true };
    expect(settles(scaling, plain, seen({ app: app(), instances: [] }))).toBe('waiting');
    expect(settles(scaling, plain, seen({ app: app(undefined, { wanted: 2 }), instances: [] }))).toBe('settled');
  });
});

describe('the stop of a deployment', () => {
  it('that leaves things as they are is settled when it runs no more', () => {
    const intent: Intent = { kind: 'stop-deployment', deployment: 'main/d0', mode: 'leave' };
    expect(settles(intent, plain, seen({ target: deployment('d0') }))).toBe('waiting');
    expect(settles(intent, plain, seen({ target: deployment('d0', { outcome: 'failed' }) }))).toBe('settled');
    expect(settles(intent, plain, seen({ target: 'gone' }))).toBe('settled');
  });

  it('that nobody answered is settled when it was cancelled, not when it ended by itself', () => {
    const intent: Intent = { kind: 'stop-deployment', deployment: 'main/d0', mode: 'leave' };
    expect(settles(intent, null, seen({ target: deployment('d0', { outcome: 'failed' }) }))).toBe('settled');
    expect(settles(intent, null, seen({ target: deployment('d0', { outcome: 'succeeded' }) }))).toBe('failed');
    expect(settles(intent, null, seen({ target: 'gone' }))).toBe('failed');
  });

  it('by rolling back is settled when the deployment that rolls back has ended well', () => {
    const intent: Intent = { kind: 'stop-deployment', deployment: 'main/d0', mode: 'roll-back' };
    const target = 'gone';
    expect(settles(intent, started, seen({ target, started: deployment('d1') }))).toBe('waiting');
    expect(settles(intent, started, seen({ target, started: deployment('d1', { outcome: 'succeeded' }) }))).toBe(
      'settled',
    );
    expect(settles(intent, started, seen({ target, started: 'gone' }))).toBe('settled');
    expect(settles(intent, started, seen({ target, started: deployment('d1', { outcome: 'failed' }) }))).toBe('failed');
  });
});

describe('a purge', () => {
  const intent: Intent = { kind: 'purge-queue', queue: 'rabbit/%2F/emails' };

  it('is settled when fewer wait than before: what is prefetched stays, and more may have come', () => {
    expect(settles(intent, plain, seen({ queue: queue('emails', { ready: 40, unacked: 8 }) }))).toBe('waiting');
    expect(settles(intent, plain, seen({ queue: queue('emails', { ready: 0, unacked: 8 }) }))).toBe('settled');
    expect(settles(intent, plain, seen({ queue: queue('emails', { ready: 3 }) }))).toBe('settled');
    expect(settles(intent, plain, seen({ queue: queue('emails', { ready: null }) }))).toBe('waiting');
    expect(settles(intent, plain, seen({ queue: 'gone' }))).toBe('settled');
  });

  it('that nobody answered is settled when nothing waits any more: workers make a queue shorter too', () => {
    expect(settles(intent, null, seen({ queue: queue('emails', { ready: 3 }) }))).toBe('waiting');
    expect(settles(intent, null, seen({ queue: queue('emails', { ready: 0 }) }))).toBe('settled');
  });
});

describe('an act on a worker', () => {
  const grow: Intent = { kind: 'grow-pool', worker: pool, by: 2 };

  it('that grows or shrinks its pool is settled by the processes it has', () => {
    expect(settles(grow, plain, seen({ worker: worker(undefined, { processes: 3 }) }))).toBe('waiting');
    expect(settles(grow, plain, seen({ worker: worker(undefined, { processes: 4 }) }))).toBe('settled');
    const shrink: Intent = { kind: 'shrink-pool', worker: pool, by: 1 };
    expect(settles(shrink, plain, seen({ worker: worker(undefined, { processes: 2 }) }))).toBe('waiting');
    expect(settles(shrink, plain, seen({ worker: worker(undefined, { processes: 1 }) }))).toBe('settled');
  });

  it('whose pool was not known is settled by the next inspection', () => {
    const unknown = { ...before, processes: null };
    expect(settles(grow, plain, seen({ before: unknown, worker: worker() }))).toBe('waiting');
    expect(settles(grow, plain, seen({ before: unknown, worker: worker(undefined, { inspectedAtMs: 2000 }) }))).toBe(
      'settled',
    );
  });

  it('that adds or cancels a consumer is settled by the queues it has', () => {
    const add: Intent = { kind: 'add-consumer', worker: pool, queue: 'reports' };
    expect(settles(add, plain, seen({ worker: worker() }))).toBe('waiting');
    expect(settles(add, plain, seen({ worker: worker(undefined, { queues: ['emails', 'reports'] }) }))).toBe('settled');
    const cancel: Intent = { kind: 'cancel-consumer', worker: pool, queue: 'emails' };
    expect(settles(cancel, plain, seen({ worker: worker() }))).toBe('waiting');
    expect(settles(cancel, plain, seen({ worker: worker(undefined, { queues: [] }) }))).toBe('settled');
  });

  it('that shuts it down is settled when it is gone, not when its broker is away', () => {
    const stop: Intent = { kind: 'shut-down-worker', worker: pool };
    expect(settles(stop, plain, seen({ worker: worker(), workerState: 'online' }))).toBe('waiting');
    expect(settles(stop, plain, seen({ worker: worker(), workerState: 'away' }))).toBe('waiting');
    expect(settles(stop, plain, seen({ worker: worker(), workerState: 'gone' }))).toBe('settled');
  });

  it('has failed when the worker is not listed any more', () => {
    expect(settles(grow, plain, seen({ worker: 'gone' }))).toBe('failed');
  });
});

describe('the revocation of a task', () => {
  const intent: Intent = { kind: 'revoke-task', task: 'flower/t1', terminate: false };

  it('is settled when the task is revoked, and has failed when it ended otherwise', () => {
    expect(settles(intent, plain, seen({ task: task('t1', { state: 'REVOKED' }) }))).toBe('settled');
    expect(settles(intent, plain, seen({ task: task('t1') }))).toBe('waiting');
    expect(settles(intent, plain, seen({ task: task('t1', { state: 'SUCCESS' }) }))).toBe('failed');
    expect(settles(intent, plain, seen({ task: 'gone' }))).toBe('waiting');
  });

  it('may take long where nothing is terminated: a worker must reach the message first', () => {
    expect(timeoutOf(intent)).toBeGreaterThan(timeoutOf({ ...intent, terminate: true }));
  });
});

describe('an act under way', () => {
  it('is one whose deployment runs or is listed by the app', () => {
    expect(underWay(started, seen({ started: deployment('d1') }))).toBe(true);
    expect(underWay(started, seen({ app: app(undefined, { deploymentIds: ['d1'] }) }))).toBe(true);
    expect(underWay(started, seen({ app: app(undefined, { deploymentIds: ['d2'] }) }))).toBe(false);
    expect(underWay(started, seen({ started: deployment('d1', { outcome: 'gone' }) }))).toBe(false);
    expect(underWay(plain, seen({ app: app(undefined, { deploymentIds: ['d1'] }) }))).toBe(false);
  });
});
