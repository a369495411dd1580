import { describe, expect, it } from 'vitest';
import { refusalOf } from '../domain/refusal.ts';
import type { WorkerRow } from '../protocol/rows.ts';
import { appRow } from '../protocol/testing/rows.ts';
import { sceneOf, type Target } from './scene.ts';

const row: WorkerRow = {
  key: 'flower/celery@a',
  name: 'celery@a',
  host: 'a',
  state: 'online',
  heartbeatAtMs: 0,
  pid: 1,
  pool: 'prefork',
  processes: 2,
  autoscale: { min: 1, max: 4 },
  active: 0,
  reserved: 0,
  queues: ['images'],
  processed: 0,
  failed: 0,
  load: [],
  app: null,
  inspectedAtMs: null,
};
const worker: Target = { kind: 'worker', row };
const grow = { kind: 'grow-pool', worker: row.key, by: 1 } as const;

describe('what a row tells of a lever', () => {
  it('refuses a pool that scales itself', () => {
    expect(refusalOf(grow, sceneOf(worker, false, 'live'))).toBe('autoscaled');
  });

  it('refuses everything while the source is lost, and where we may only look', () => {
    expect(refusalOf(grow, sceneOf(worker, false, 'lost'))).toBe('source-lost');
    expect(refusalOf(grow, sceneOf(worker, true, 'live'))).toBe('read-only');
  });

  it('lets a back-off be cut short also where instances fail their check, which is the worse thing to say of the app', () => {
    const row = appRow('main/shop/api', { condition: 'failing', lifecycle: 'delayed' });
    const reset = { kind: 'reset-delay', app: row.key } as const;
    expect(refusalOf(reset, sceneOf({ kind: 'app', row }, false, 'live'))).toBeNull();
    const running = { ...row, lifecycle: 'running' } as const;
    expect(refusalOf(reset, sceneOf({ kind: 'app', row: running }, false, 'live'))).toBe('no-delay');
  });

  it('refuses what acts on a thing nobody knows', () => {
    expect(refusalOf(grow, sceneOf(null, false, 'live'))).toBe('unknown-target');
  });

  it('does not revoke a task that is over', () => {
    const task: Target = { kind: 'task', task: { key: 'flower/x', state: 'SUCCESS' } };
    const revoke = { kind: 'revoke-task', task: 'flower/x', terminate: false } as const;
    expect(refusalOf(revoke, sceneOf(task, false, 'live'))).toBe('finished');
  });
});
