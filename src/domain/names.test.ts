import { describe, expect, it } from 'vitest';
import { targetOf, weightOf, type Intent } from './intent.ts';
import { appIdOf, keyOf, localId, queueKey, sourceOf } from './keys.ts';
import { blockerOf, type OfferStage } from './launch.ts';
import { roleOfQueue } from './queue.ts';
import { launch } from './testing/build.ts';

describe('the key of a thing', () => {
  it('is its source and its own id, which come apart again', () => {
    for (const [source, id] of [
      ['main', '/shop/worker'],
      ['flower', 'celery@host-a'],
      ['main', '0d6e-11'],
    ] as const) {
      const key = keyOf(source, id);
      expect(sourceOf(key)).toBe(source);
      expect(`/${localId(key)}`.endsWith(id)).toBe(true);
    }
    expect(keyOf('main', '/shop/worker')).toBe('main/shop/worker');
    expect(appIdOf('main/shop/worker')).toBe('/shop/worker');
  });

  it('of a queue holds its vhost, whatever that is called', () => {
    expect(queueKey('rabbit', '/', 'emails')).toBe('rabbit/%2F/emails');
    expect(queueKey('rabbit', 'a/b', 'c')).not.toBe(queueKey('rabbit', 'a', 'b/c'));
    expect(sourceOf(queueKey('rabbit', '/', 'a/b'))).toBe('rabbit');
  });

  it('without a slash is a source alone', () => {
    expect(sourceOf('main')).toBe('main');
    expect(localId('main')).toBe('');
  });
});

describe('a queue', () => {
  it.each([
    'celeryev.878ccfa8-1117-4379-b975-be2eaf2e3021',
    'worker1@host-a.celery.pidbox',
    '1f0c.reply.celery.pidbox',
    'celery_delayed_27',
  ])('%s is Celery’s own', (name) => {
    expect(roleOfQueue(name)).toBe('internal');
  });

  it.each(['emails', 'celery', 'celeryevents', 'celery_delayed_orders', 'pidbox', ''])('“%s” carries tasks', (name) => {
    expect(roleOfQueue(name)).toBe('task');
  });
});

describe('what turns offers away', () => {
  const stage = (reason: OfferStage['reason'], processed: number, declined: number): OfferStage => ({
    reason,
    processed,
    declined,
  });

  it('is the stage after which none is left', () => {
    const lastOffers = [stage('UnfulfilledConstraint', 8, 6), stage('InsufficientCpus', 2, 2)];
    expect(blockerOf(launch('/a', { lastOffers }))?.reason).toBe('InsufficientCpus');
  });

  it('is the one that turns most away where some are left', () => {
    const lastOffers = [stage('UnfulfilledConstraint', 8, 3), stage('InsufficientMemory', 5, 1)];
    expect(blockerOf(launch('/a', { lastOffers }))?.reason).toBe('UnfulfilledConstraint');
  });

  it('is nothing where nothing was turned away', () => {
    expect(blockerOf(launch('/a', { lastOffers: [stage('UnfulfilledRole', 0, 0)] }))).toBeNull();
    expect(blockerOf(launch('/a'))).toBeNull();
  });
});

describe('an intent', () => {
  const intents: [Intent, string][] = [
    [{ kind: 'scale-app', app: 'main/a', to: 1 }, 'main/a'],
    [{ kind: 'reset-delay', app: 'main/a' }, 'main/a'],
    [{ kind: 'kill-instance', app: 'main/a', instance: 'i', scale: false }, 'main/a'],
    [{ kind: 'stop-deployment', deployment: 'main/d', mode: 'leave' }, 'main/d'],
    [{ kind: 'purge-queue', queue: 'r/q' }, 'r/q'],
    [{ kind: 'shut-down-worker', worker: 'f/w' }, 'f/w'],
    [{ kind: 'revoke-task', task: 'f/t', terminate: true }, 'f/t'],
  ];

  it.each(intents)('%j acts on %s', (intent, target) => {
    expect(targetOf(intent)).toBe(target);
  });

  it('that destroys what cannot be had again asks first', () => {
    const asks = Object.entries(weightOf).filter(([, weight]) => weight === 'irreversible');
    expect(asks.map(([kind]) => kind).sort()).toEqual([
      'kill-instance',
      'purge-queue',
      'revoke-task',
      'shut-down-worker',
      'stop-deployment',
    ]);
  });
});
