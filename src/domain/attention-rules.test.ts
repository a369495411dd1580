import { describe, expect, it } from 'vitest';
import { byHarm, hold, patienceOf, turnsAtMs, withoutEchoes, type Held } from './attention-hold.ts';
import {
  appAttention,
  appTrouble,
  appTroubleSinceMs,
  deploymentAttention,
  deploymentTrouble,
  explainsQueue,
  progressOf,
  queueAttention,
  queueTrouble,
  sourceAttention,
  sourceTrouble,
  workerAttention,
  workerTrouble,
  type QueueScene,
  type WorkerScene,
} from './attention-rules.ts';
import type { Attention, Trouble } from './attention.ts';
import type { Flow } from './drain.ts';
import { takesDeadLetters } from './queue.ts';
import { app, deployment, launch, queue, seeded, source, status, worker } from './testing/build.ts';

function raised(trouble: Trouble): Held {
  return { trouble, sinceMs: 1000, seenAtMs: 90_000, raised: true };
}

const backingOff = launch('/shop/worker', { waiting: 2, overdue: false, delayLeftMs: 9000, retryAtMs: 99_000 });
const short = { staged: 0, running: 1, healthy: 1, unhealthy: 0 };

describe('patience', () => {
  it('raises a trouble once it has lasted, and not before', () => {
    let held = hold(null, 'waiting', 0);
    expect(held?.raised).toBe(false);
    held = hold(held, 'waiting', patienceOf.waiting.raiseMs - 1);
    expect(held?.raised).toBe(false);
    held = hold(held, 'waiting', patienceOf.waiting.raiseMs);
    expect(held).toMatchObject({ raised: true, sinceMs: 0 });
  });

  it('raises a crash loop that comes up for a moment between its crashes', () => {
    let held: Held | null = null;
    for (let atMs = 0; atMs <= 30_000; atMs += 1000) held = hold(held, atMs % 5000 < 2000 ? 'delayed' : null, atMs);
    expect(held).toMatchObject({ raised: true, sinceMs: 0, trouble: 'delayed' });
  });

  it('may have begun before it was first seen, but never later', () => {
    const atMs = 100_000;
    expect(hold(null, 'waiting', atMs, atMs - patienceOf.waiting.raiseMs)).toMatchObject({
      raised: true,
      sinceMs: 40_000,
    });
    expect(hold(null, 'waiting', atMs, atMs - 1000)).toMatchObject({ raised: false, sinceMs: atMs - 1000 });
    expect(hold(null, 'waiting', atMs, atMs + 1000)).toMatchObject({ raised: false, sinceMs: atMs });
    expect(hold(hold(null, 'waiting', atMs), 'waiting', atMs + 1000, 0)).toMatchObject({ sinceMs: atMs });
  });

  it('lets go of a trouble that stayed away', () => {
    const held = hold(null, 'delayed', 0);
    expect(hold(held, null, patienceOf.delayed.clearMs - 1)).toBe(held);
    expect(hold(held, null, patienceOf.delayed.clearMs)).toBeNull();
  });

  it('keeps the beginning when one trouble turns into another', () => {
    const held = hold(raised('waiting'), 'delayed', 95_000);
    expect(held).toEqual({ trouble: 'delayed', sinceMs: 1000, seenAtMs: 95_000, raised: true });
  });

  it('says when the clock alone will change it', () => {
    expect(turnsAtMs({ trouble: 'failing', sinceMs: 100, seenAtMs: 100, raised: false })).toBe(
      100 + patienceOf.failing.raiseMs,
    );
    expect(turnsAtMs(raised('failing'))).toBe(90_000 + patienceOf.failing.clearMs);
  });
});

