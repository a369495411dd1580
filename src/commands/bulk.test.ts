import { describe, expect, it } from 'vitest';
import { AskFailed } from '../client/acts.ts';
import type { Target } from '../client/scene.ts';
import type { Intent } from '../domain/intent.ts';
import type { ActRow, AppRow } from '../protocol/rows.ts';
import { bulkIntent, planBulk, runBulk, undoBulk, type BulkItem } from './bulk.ts';

function app(name: string, wanted: number, suspendedFrom: number | null = null): Target {
  const row: AppRow = {
    key: `main/${name}`,
    condition: 'healthy',
    lifecycle: 'running',
    wanted,
    staged: 0,
    running: wanted,
    healthy: wanted,
    unhealthy: 0,
    checked: true,
    cpus: 1,
    memMib: 1,
    labels: [],
    version: 'v',
    changedAtMs: null,
    deployments: [],
    launchWaiting: 0,
    retryAtMs: null,
    suspendedFrom,
  };
  return { kind: 'app', row };
}

const restarts = (count: number): Intent[] =>
  Array.from({ length: count }, (_, i) => ({ kind: 'restart-app', app: `main/${i}` }));
const refuseAll = (intents: readonly Intent[]) =>
  Promise.resolve({ results: intents.map((intent) => ({ refusal: 'read-only' as const, intent })) });

describe('a bulk', () => {
  it('tells before it runs whom it hits, and whom it leaves out and why', () => {
    const targets = [app('a', 3), app('b', 0, 4), app('c', 2)];
    const refusal = (intent: Intent) => ('app' in intent && intent.app === 'main/c' ? ('read-only' as const) : null);
    const { hits, leaves } = planBulk({ kind: 'suspend-app' }, targets, refusal);
    expect(hits.map(({ intent }) => intent)).toEqual([{ kind: 'suspend-app', app: 'main/a' }]);
    expect(leaves.map(({ why }) => why)).toEqual(['already-suspended', 'read-only']);
  });

  it('leaves out those it changes nothing for', () => {
    const targets = [app('a', 3), app('b', 5), app('c', 0, 4)];
    expect(targets.map((target) => bulkIntent({ kind: 'scale-app', to: 5 }, target)?.kind ?? null)).toEqual([
      'scale-app',
      null,
      'scale-app',
    ]);
    expect(targets.flatMap((target) => bulkIntent({ kind: 'resume-app' }, target) ?? [])).toEqual([
      { kind: 'resume-app', app: 'main/c', to: 4 },
    ]);
    expect(targets.flatMap((target) => bulkIntent({ kind: 'suspend-app' }, target) ?? [])).toHaveLength(2);
  });

  it('tells how far it is after every slice, and what became of each', async () => {
    const told: ReadonlyMap<string, BulkItem>[] = [];
    await runBulk(
      restarts(45),
      () => false,
      (items) => told.push(items),
      refuseAll,
    );
    const waiting = told.map((items) => [...items.values()].filter(({ kind }) => kind === 'waiting').length);
    expect(waiting).toEqual([45, 25, 5, 0]);
    expect([...(told.at(-1)?.values() ?? [])].every(({ kind }) => kind === 'refusal')).toBe(true);
  });

  it('stops where it was told to; the rest is never asked for', async () => {
    let asked = 0;
    let last: ReadonlyMap<string, BulkItem> = new Map();
    await runBulk(
      restarts(60),
      () => asked > 0,
      (items) => {
        last = items;
      },
      (intents) => {
        asked += intents.length;
        return refuseAll(intents);
      },
    );
    expect(asked).toBe(20);
    expect([...last.values()].filter(({ kind }) => kind === 'stopped')).toHaveLength(40);
  });

  it('goes on after a slice the gateway did not take, and says so', async () => {
    let calls = 0;
    let last: ReadonlyMap<string, BulkItem> = new Map();
    await runBulk(
      restarts(21),
      () => false,
      (items) => {
        last = items;
      },
      (intents) => {
        calls += 1;
        return calls === 1 ? Promise.reject(new AskFailed(null)) : refuseAll(intents);
      },
    );
    expect([...last.values()].map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 20 }, () => 'unreached'),
      'refusal',
    ]);
  });

  it('is taken back act by act, and says of each what its undoing came to', async () => {
    const done = (id: string): ActRow => ({
      key: id,
      id,
      bulk: 'bulk',
      intent: { kind: 'scale-app', app: `main/${id}`, to: 5 },
      target: `main/${id}`,
      who: 'you',
      askedAtMs: 0,
      sentAtMs: 0,
      settledAtMs: 0,
      state: 'confirmed',
      before: 2,
      after: 5,
      deployment: null,
      fault: null,
      undo: { kind: 'scale-app', app: `main/${id}`, to: 2 },
      undoes: null,
    });
    const problem = { code: 'not-undoable', message: 'nothing can undo it' };
    const told: ReadonlyMap<string, BulkItem>[] = [];
    await undoBulk(
      ['a', 'b', 'c', 'd'].map(done),
      () => false,
      (items) => told.push(items),
      (id) => {
        if (id === 'b') return Promise.reject(new AskFailed(problem));
        if (id === 'c') return Promise.reject(new AskFailed(null));
        const undoing = { ...done(`undo-${id}`), undoes: id };
        const intent = { kind: 'scale-app', app: 'main/d', to: 2 } as const;
        return Promise.resolve({ results: [id === 'd' ? { refusal: 'read-only', intent } : { act: undoing }] });
      },
    );
    expect([...(told[0]?.values() ?? [])].map(({ kind }) => kind)).toEqual([
      'waiting',
      'waiting',
      'waiting',
      'waiting',
    ]);
    const last = told.at(-1);
    expect(last?.get('main/a')).toMatchObject({ kind: 'act', intent: { to: 2 }, act: { undoes: 'a' } });
    expect(last?.get('main/b')).toMatchObject({ kind: 'unreached', problem });
    expect(last?.get('main/c')).toMatchObject({ kind: 'unreached', problem: null });
    expect(last?.get('main/d')).toMatchObject({ kind: 'refusal', refusal: 'read-only' });
  });
});
