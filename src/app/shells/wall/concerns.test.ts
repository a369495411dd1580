import { describe, expect, it } from 'vitest';
import type { Attention } from '../../../domain/attention.ts';
import { queueRow, workerRow } from '../../../protocol/testing/rows.ts';
import { appsOf, markedApps, type Relations } from './concerns.ts';
import { deploymentRow, need } from './testing.ts';

const relations: Relations = {
  deployments: new Map([
    ['m/d1', deploymentRow('m/d1', ['/shop/api', '/shop/web'], ['/shop/web'])],
    ['m/d2', deploymentRow('m/d2', ['/shop/api', '/shop/web'], [])],
  ]),
  queues: new Map([
    ['r/%2F/q', queueRow('q', { drains: [{ app: 'm/shop/worker', workers: [], evidence: [] }] })],
    ['r/%2F/odd', queueRow('odd', { drains: [{ app: null, workers: [], evidence: [] }] })],
  ]),
  workers: new Map([['f/w', workerRow('w')]]),
};
const of = (kind: Attention['subject']['kind'], key: string, name = key) => appsOf({ kind, key, name }, relations);

describe('the apps a trouble has to do with', () => {
  it('are the app itself, a queue’s drainers, a worker’s host, and none of a source', () => {
    expect(of('app', 'm/a')).toEqual(['m/a']);
    expect(of('queue', 'r/%2F/q')).toEqual(['m/shop/worker']);
    expect(of('queue', 'r/%2F/odd')).toEqual([]);
    expect(of('worker', 'f/w')).toEqual(['m/shop/worker']);
    expect(of('worker', 'f/unheard')).toEqual([]);
    expect(of('source', 'm')).toEqual([]);
  });

  it('are those at which a deployment works, or the one it is named after', () => {
    expect(of('deployment', 'm/d1')).toEqual(['m/shop/web']);
    expect(of('deployment', 'm/d2')).toEqual(['m/shop/api', 'm/shop/web']);
    expect(of('deployment', 'm/unheard', '/shop/api')).toEqual(['m/shop/api']);
    expect(of('deployment', 'm/unheard', 'd9')).toEqual([]);
  });

  it('are marked where they are in trouble themselves, not where they drain a queue that is', () => {
    const stuck = need('deployment-stuck', { kind: 'deployment', key: 'm/d2' });
    expect(markedApps(stuck, relations.deployments)).toEqual(['m/shop/api', 'm/shop/web']);
    expect(markedApps(need('failing', { key: 'm/a' }), relations.deployments)).toEqual(['m/a']);
    expect(markedApps(need('queue-fills', { kind: 'queue', key: 'r/%2F/q' }), relations.deployments)).toEqual([]);
  });
});