describe('an app', () => {
  it('is no trouble while it is as wanted, suspended, launching or deploying', () => {
    expect(appTrouble(app(), undefined)).toBeNull();
    expect(appTrouble(app('/a', { wanted: 0 }), undefined)).toBeNull();
    expect(appTrouble(app('/a', { counts: short }), launch('/a', { waiting: 2 }))).toBeNull();
    expect(appTrouble(app('/a', { counts: short, deploymentIds: ['d'] }), undefined)).toBeNull();
  });

  it('is in trouble when it is delayed, waits in vain, or lacks instances that nobody launches', () => {
    expect(appTrouble(app('/a', { counts: short }), backingOff)).toBe('delayed');
    expect(appTrouble(app('/a', { counts: short }), launch('/a', { waiting: 2, stalled: true }))).toBe('waiting');
    expect(appTrouble(app('/a', { counts: short }), undefined)).toBe('unreachable');
  });

  it('is in trouble when an instance fails its check', () => {
    expect(appTrouble(app('/a', { counts: { staged: 0, running: 3, healthy: 2, unhealthy: 1 } }), undefined)).toBe(
      'failing',
    );
  });

  it('may have unhealthy newcomers while its deployment keeps the promised capacity', () => {
    const rolling = {
      deploymentIds: ['d'],
      counts: { staged: 0, running: 6, healthy: 3, unhealthy: 3 },
      upgrade: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
    };
    expect(appTrouble(app('/a', rolling), undefined)).toBeNull();
    const fewer = { ...rolling, counts: { staged: 0, running: 5, healthy: 2, unhealthy: 3 } };
    expect(appTrouble(app('/a', fewer), undefined)).toBe('failing');
    expect(appTrouble(app('/a', rolling), backingOff)).toBe('delayed');
  });

  it('is no trouble when nobody has reported its health, as after a change of leader', () => {
    expect(
      appTrouble(app('/a', { counts: { staged: 0, running: 3, healthy: 0, unhealthy: 0 } }), undefined),
    ).toBeNull();
  });

  it('asks for nobody before its trouble is raised', () => {
    const held = { ...raised('delayed'), raised: false };
    expect(appAttention(app('/a', { counts: short }), backingOff, held)).toBeNull();
  });

  it('in back-off says what is missing, when the next try is and what the last failure said, and offers to try now', () => {
    const failed = app('/a', {
      counts: short,
      lastFailure: { atMs: 0, host: 'h', state: 'TASK_FAILED', message: 'exit 1', taskId: 't', version: 'v' },
    });
    const attention = appAttention(failed, backingOff, raised('delayed'));
    expect(attention).toMatchObject({
      key: 'delayed:main/a',
      subject: { kind: 'app', key: 'main/a', name: '/a' },
      sinceMs: 1000,
      figures: { wanted: 3, missing: 2, waiting: 2, retryAtMs: 99_000 },
      text: 'exit 1',
      help: { kind: 'reset-delay', app: 'main/a' },
    });
    expect(attention?.missing).toBeCloseTo(2 / 3);
  });

  it('in back-off amid a deployment is offered the way back', () => {
    const rolling = app('/a', { deploymentIds: ['d'], lastConfigChangeAtMs: 5000, lastScalingAtMs: 5000 });
    expect(appAttention(rolling, backingOff, raised('delayed'))?.help).toEqual({
      kind: 'roll-back-app',
      app: 'main/a',
      version: null,
      keepCount: true,
    });
  });

  it('amid a deployment is offered no way back from a scaling, a restart, or from what takes a change back itself', () => {
    const helpOf = (lastConfigChangeAtMs: number, lastScalingAtMs: number, isTakenBack = false) => {
      const rolling = app('/a', { deploymentIds: ['d'], lastConfigChangeAtMs, lastScalingAtMs });
      return appAttention(rolling, backingOff, raised('failing'), isTakenBack)?.help;
    };
    expect(helpOf(5000, 9000)).toBeNull();
    expect(helpOf(9000, 5000)).toBeNull();
    expect(helpOf(5000, 5000, true)).toBeNull();
  });

  it('that waits in vain says what stands in its way', () => {
    const stages = [{ reason: 'InsufficientMemory', processed: 8, declined: 8 } as const];
    const waiting = launch('/a', { waiting: 2, stalled: true, lastOffers: stages });
    expect(appAttention(app('/a', { counts: short }), waiting, raised('waiting'))).toMatchObject({
      text: 'InsufficientMemory',
      figures: { declined: 8, processed: 8 },
      help: null,
    });
  });
});

const rising: Flow = {
  depth: 400,
  inPerS: 10,
  outPerS: 6,
  trend: 'rising',
  emptyInMs: null,
  steady: true,
  saturated: true,
};
const filling = queue('emails', { depth: 400 });
const owner = { app: 'main/shop/worker', wanted: 3, suspendedFrom: null };

