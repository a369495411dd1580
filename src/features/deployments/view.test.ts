import { describe, expect, it } from 'vitest';
import type { DeploymentRow } from '../../protocol/rows.ts';
import { actionKindOf, listDeployments, stepsOf, stopEffects } from './view.ts';

function deployment(id: string, over: Partial<DeploymentRow> = {}): DeploymentRow {
  return {
    key: `main/${id}`,
    id,
    version: '2026-11-21T10:00:00.000Z',
    appIds: ['/shop/api'],
    steps: [[{ action: 'RestartApplication', appId: '/shop/api' }]],
    current: [],
    readiness: [],
    step: 1,
    stepCount: 1,
    outcome: 'running',
    startedAtMs: 1000,
    endedAtMs: null,
    reason: null,
    rollbackDeletes: [],
    stuck: false,
    ...over,
  };
}

describe('the list of deployments', () => {
  it('puts stuck ones first, then the oldest; finished ones newest first', () => {
    const { running, finished } = listDeployments([
      deployment('young', { startedAtMs: 3000 }),
      deployment('done-early', { outcome: 'succeeded', endedAtMs: 10 }),
      deployment('old', { startedAtMs: 1000 }),
      deployment('stuck', { startedAtMs: 2000, stuck: true }),
      deployment('done-late', { outcome: 'failed', endedAtMs: 20 }),
    ]);
    expect(running.map((row) => row.id)).toEqual(['stuck', 'old', 'young']);
    expect(finished.map((row) => row.id)).toEqual(['done-late', 'done-early']);
  });
});

describe('the steps of a deployment', () => {
  const steps = [
    [{ action: 'StartApplication', appId: '/a' }],
    [{ action: 'ScaleApplication', appId: '/a' }],
    [{ action: 'RestartApplication', appId: '/b' }],
  ];

  it('says which are done, which one runs and which come', () => {
    expect(stepsOf(deployment('d', { steps, step: 2, stepCount: 3 })).map((step) => step.state)).toEqual([
      'done',
      'now',
      'next',
    ]);
  });

  it('claims no current step before the first began', () => {
    expect(stepsOf(deployment('d', { steps, step: 0 })).map((step) => step.state)).toEqual(['next', 'next', 'next']);
  });

  it('does not claim that a failed deployment finished its steps', () => {
    const views = stepsOf(deployment('d', { steps, step: 2, outcome: 'failed' }));
    expect(views.map((step) => step.state)).toEqual(['done', 'unknown', 'unknown']);
  });

  it('shows readiness beside the action it belongs to, in the current step only', () => {
    const readiness = [
      { appId: '/a', taskId: 't1', ready: true, status: 200 },
      { appId: '/a', taskId: 't2', ready: false, status: 503 },
    ];
    const views = stepsOf(deployment('d', { steps, step: 2, readiness }));
    expect(views[1]?.actions[0]?.readiness).toEqual({ ready: 1, of: 2 });
    expect(views[0]?.actions[0]?.readiness).toBeNull();
  });

  it('keeps an action it has no word for', () => {
    expect(actionKindOf('FlattenApplication')).toBe('other');
    expect(actionKindOf('constructor')).toBe('other');
    expect(actionKindOf('ScaleApplication')).toBe('scale');
  });
});

describe('what stopping a deployment does', () => {
  it('warns that a rollback of a creation deletes the app', () => {
    const row = deployment('d', {
      appIds: ['/new'],
      rollbackDeletes: ['/new'],
      steps: [[{ action: 'StartApplication', appId: '/new' }], [{ action: 'ScaleApplication', appId: '/new' }]],
    });
    expect(stopEffects(row, 'roll-back')).toEqual([{ what: 'deletes', appIds: ['/new'] }]);
    expect(stopEffects(row, 'leave')).toEqual([{ what: 'keeps-new-app', appIds: ['/new'] }]);
  });

  it('says that a rollback of a configuration restarts everything and leaving keeps the new one', () => {
    expect(stopEffects(deployment('d'), 'roll-back')).toEqual([{ what: 'restarts-all', appIds: ['/shop/api'] }]);
    expect(stopEffects(deployment('d'), 'leave')).toEqual([{ what: 'keeps-config', appIds: ['/shop/api'] }]);
  });

  it('undoes a plain scaling, or keeps the new count', () => {
    const row = deployment('d', { steps: [[{ action: 'ScaleApplication', appId: '/shop/api' }]] });
    expect(stopEffects(row, 'roll-back')[0]?.what).toBe('scales-back');
    expect(stopEffects(row, 'leave')[0]?.what).toBe('keeps-count');
  });

  it('brings a deleted app back', () => {
    const row = deployment('d', { steps: [[{ action: 'StopApplication', appId: '/shop/api' }]] });
    expect(stopEffects(row, 'roll-back')[0]?.what).toBe('recreates');
    expect(stopEffects(row, 'leave')[0]?.what).toBe('stays-deleted');
  });

  it('sorts the apps of a group deployment by what happens to them, the worst first', () => {
    const row = deployment('d', {
      appIds: ['/a', '/b', '/c'],
      rollbackDeletes: ['/c'],
      steps: [
        [
          { action: 'ScaleApplication', appId: '/a' },
          { action: 'RestartApplication', appId: '/b' },
          { action: 'StartApplication', appId: '/c' },
        ],
      ],
    });
    expect(stopEffects(row, 'roll-back')).toEqual([
      { what: 'deletes', appIds: ['/c'] },
      { what: 'restarts-all', appIds: ['/b'] },
      { what: 'scales-back', appIds: ['/a'] },
    ]);
  });
});
