import { describe, expect, it } from 'vitest';
import type { Attention } from '../../../domain/attention.ts';
import { actRow, queueRow as queue, workerRow } from '../../../protocol/testing/rows.ts';
import type { ActRow, WorkerRow } from '../../../protocol/rows.ts';
import { deploymentRow, need, sourceRow } from './testing.ts';
import {
  attentionKnown,
  subjectsWithin,
  crewOf,
  deepestQueues,
  footSources,
  lampOf,
  latestOn,
  queuesInTrouble,
  queuesKnown,
  queuesWithin,
  urgentQueues,
  withinGroup,
  workersWithin,
} from './wall-view.ts';

const worker = (change: Partial<WorkerRow>): WorkerRow => workerRow('w', change);

const drainedBy = (app: string | null) => [{ app, workers: [], evidence: [] }];
const about = (kind: Attention['subject']['kind'], key: string) => need('failing', { kind, key });

const act = (id: string, target: string, askedAtMs: number, state: ActRow['state']): ActRow =>
  actRow(id, { intent: { kind: 'restart-app', app: target }, target, who: id, askedAtMs, state });

describe('what the wall picks', () => {
  it('shows queues that need someone first, as the rules rank them, then the deepest, and never Celery’s own', () => {
    const rows = [
      queue('deep', { depth: 900 }),
      queue('left', { depth: 5, consumers: 0 }),
      queue('creeps', { depth: 6, trend: 'rising', emptyInMs: null }),
      queue('grows', { depth: 50, trend: 'rising', emptyInMs: null }),
      queue('pidbox', { role: 'internal', depth: 9999 }),
    ];
    const troubles = [about('app', 'm/x'), about('queue', 'r/%2F/left'), about('queue', 'r/%2F/grows')];
    const names = (most: number) => urgentQueues(rows, troubles, most).map(({ name }) => name);
    expect(names(9)).toEqual(['left', 'grows', 'deep', 'creeps']);
    expect(names(1)).toEqual(['left']);
    expect([...queuesInTrouble(troubles).keys()]).toEqual(['r/%2F/left', 'r/%2F/grows']);
  });

  it('calls deepest what is deepest, whatever needs someone', () => {
    const rows = [queue('b', { depth: 5 }), queue('a', { depth: 900 }), queue('none', { depth: null })];
    expect(deepestQueues(rows, 2).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('gives no figure of a queue whose broker is lost', () => {
    const rows = [queue('a', { depth: 5, trend: 'rising', consumers: 0 })];
    const [known] = queuesKnown(rows, new Set(['r']));
    expect(known).toMatchObject({ depth: null, inPerS: null, outPerS: null, consumers: null, trend: 'unknown' });
    expect(queuesKnown(rows, new Set(['m']))[0]?.depth).toBe(5);
  });

  it('leaves out what is known to be of another group, and nothing else', () => {
    expect(withinGroup([{ key: 'm/shop/a' }, { key: 'm/shopping/b' }], '/shop')).toEqual([{ key: 'm/shop/a' }]);
    const relations = {
      deployments: new Map([['m/d', deploymentRow('m/d', ['/pay/x'], [])]]),
      queues: new Map([['r/%2F/pay', queue('pay', { drains: drainedBy('m/pay/x') })]]),
      workers: new Map([['f/shop', worker({ app: 'm/shop/x' })]]),
    };
    const all = [
      about('app', 'm/pay/x'),
      about('app', 'm/shop/x'),
      about('deployment', 'm/d'),
      about('queue', 'r/%2F/pay'),
      about('queue', 'r/%2F/unheard'),
      about('worker', 'f/shop'),
      about('source', 'r'),
    ];
    const kept = subjectsWithin(all, '/shop', relations).map(({ subject }) => subject.key);
    expect(kept).toEqual(['m/shop/x', 'r/%2F/unheard', 'f/shop', 'r']);
    expect(subjectsWithin(all, '/', relations)).toBe(all);
  });

  it('keeps queues and workers to the chosen group where their apps are known', () => {
    const queues = [
      queue('a', { drains: drainedBy('m/shop/x') }),
      queue('b', { drains: drainedBy('m/pay/x') }),
      queue('c', { drains: drainedBy(null) }),
    ];
    expect(queuesWithin(queues, '/shop').map(({ name }) => name)).toEqual(['a', 'c']);
    const workers = [worker({ app: 'm/shop/x' }), worker({ app: 'm/pay/x' }), worker({ app: null })];
    expect(workersWithin(workers, '/shop').map(({ app }) => app)).toEqual(['m/shop/x', null]);
    expect(queuesWithin(queues, '/')).toBe(queues);
  });

  it('says nothing of what a lost source tells of, and keeps the rest', () => {
    const all = [
      about('app', 'n/x'),
      about('deployment', 'n/d1'),
      about('app', 'm/x'),
      about('source', 'n'),
      about('queue', 'n/%2F/q'),
    ];
    expect(attentionKnown(all, new Set(['n'])).map(({ subject }) => subject.key)).toEqual(['m/x', 'n']);
  });

  it('has a lamp for each way a worker can be', () => {
    const lamps = [
      { active: 4 },
      { active: 1 },
      { active: 0 },
      { active: null },
      { state: 'gone' },
      { state: 'away' },
    ] as const;
    expect(lamps.map((change) => lampOf(worker(change)))).toEqual(['full', 'busy', 'idle', 'busy', 'gone', 'away']);
  });

  it('counts the crew, and knows no sum of which a part is not known', () => {
    expect(crewOf([worker({}), worker({ state: 'gone', active: null })])).toMatchObject({
      online: 1,
      gone: 1,
      busy: 1,
      slots: 4,
    });
    expect(crewOf([worker({}), worker({ active: null })]).busy).toBeNull();
    const half = crewOf([worker({}), worker({ state: 'unknown', active: null })]);
    expect(half).toMatchObject({ online: 1, unknown: 1, busy: null });
  });

  it('does not count as down those of whom nobody can tell', () => {
    for (const state of ['unknown', 'away'] as const) {
      expect(crewOf([worker({ state }), worker({ state })])).toMatchObject({ online: null, total: 2, busy: null });
    }
    expect(crewOf([worker({ state: 'gone' })]).online).toBe(0);
    expect(crewOf([]).online).toBe(0);
  });

  it('names who is on it by the latest act that happened or is on its way', () => {
    const acts = [
      act('a', 'm/x', 100, 'confirmed'),
      act('b', 'm/x', 200, 'sent'),
      act('c', 'm/x', 300, 'timed-out'),
      act('d', 'm/x', 310, 'refused'),
      act('e', 'm/x', 320, 'conflict'),
      act('f', 'm/x', 330, 'undone'),
      act('g', 'm/other', 400, 'confirmed'),
    ];
    expect(latestOn(acts, new Set(['m/x']), 1000)?.id).toBe('b');
    expect(latestOn(acts, new Set(['m/x', 'm/other']), 1000)?.id).toBe('g');
    expect(latestOn(acts, new Set(['m/x']), 1_800_200)).toBeNull();
    expect(latestOn(acts, new Set(['m/y']), 1000)).toBeNull();
  });

  it('has room in the foot for the lost sources first', () => {
    const sources = ['a', 'b', 'c', 'd'].map((id) => sourceRow(id, id === 'd' ? { state: 'lost' } : {}));
    expect(footSources(sources, 3).map(({ id }) => id)).toEqual(['d', 'a', 'b']);
  });
});
