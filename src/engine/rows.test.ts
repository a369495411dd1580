import { describe, expect, it } from 'vitest';
import type { Flow } from '../domain/drain.ts';
import type { DrainLink } from '../domain/link.ts';
import { appRowOf } from './app-row.ts';
import { Links } from './links.ts';
import { soleOwner } from './projector.ts';
import { queueRowOf } from './queue-row.ts';
import { aLaunch, anApp, aQueue } from './testing/builders.ts';

const flow: Flow = {
  depth: 10,
  inPerS: 1,
  outPerS: 2,
  trend: 'falling',
  emptyInMs: 10_000,
  steady: true,
  saturated: true,
};

function drain(
  queue: string,
  app: string | null,
  worker: string | null,
  ...evidence: DrainLink['evidence']
): DrainLink {
  return { queue, app, worker, evidence };
}

describe('row of an app', () => {
  it('sorts its labels and carries what waits in the launch queue', () => {
    const app = anApp('/a', {
      labels: { team: 'x', env: 'y' },
      counts: { staged: 0, running: 1, healthy: 1, unhealthy: 0 },
    });
    const row = appRowOf(app, aLaunch('/a', { waiting: 1, overdue: false, retryAtMs: 5_000 }), null);
    expect(row).toMatchObject({
      labels: ['env=y', 'team=x'],
      launchWaiting: 1,
      retryAtMs: 5_000,
      condition: 'delayed',
    });
    expect(appRowOf(app, aLaunch('/a', { retryAtMs: 5_000 }), null).retryAtMs).toBeNull();
  });

  it('remembers a former count only while it is suspended', () => {
    expect(appRowOf(anApp('/a', { wanted: 0 }), undefined, 4).suspendedFrom).toBe(4);
    expect(appRowOf(anApp('/a', { wanted: 3 }), undefined, 4).suspendedFrom).toBeNull();
  });
});

describe('row of a queue', () => {
  it('names each app once with its workers and all evidence; workers of no known app come last', () => {
    const links = [
      drain('q', null, 'flower/celery@z', 'inspection'),
      drain('q', 'main/b', 'flower/celery@2', 'command'),
      drain('q', 'main/b', 'flower/celery@1', 'process', 'command'),
      drain('q', 'main/a', null, 'label'),
    ];
    expect(queueRowOf(aQueue('q'), links, flow, null).drains).toEqual([
      { app: 'main/a', workers: [], evidence: ['label'] },
      { app: 'main/b', workers: ['flower/celery@1', 'flower/celery@2'], evidence: ['command', 'process'] },
      { app: null, workers: ['flower/celery@z'], evidence: ['inspection'] },
    ]);
  });

  it('keeps unknown figures unknown', () => {
    const queue = aQueue('q', {
      depth: null,
      ready: null,
      unacked: null,
      inPerS: null,
      outPerS: null,
      consumers: null,
    });
    const row = queueRowOf(queue, [], { ...flow, trend: 'unknown', emptyInMs: null }, null);
    expect([row.depth, row.ready, row.unacked, row.inPerS, row.outPerS, row.consumers]).toEqual(Array(6).fill(null));
  });

  it('has an owner only when one app alone is known to drain it', () => {
    expect(soleOwner([drain('q', 'a', null), drain('q', 'a', 'w'), drain('q', null, 'v')])).toBe('a');
    expect(soleOwner([drain('q', 'a', null), drain('q', 'b', null)])).toBeNull();
    expect(soleOwner([drain('q', null, 'v')])).toBeNull();
  });
});

describe('links', () => {
  it('tell which queues and workers are linked otherwise than before', () => {
    let hosts = [{ worker: 'w', app: 'a', instance: null, evidence: ['host' as const] }];
    let drains = [drain('q', 'a', 'w', 'inspection'), drain('p', null, 'w', 'inspection')];
    const links = new Links(() => ({ hosts, drains }));
    const world = { apps: [], instances: [], workers: [], queues: [], consumers: [] };
    expect(links.update(world)).toEqual({ queues: new Set(['q', 'p']), workers: new Set(['w']) });
    expect(links.update(world)).toEqual({ queues: new Set(), workers: new Set() });
    drains = [drain('q', 'b', 'w', 'inspection')];
    hosts = [];
    expect(links.update(world)).toEqual({ queues: new Set(['q', 'p']), workers: new Set(['w']) });
    expect(links.hostOf('w')).toBeNull();
    expect(links.drainedBy('b')).toHaveLength(1);
    expect(links.ofWorker('w')).toHaveLength(1);
  });
});
