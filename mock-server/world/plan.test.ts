import { describe, expect, it } from 'vitest';
import { configFrom } from '../scenarios/builder.ts';
import type { AppDefinition } from './app.ts';
import { stamp, stampRestart } from './classify.ts';
import { planSteps } from './plan.ts';
import type { AppChange } from './plan.ts';

function app(id: string, dependencies: string[] = [], more: Partial<AppDefinition> = {}): AppDefinition {
  const config = configFrom({ id, instances: 2, cmd: 'run', dependencies });
  return { id, instances: 2, config, versionMs: 1, lastScalingAtMs: 1, lastConfigChangeAtMs: 1, ...more };
}

function stepsOf(changes: readonly AppChange[], others: readonly AppDefinition[] = []): string[] {
  const target = new Map(others.map((one) => [one.id, one]));
  for (const { id, after } of changes) if (after !== null) target.set(id, after);
  return planSteps(changes, target).map((step) => step.actions.map(({ kind, appId }) => `${kind} ${appId}`).join(', '));
}

const change = (before: AppDefinition | null, after: AppDefinition | null): AppChange => ({
  id: (before ?? after)?.id ?? '',
  before,
  after,
});

describe('the steps of a deployment', () => {
  it('start a new app and then scale it', () => {
    expect(stepsOf([change(null, app('/a'))])).toEqual(['start /a', 'scale /a']);
  });

  it('follow the dependencies, none first', () => {
    const [db, api, web] = [app('/db'), app('/api', ['/db']), app('/web', ['/api'])];
    expect(stepsOf([change(null, db), change(null, api), change(null, web)])).toEqual([
      'start /api, start /db, start /web',
      'scale /db',
      'scale /api',
      'scale /web',
    ]);
  });

  it('stop everything at once and first, whatever depends on it', () => {
    const old = app('/old');
    const db = app('/db');
    const changed = stampRestart(db, 2);
    expect(stepsOf([change(old, null), change(null, app('/new')), change(db, changed)])).toEqual([
      'stop /old',
      'start /new',
      'restart /db, scale /new',
    ]);
  });

  it('scale when only the count differs, also down to nothing with a new config', () => {
    const before = app('/a');
    expect(stepsOf([change(before, stamp(before, before.config, 5, 2, '/a'))])).toEqual(['scale /a']);
    const other = configFrom({ id: '/a', instances: 0, cmd: 'other' });
    expect(stepsOf([change(before, stamp(before, other, 0, 2, '/a'))])).toEqual(['scale /a']);
  });

  it('restart when as little as a label differs', () => {
    const before = app('/a');
    const labelled = stamp(before, { ...before.config, labels: { team: 'shop' } }, 2, 2, '/a');
    expect(stepsOf([change(before, labelled)])).toEqual(['restart /a']);
  });

  it('are none when nothing differs, and the version stays', () => {
    const before = app('/a');
    const after = stamp(before, { ...before.config }, 2, 2, '/a');
    expect(after.versionMs).toBe(1);
    expect(stepsOf([change(before, after)])).toEqual([]);
  });
});
