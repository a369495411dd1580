import { describe, expect, it } from 'vitest';
import {
  conditionOf,
  conditionOrder,
  conditionRank,
  groupOf,
  isAsWanted,
  lifecycleOf,
  looksLikeWorker,
  worseOf,
  worstFirst,
  type App,
} from './app.ts';
import { app, launch } from './testing/build.ts';

const backingOff = launch('/a', { waiting: 1, overdue: false, delayLeftMs: 3000 });
const inFlight = launch('/a', { waiting: 1 });
const inVain = launch('/a', { waiting: 1, stalled: true });

/** An app of three with these counters. */
function counted(staged: number, running: number, healthy: number, unhealthy: number, change: Partial<App> = {}): App {
  return app('/a', { counts: { staged, running, healthy, unhealthy }, ...change });
}

describe('the life of an app, in marathon-ui’s words', () => {
  it('is a deployment first, then suspension, then running', () => {
    expect(lifecycleOf(app('/a', { deploymentIds: ['d'] }), undefined)).toBe('deploying');
    expect(lifecycleOf(app('/a', { wanted: 0 }), undefined)).toBe('suspended');
    expect(lifecycleOf(app('/a', { wanted: 0, deploymentIds: ['d'] }), undefined)).toBe('deploying');
    expect(lifecycleOf(app('/a'), undefined)).toBe('running');
  });

  it('is not suspended before the last instance is gone', () => {
    expect(lifecycleOf(counted(0, 1, 1, 0, { wanted: 0 }), undefined)).toBe('deploying');
    expect(lifecycleOf(counted(1, 0, 0, 0, { wanted: 0 }), undefined)).toBe('deploying');
  });

  it('is overridden by the launch queue: backing off is Delayed, free to launch without an offer is Waiting', () => {
    for (const deploymentIds of [[], ['d']]) {
      expect(lifecycleOf(counted(0, 2, 2, 0, { deploymentIds }), backingOff)).toBe('delayed');
      expect(lifecycleOf(counted(0, 2, 2, 0, { deploymentIds }), inVain)).toBe('waiting');
    }
  });

  it('is not overridden by a launch in flight', () => {
    expect(lifecycleOf(counted(0, 2, 2, 0), inFlight)).toBe('running');
    expect(lifecycleOf(counted(0, 2, 2, 0, { deploymentIds: ['d'] }), inFlight)).toBe('deploying');
    expect(lifecycleOf(counted(0, 0, 0, 0), inFlight)).toBe('deploying');
  });

  it('is not overridden by an entry of an app that lacks nothing', () => {
    expect(lifecycleOf(app('/a'), backingOff)).toBe('running');
  });

  it('is Delayed where a new version crashes while old instances fill the count', () => {
    expect(lifecycleOf(app('/a', { deploymentIds: ['d'] }), backingOff)).toBe('delayed');
  });

  it('is stopped when none runs and nobody is at it', () => {
    expect(lifecycleOf(counted(0, 0, 0, 0), undefined)).toBe('stopped');
    expect(lifecycleOf(counted(1, 0, 0, 0), undefined)).toBe('deploying');
  });
});

describe('the condition of an app', () => {
  it('is the worst thing that is true of it', () => {
    expect(conditionOf(counted(0, 3, 2, 1), undefined)).toBe('failing');
    expect(conditionOf(counted(0, 2, 1, 1), backingOff)).toBe('failing');
    expect(conditionOf(counted(0, 2, 2, 0), backingOff)).toBe('delayed');
    expect(conditionOf(counted(0, 2, 2, 0), inVain)).toBe('waiting');
    expect(conditionOf(counted(0, 2, 2, 0), undefined)).toBe('unreachable');
    expect(conditionOf(counted(0, 0, 0, 0), undefined)).toBe('unreachable');
  });

  it('is deploying while a rollout keeps the capacity it promised, for newcomers count as unhealthy at first', () => {
    const rolling = (unhealthy: number, minimumHealthCapacity = 1) =>
      app('/a', {
        deploymentIds: ['d'],
        counts: { staged: 0, running: 5, healthy: 5 - unhealthy, unhealthy },
        upgrade: { minimumHealthCapacity, maximumOverCapacity: 1 },
      });
    expect(conditionOf(rolling(2), undefined)).toBe('deploying');
    expect(conditionOf(rolling(3), undefined)).toBe('failing');
    expect(conditionOf(rolling(3, 0.5), undefined)).toBe('deploying');
    expect(conditionOf(rolling(2), backingOff)).toBe('delayed');
  });

  it('is deploying while what lacks is on its way', () => {
    expect(conditionOf(counted(0, 2, 2, 0), inFlight)).toBe('deploying');
    expect(conditionOf(counted(1, 2, 2, 0), undefined)).toBe('deploying');
    expect(conditionOf(counted(0, 3, 2, 0), undefined)).toBe('deploying');
    expect(conditionOf(counted(0, 1, 1, 0), inFlight)).toBe('unreachable');
  });

  it('is healthy only where something checks', () => {
    expect(conditionOf(app('/a'), undefined)).toBe('healthy');
    expect(conditionOf(counted(0, 3, 0, 0, { checked: false }), undefined)).toBe('unchecked');
    expect(conditionOf(app('/a', { wanted: 0 }), undefined)).toBe('suspended');
  });
});

describe('the order of conditions', () => {
  it('is total, and the worse of two is the one nearer its beginning', () => {
    for (const [place, condition] of conditionOrder.entries()) {
      expect(conditionRank(condition)).toBe(place);
      for (const other of conditionOrder) {
        expect(worseOf(condition, other)).toBe(conditionRank(condition) <= conditionRank(other) ? condition : other);
        expect(worseOf(condition, other)).toBe(worseOf(other, condition));
      }
    }
  });

  it('deals rows into piles in its order, and leaves those of one pile as they came', () => {
    const rows = ['a healthy', 'b failing', 'c suspended', 'd failing'];
    const piles = worstFirst(rows, (row) => conditionOrder.find((one) => row.endsWith(one)) ?? 'healthy');
    expect(piles).toHaveLength(conditionOrder.length);
    expect(piles.flat()).toEqual(['b failing', 'd failing', 'a healthy', 'c suspended']);
  });

  it('has what needs someone before what is as wanted', () => {
    expect(conditionOrder.map(isAsWanted)).toEqual([false, false, false, false, true, true, true, true]);
  });
});

it('An app’s group is its path without the last part', () => {
  expect(groupOf('/shop/api/cart')).toBe('/shop/api');
  expect(groupOf('/top')).toBe('/');
});

it.each([
  ['celery -A shop worker', {}, true],
  ['python run.py -Q emails', {}, true],
  ['serve', { 'signalbox.queues': 'emails' }, true],
  ['serve --celeryish', {}, false],
  [null, {}, false],
])('an app with the command %j and the labels %j may run workers: %s', (command, labels, expected) => {
  expect(looksLikeWorker(app('/a', { command, labels }))).toBe(expected);
});
