import { describe, expect, it } from 'vitest';
import type { Intent } from './intent.ts';
import { holderOf, maxCount, refusalOf, type IntentScene, type Refusal } from './refusal.ts';

const key = 'main/a';
const pool = 'flower/w';
const running: IntentScene['app'] = { wanted: 3, suspendedFrom: null, versionCount: 4, delayed: false };
const online: IntentScene['worker'] = { state: 'online', processes: 2, autoscaled: false, queues: ['emails'] };

function scene(change: Partial<IntentScene> = {}): IntentScene {
  return { readOnly: false, source: 'live', app: running, worker: online, ...change };
}

const allowed: Intent[] = [
  { kind: 'scale-app', app: key, to: 5 },
  { kind: 'scale-app', app: key, to: 0 },
  { kind: 'scale-app', app: key, to: 3, force: true },
  { kind: 'restart-app', app: key },
  { kind: 'suspend-app', app: key },
  { kind: 'roll-back-app', app: key, version: null, keepCount: true },
  { kind: 'kill-instance', app: key, instance: 'i', scale: false },
  { kind: 'grow-pool', worker: pool, by: 1 },
  { kind: 'shrink-pool', worker: pool, by: 1 },
  { kind: 'add-consumer', worker: pool, queue: 'reports' },
  { kind: 'cancel-consumer', worker: pool, queue: 'emails' },
  { kind: 'shut-down-worker', worker: pool },
  { kind: 'revoke-task', task: 'flower/t', terminate: false },
];

describe('an intent', () => {
  it('that makes sense is not refused, also while its source is only late', () => {
    for (const intent of allowed) {
      expect(refusalOf(intent, scene()), intent.kind).toBeNull();
      expect(refusalOf(intent, scene({ source: 'late' })), intent.kind).toBeNull();
    }
  });

  it('of any kind is refused where nothing may be changed or nobody would hear it', () => {
    for (const intent of allowed) {
      expect(refusalOf(intent, scene({ readOnly: true, source: 'lost' }))).toBe('read-only');
      expect(refusalOf(intent, scene({ source: 'lost' }))).toBe('source-lost');
      expect(refusalOf(intent, scene({ source: 'connecting' }))).toBe('source-lost');
    }
  });

  it('on something nobody knows is refused, except the revocation of a task that only its worker may know', () => {
    for (const intent of allowed) {
      const expected = intent.kind === 'revoke-task' ? null : 'unknown-target';
      expect(refusalOf(intent, { readOnly: false, source: 'live' }), intent.kind).toBe(expected);
    }
    expect(refusalOf({ kind: 'purge-queue', queue: 'r/q' }, scene())).toBe('unknown-target');
    expect(refusalOf({ kind: 'stop-deployment', deployment: 'main/d', mode: 'leave' }, scene())).toBe('unknown-target');
  });
});

const suspended = scene({ app: { ...running, wanted: 0, suspendedFrom: 3 } });

describe('the reason', () => {
  const cases: [string, Intent, IntentScene, Refusal | null][] = [
    ['to scale to what it is', { kind: 'scale-app', app: key, to: 3 }, scene(), 'nothing-changes'],
    ['to scale below none', { kind: 'scale-app', app: key, to: -1 }, scene(), 'out-of-range'],
    ['to scale to half an instance', { kind: 'scale-app', app: key, to: 1.5 }, scene(), 'out-of-range'],
    ['to scale to no number', { kind: 'scale-app', app: key, to: Number.NaN }, scene(), 'out-of-range'],
    ['to scale beyond reason', { kind: 'scale-app', app: key, to: maxCount + 1 }, scene(), 'out-of-range'],
    ['to restart what is suspended', { kind: 'restart-app', app: key }, suspended, 'suspended'],
    ['to suspend it twice', { kind: 'suspend-app', app: key }, suspended, 'already-suspended'],
    ['to resume what runs', { kind: 'resume-app', app: key, to: null }, scene(), 'not-suspended'],
    ['to resume to none', { kind: 'resume-app', app: key, to: 0 }, suspended, 'out-of-range'],
    ['to resume', { kind: 'resume-app', app: key, to: null }, suspended, null],
    [
      'to roll back to nothing',
      { kind: 'roll-back-app', app: key, version: null, keepCount: true },
      scene({ app: { ...running, versionCount: 1 } }),
      'no-earlier-version',
    ],
    ['to reset no delay', { kind: 'reset-delay', app: key }, scene(), 'no-delay'],
    ['to reset a delay', { kind: 'reset-delay', app: key }, scene({ app: { ...running, delayed: true } }), null],
    [
      'to stop what has ended',
      { kind: 'stop-deployment', deployment: 'main/d', mode: 'leave' },
      scene({ deployment: { running: false } }),
      'finished',
    ],
    [
      'to purge Celery’s own queue',
      { kind: 'purge-queue', queue: 'r/q' },
      scene({ queue: { internal: true, ready: 3 } }),
      'internal-queue',
    ],
    ['to grow by a part', { kind: 'grow-pool', worker: pool, by: 0.5 }, scene(), 'out-of-range'],
    ['to grow by a thousand and one', { kind: 'grow-pool', worker: pool, by: 1001 }, scene(), 'out-of-range'],
    ['to shrink to none', { kind: 'shrink-pool', worker: pool, by: 2 }, scene(), 'pool-cannot-shrink'],
    [
      'to shrink a pool of unknown size',
      { kind: 'shrink-pool', worker: pool, by: 2 },
      scene({ worker: { ...online, processes: null } }),
      null,
    ],
    [
      'to grow what scales itself',
      { kind: 'grow-pool', worker: pool, by: 1 },
      scene({ worker: { ...online, autoscaled: true } }),
      'autoscaled',
    ],
    ['to add a queue without a name', { kind: 'add-consumer', worker: pool, queue: ' ' }, scene(), 'out-of-range'],
    ['to add a queue twice', { kind: 'add-consumer', worker: pool, queue: 'emails' }, scene(), 'already-consumes'],
    ['to cancel what it has not', { kind: 'cancel-consumer', worker: pool, queue: 'x' }, scene(), 'does-not-consume'],
    [
      'to command a worker that is gone',
      { kind: 'shut-down-worker', worker: pool },
      scene({ worker: { ...online, state: 'gone' } }),
      'worker-not-online',
    ],
    [
      'to revoke what has ended',
      { kind: 'revoke-task', task: 'flower/t', terminate: true },
      scene({ task: { final: true } }),
      'finished',
    ],
  ];

  it.each(cases)('not %s is told', (_, intent, where, expected) => {
    expect(refusalOf(intent, where)).toBe(expected);
  });
});

describe('an app that a deployment holds', () => {
  const held = scene({ heldBy: ['7f3a1b2c-1', 'other'] });

  it('names its holder for what the lock turns away, and stays allowed: forcing may be meant', () => {
    const restart: Intent = { kind: 'restart-app', app: key };
    expect(holderOf(restart, held)).toBe('7f3a1b2c-1');
    expect(refusalOf(restart, held)).toBeNull();
  });

  it('names nobody for what passes the lock, nor where nothing runs', () => {
    expect(holderOf({ kind: 'reset-delay', app: key }, held)).toBeNull();
    expect(holderOf({ kind: 'scale-app', app: key, to: 4 }, scene({ heldBy: [] }))).toBeNull();
  });
});