function queueScene(change: Partial<QueueScene> = {}): QueueScene {
  return { queue: filling, flow: rising, owner, offer: null, takesDeadLetters: false, ...change };
}

it('tells since when an app waits or is held back by its upstream’s own word', () => {
  const failed = { atMs: 7000, host: '', state: 'TASK_FAILED', message: '', taskId: '', version: '' };
  const ill = app('/shop/worker', { lastFailure: failed });
  const waiting = launch('/shop/worker', { sinceMs: 5000 });
  expect(appTroubleSinceMs(ill, waiting, 'waiting')).toBe(5000);
  expect(appTroubleSinceMs(ill, waiting, 'delayed')).toBe(7000);
  expect(appTroubleSinceMs(ill, waiting, 'failing')).toBeNull();
  expect(appTroubleSinceMs(app(), undefined, 'delayed')).toBeNull();
});

describe('a queue', () => {
  it('fills when more comes than goes', () => {
    expect(queueTrouble(queueScene())).toBe('queue-fills');
  });

  it('is no trouble while it is idle, short, level, falling, or grows by a hair', () => {
    const idle: Flow = { ...rising, inPerS: 0, outPerS: 0, trend: 'level' };
    expect(queueTrouble(queueScene({ queue: queue(), flow: idle }))).toBeNull();
    expect(queueTrouble(queueScene({ queue: queue('emails', { depth: 60 }) }))).toBeNull();
    expect(queueTrouble(queueScene({ flow: { ...rising, trend: 'level' } }))).toBeNull();
    expect(queueTrouble(queueScene({ flow: { ...rising, trend: 'falling' } }))).toBeNull();
    expect(queueTrouble(queueScene({ flow: { ...rising, outPerS: 9.8 } }))).toBeNull();
  });

  it('of Celery itself, or of unknown depth, is no trouble', () => {
    expect(queueTrouble(queueScene({ queue: queue('celeryev.1', { depth: 4000, consumers: 0 }) }))).toBeNull();
    expect(queueTrouble(queueScene({ queue: queue('emails', { depth: null, consumers: 0 }) }))).toBeNull();
  });

  it('is undrained when it has no consumer though somebody should drain it', () => {
    const alone = queue('emails', { depth: 50, consumers: 0 });
    expect(queueTrouble(queueScene({ queue: alone }))).toBe('queue-undrained');
    expect(queueTrouble(queueScene({ queue: { ...alone, inPerS: 2 }, owner: null }))).toBe('queue-undrained');
    expect(queueTrouble(queueScene({ queue: { ...alone, depth: 3 } }))).toBeNull();
  });

  it('is undrained though nothing arrives at the moment: things did', () => {
    const bounces = queue('mail.bounces', { depth: 1200, consumers: 0, inPerS: 0 });
    expect(queueTrouble(queueScene({ queue: bounces, owner: null }))).toBe('queue-undrained');
  });

  it('of dead letters is no trouble until many have piled up: nobody is meant to drain it', () => {
    const dead = queue('dead', { depth: 26, consumers: 0, inPerS: null });
    const scene = queueScene({ owner: null, flow: { ...rising, inPerS: null }, takesDeadLetters: true });
    expect(queueTrouble({ ...scene, queue: dead })).toBeNull();
    const piled = { ...scene, queue: { ...dead, depth: 100 } };
    expect(queueTrouble(piled)).toBe('queue-undrained');
    // No capacity is missing: it comes after all that lacks some.
    expect(queueAttention(piled, raised('queue-undrained'))?.missing).toBe(0);
  });

  it('takes dead letters by its name where nothing ever arrived, or by the routing of another; silence alone says nothing', () => {
    const silent = queue('emails', { consumers: 0, inPerS: null });
    expect(takesDeadLetters(silent, [silent])).toBe(false);
    for (const name of ['dead-letter', 'emails.dlq', 'shop_dlx'])
      expect(takesDeadLetters(queue(name, { inPerS: null }), []), name).toBe(true);
    expect(takesDeadLetters(queue('deadlines', { inPerS: 2 }), [])).toBe(false);
    expect(takesDeadLetters(queue('undead', { inPerS: null }), [])).toBe(false);
    const source = queue('orders', { deadLetter: '', deadLetterKey: 'emails' });
    expect(takesDeadLetters(silent, [silent, source])).toBe(true);
    expect(takesDeadLetters(silent, [{ ...source, vhost: 'other' }])).toBe(false);
    expect(takesDeadLetters(silent, [{ ...source, deadLetterKey: null }])).toBe(false);
    expect(takesDeadLetters(silent, [{ ...source, deadLetter: 'emails', deadLetterKey: null }])).toBe(true);
  });

  it('is explained by its app only where that is suspended or half of it is missing', () => {
    const counted = (running: number, wanted = 4) =>
      app('/shop/worker', { wanted, counts: { staged: 0, running, healthy: running, unhealthy: 0 } });
    expect([counted(4), counted(3), counted(2), counted(0), counted(0, 0)].map(explainsQueue)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  it('that fills offers the scaling that would drain it', () => {
    const offer = { app: 'main/shop/worker', to: 9, emptyInMs: 240_000 };
    expect(queueAttention(queueScene({ offer }), raised('queue-fills'))).toMatchObject({
      key: 'queue-fills:rabbit/%2F/emails',
      missing: 0.4,
      figures: { depth: 400, inPerS: 10, outPerS: 6, to: 9, emptyInMs: 240_000 },
      help: { kind: 'scale-app', app: 'main/shop/worker', to: 9 },
    });
    expect(queueAttention(queueScene(), raised('queue-fills'))?.help).toBeNull();
  });

  it('whose app is suspended offers to resume it', () => {
    const suspended = { app: 'main/shop/worker', wanted: 0, suspendedFrom: 4 };
    const scene = queueScene({ queue: queue('emails', { depth: 50, consumers: 0 }), owner: suspended });
    expect(queueAttention(scene, raised('queue-undrained'))).toMatchObject({
      missing: 1,
      help: { kind: 'resume-app', app: 'main/shop/worker', to: 4 },
    });
    expect(queueAttention({ ...scene, owner }, raised('queue-undrained'))?.help).toBeNull();
  });
});

function workerScene(change: Partial<WorkerScene> = {}): WorkerScene {
  return { worker: worker(), state: 'gone', peersProcesses: 8, excused: false, ...change };
}

describe('a worker', () => {
  it('is in trouble when it is gone, not when the broker is away, nobody knows, or someone stopped it', () => {
    expect(workerTrouble(workerScene(), 5000)).toBe('worker-gone');
    expect(workerTrouble(workerScene({ state: 'online' }), 5000)).toBeNull();
    expect(workerTrouble(workerScene({ state: 'away' }), 5000)).toBeNull();
    expect(workerTrouble(workerScene({ state: 'unknown' }), 5000)).toBeNull();
    expect(workerTrouble(workerScene({ excused: true }), 5000)).toBeNull();
  });

  it('is forgotten in the end: Flower lists the dead for ever', () => {
    expect(workerTrouble(workerScene(), 8 * 3_600_000)).toBeNull();
    expect(workerTrouble(workerScene({ worker: worker('w@h', { heartbeatAtMs: null }) }), 5000)).toBeNull();
  });

  it('weighs as much as its share of the processes that drain its queues, and dates from its last heartbeat', () => {
    expect(workerAttention(workerScene(), raised('worker-gone'))).toMatchObject({ missing: 0.25, sinceMs: 1000 });
    expect(workerAttention(workerScene({ peersProcesses: null }), raised('worker-gone'))?.missing).toBe(0);
  });
});

describe('a deployment', () => {
  it('shows progress by its step, its readiness and the counts of its apps', () => {
    const before = progressOf(deployment(), [app()]);
    expect(progressOf(deployment(), [app()])).toBe(before);
    expect(progressOf(deployment('d1', { step: 2 }), [app()])).not.toBe(before);
    expect(progressOf(deployment(), [app('/shop/worker', { counts: short })])).not.toBe(before);
    const ready = [{ appId: '/shop/worker', taskId: 't', ready: true, status: null }];
    expect(progressOf(deployment('d1', { readiness: ready }), [app()])).not.toBe(before);
  });

  it('asks for someone when it got nowhere for five minutes, and offers no irreversible act', () => {
    let held = hold(null, deploymentTrouble(deployment()), 0);
    held = hold(held, deploymentTrouble(deployment()), 299_000);
    expect(held && deploymentAttention(deployment(), [], held)).toBeNull();
    held = hold(held, deploymentTrouble(deployment()), 300_000);
    const half = app('/shop/worker', { counts: { staged: 0, running: 2, healthy: 1, unhealthy: 1 }, wanted: 2 });
    expect(held && deploymentAttention(deployment(), [half], held)).toMatchObject({
      missing: 0.5,
      sinceMs: 0,
      help: null,
      figures: { step: 1, stepCount: 1 },
    });
    expect(deploymentTrouble(deployment('d1', { outcome: 'succeeded' }))).toBeNull();
  });
});

describe('a source', () => {
  const fault = {
    fault: { kind: 'unreachable', why: 'refused', text: 'connect ECONNREFUSED' },
    atMs: 0,
    during: 'apps',
  } as const;

  it('is in trouble when it is lost, never answered a try, or its broker is away', () => {
    expect(sourceTrouble(status(), false)).toBeNull();
    expect(sourceTrouble(status({ state: 'late' }), false)).toBeNull();
    expect(sourceTrouble(status({ state: 'lost' }), true)).toBe('source-lost');
    expect(sourceTrouble(status({ state: 'connecting' }), false)).toBeNull();
    expect(sourceTrouble(status({ state: 'connecting', fault }), false)).toBe('source-lost');
    expect(sourceTrouble(status(), true)).toBe('broker-away');
  });

  it('says since when and why, and that nothing behind it is known', () => {
    const lost = status({ state: 'lost', lostSinceMs: 700, nextTryAtMs: 9000, lastOkAtMs: 600, fault });
    expect(sourceAttention(source(), lost, raised('source-lost'))).toMatchObject({
      missing: 1,
      sinceMs: 700,
      figures: { nextTryAtMs: 9000, lastOkAtMs: 600 },
      text: 'connect ECONNREFUSED',
    });
  });
});

describe('the order of what needs someone', () => {
  function attention(change: Partial<Attention>): Attention {
    return {
      key: 'k',
      trouble: 'waiting',
      subject: { kind: 'app', key: 'main/a', name: '/a' },
      sinceMs: 0,
      missing: 0.5,
      limitInMs: null,
      figures: {},
      text: null,
      help: null,
      ...change,
    };
  }

  it('is by missing capacity, then by the time to a limit, then by the state, then by age', () => {
    const worst = attention({ key: '1', missing: 0.9, trouble: 'worker-gone' });
    const limited = attention({ key: '2', limitInMs: 60_000, trouble: 'queue-fills' });
    const later = attention({ key: '3', limitInMs: 90_000, trouble: 'queue-fills' });
    const failing = attention({ key: '4', trouble: 'failing', sinceMs: 9 });
    const old = attention({ key: '5', trouble: 'delayed', sinceMs: 1 });
    const young = attention({ key: '6', trouble: 'delayed', sinceMs: 2 });
    const list = [young, failing, later, worst, old, limited];
    expect(list.sort(byHarm).map((one) => one.key)).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  it('is one order, whatever order the list came in', () => {
    const random = seeded(11);
    const troubles = ['failing', 'delayed', 'queue-fills', 'source-lost'] as const;
    const list = Array.from({ length: 60 }, (_, n) =>
      attention({
        key: `k${n}`,
        missing: Math.floor(random() * 3) / 2,
        limitInMs: random() < 0.5 ? null : Math.floor(random() * 3),
        trouble: troubles[Math.floor(random() * 4)] ?? 'failing',
        sinceMs: Math.floor(random() * 3),
      }),
    );
    const sorted = [...list].sort(byHarm).map((one) => one.key);
    for (let n = 0; n < 50; n += 1) {
      const shuffled = [...list].sort(() => random() - 0.5);
      expect(shuffled.sort(byHarm).map((one) => one.key)).toEqual(sorted);
    }
  });

  it('leaves out what only echoes another trouble', () => {
    const cause = attention({ key: 'a', trouble: 'delayed' });
    const echo = attention({
      key: 'd',
      trouble: 'deployment-stuck',
      subject: { kind: 'deployment', key: 'main/d1', name: 'd1' },
    });
    const causesOf = (one: Attention) => (one.subject.kind === 'deployment' ? ['main/a'] : [one.subject.key]);
    expect(withoutEchoes([cause, echo], causesOf)).toEqual([cause]);
    expect(withoutEchoes([echo], causesOf)).toEqual([echo]);
  });
});
