import { describe, expect, it } from 'vitest';
import type { AppRow, SourceRow } from '../../../protocol/rows.ts';
import { appRow } from '../../../protocol/testing/rows.ts';
import { need, sourceRow } from './testing.ts';
import { armOf, hearing, verdictOf, windOf, type Evidence, type Tally } from './verdict.ts';

const app = (condition: AppRow['condition'], over: Partial<AppRow> = {}): AppRow =>
  appRow(`m/${condition}`, { condition, ...over });
const rolling: Partial<AppRow> = { deployments: ['d1'] };

const marathon = (state: SourceRow['state'], id = 'm'): SourceRow => sourceRow(id, { state });

const none: Tally = { wanted: 0, moving: 0, unknown: 0, total: 0, partial: false };

const fine: Evidence = {
  connection: { state: 'live', lastBeatAtMs: 1 },
  apps: [app('healthy'), app('suspended')],
  ready: true,
  complete: true,
  sources: [marathon('live')],
  attention: [],
};

describe('the verdict', () => {
  it('does not call a cluster without apps well', () => {
    expect(verdictOf({ ...fine, apps: [] })).toEqual({ kind: 'empty' });
    expect(armOf({ kind: 'empty' })).toBe('out-of-use');
  });

  it('is calm only when every app is as wanted and nothing needs anyone', () => {
    expect(verdictOf(fine)).toEqual({ kind: 'calm', total: 2 });
    const moving = verdictOf({ ...fine, apps: [app('healthy'), app('deploying', rolling)] });
    expect(moving).toEqual({ kind: 'moving', tally: { ...none, wanted: 1, moving: 1, total: 2 } });
  });

  it('calls on its way only what a deployment moves', () => {
    const standing = (row: AppRow): string => verdictOf({ ...fine, apps: [app('healthy'), row] }).kind;
    for (const condition of ['failing', 'delayed', 'waiting', 'unreachable'] as const) {
      expect(standing(app(condition, { running: 1, healthy: 1 })), condition).toBe('amiss');
    }
    expect(standing(app('deploying', { running: 2, staged: 1 }))).toBe('amiss');
    expect(standing(app('delayed', { ...rolling, running: 1 }))).toBe('amiss');
    expect(standing(app('failing', { ...rolling, running: 4, healthy: 3, unhealthy: 1 }))).toBe('moving');
    expect(standing(app('failing', { ...rolling, running: 3, healthy: 0, unhealthy: 3 }))).toBe('amiss');
    expect(standing(app('deploying', { running: 3, healthy: 0 }))).toBe('calm');
  });

  it('says how many apps are not as wanted while their trouble may still pass', () => {
    const verdict = verdictOf({ ...fine, apps: [app('healthy'), app('waiting'), app('deploying', rolling)] });
    expect(verdict).toEqual({ kind: 'amiss', tally: { ...none, wanted: 1, moving: 1, total: 3 } });
    expect(armOf(verdict)).toBe('level');
  });

  it('names the one problem, and counts several', () => {
    const one = verdictOf({ ...fine, attention: [need('failing')] });
    expect(one).toMatchObject({ kind: 'trouble', count: 1, one: { trouble: 'failing' } });
    const two = verdictOf({ ...fine, attention: [need('queue-fills'), need('failing')] });
    expect(two).toMatchObject({ kind: 'trouble', count: 2, one: null });
  });

  it('gives the band to queues only when no app is in trouble', () => {
    expect(verdictOf({ ...fine, attention: [need('queue-fills')] })).toMatchObject({ kind: 'growing', count: 1 });
  });

  it('says nothing of apps once their source is lost, and nothing at all once the gateway is', () => {
    const lost = { ...fine, sources: [marathon('lost')] };
    expect(verdictOf(lost).kind).toBe('unknown');
    expect(verdictOf({ ...lost, connection: { state: 'lost', lastBeatAtMs: 5 } })).toEqual({
      kind: 'gateway-lost',
      sinceMs: 5,
    });
  });

  it('never calls an incomplete picture calm', () => {
    expect(verdictOf({ ...fine, complete: false })).toEqual({ kind: 'connecting' });
    expect(verdictOf({ ...fine, ready: false })).toEqual({ kind: 'connecting' });
  });

  it('does not wait for a source that never answers to tell the troubles of another', () => {
    const verdict = verdictOf({ ...fine, complete: false, attention: [need('failing')] });
    expect(verdict).toMatchObject({ kind: 'trouble', tally: { partial: true } });
  });

  it('lets a lost source take the word from no other', () => {
    const two = { ...fine, sources: [marathon('live'), marathon('lost', 'n')] };
    const gone = need('source-lost', { kind: 'source', key: 'n', name: 'n' });
    const apps = [app('healthy'), appRow('n/x'), appRow('n/y', { condition: 'failing' })];
    const alone = verdictOf({ ...two, apps, attention: [gone] });
    expect(alone).toMatchObject({ kind: 'unknown', whole: false, tally: { wanted: 1, unknown: 2, total: 3 } });
    expect(verdictOf({ ...two, apps })).toMatchObject({ kind: 'unknown', source: { id: 'n' }, whole: false });
    const both = verdictOf({ ...two, apps, attention: [need('failing'), gone] });
    expect(both).toMatchObject({ kind: 'trouble', count: 2, tally: { unknown: 2 } });
    const all = { ...two, sources: [marathon('lost'), marathon('lost', 'n')], attention: [need('queue-fills'), gone] };
    expect(verdictOf({ ...all, apps })).toMatchObject({ kind: 'unknown', whole: true });
    expect(verdictOf({ ...two, apps: [appRow('n/x')] })).toMatchObject({ kind: 'unknown', whole: true });
  });

  it('notices silence after six missed beats, and says since which second', () => {
    const beats = new Set([100, 101, 102]);
    const live = { state: 'live', lastBeatAtMs: 1 } as const;
    expect(hearing(live, beats, 107_900)).toEqual({ state: 'live', lastBeatAtMs: 102_000 });
    expect(hearing(live, beats, 109_000)).toEqual({ state: 'lost', lastBeatAtMs: 102_000 });
    expect(hearing({ state: 'connecting', lastBeatAtMs: null }, new Set(), 5)).toEqual({
      state: 'connecting',
      lastBeatAtMs: null,
    });
  });

  it('lets the page’s own clock hold the veil back once the gateway’s silence is said in words', () => {
    expect(windOf({ kind: 'calm', total: 2 }, 5, 9)).toBe(5);
    expect(windOf({ kind: 'gateway-lost', sinceMs: 5 }, 5, 9)).toBe(9);
    expect(windOf({ kind: 'connecting' }, null, 9)).toBe(9);
  });

  it('raises the arm for nothing but what is as wanted or on its way', () => {
    expect(armOf(verdictOf(fine))).toBe('clear');
    expect(armOf(verdictOf({ ...fine, apps: [app('healthy'), app('delayed')] }))).not.toBe('clear');
    expect(armOf(verdictOf({ ...fine, attention: [need('failing')] }))).toBe('danger');
    expect(armOf({ kind: 'connecting' })).toBe('out-of-use');
  });
});
