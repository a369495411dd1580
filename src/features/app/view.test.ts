import { describe, expect, it } from 'vitest';
import type { Instance } from '../../domain/instance.ts';
import type { Launch } from '../../domain/launch.ts';
import type { AppDoc, AppRow, DeploymentRow } from '../../protocol/rows.ts';
import { deploymentsOfApp, emptyReasonOf, emptySlots, funnelOf, slotLines, standOf, versionLines } from './view.ts';

const now = '2026-11-21T14:00:00.000Z';
const before = '2026-11-20T11:37:00.000Z';

function instance(id: string, over: Partial<Instance> = {}): Instance {
  return {
    key: `main/${id}`,
    source: 'main',
    appId: '/shop/api',
    id,
    host: 'node-01',
    ports: [31_000],
    state: 'running',
    stateText: 'TASK_RUNNING',
    health: 'healthy',
    healthText: '',
    version: now,
    stagedAtMs: 0,
    startedAtMs: 0,
    zone: null,
    ...over,
  };
}

function launch(over: Partial<Launch> = {}): Launch {
  return {
    key: 'main/shop/api',
    source: 'main',
    appId: '/shop/api',
    waiting: 2,
    sinceMs: 0,
    overdue: true,
    stalled: true,
    delayLeftMs: 0,
    retryAtMs: null,
    processedOffers: 40,
    unusedOffers: 40,
    lastUnusedOfferAtMs: 0,
    lastUsedOfferAtMs: null,
    lastOffers: [
      { reason: 'UnfulfilledRole', processed: 40, declined: 0 },
      { reason: 'InsufficientCpus', processed: 40, declined: 6 },
      { reason: 'InsufficientMemory', processed: 34, declined: 34 },
      { reason: 'InsufficientDisk', processed: 0, declined: 0 },
    ],
    ...over,
  };
}

function doc(over: Partial<AppDoc> = {}, row: Partial<AppRow> = {}): AppDoc {
  return {
    row: {
      key: 'main/shop/api',
      condition: 'waiting',
      lifecycle: 'waiting',
      wanted: 4,
      staged: 0,
      running: 2,
      healthy: 2,
      unhealthy: 0,
      checked: true,
      cpus: 1,
      memMib: 128,
      labels: [],
      version: now,
      changedAtMs: null,
      deployments: [],
      launchWaiting: 2,
      retryAtMs: null,
      suspendedFrom: null,
      ...row,
    },
    instances: [instance('a'), instance('b')],
    launch: launch(),
    lastFailure: null,
    config: {},
    versions: [],
    queues: [],
    workers: [],
    upgrade: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
    readAtMs: 0,
    ...over,
  };
}

describe('slots', () => {
  it('counts wanted instances that are not there; one that is being killed is not there', () => {
    expect(emptySlots(doc())).toBe(2);
    expect(emptySlots(doc({ instances: [instance('a', { state: 'killing' })] }, { wanted: 1 }))).toBe(1);
    expect(emptySlots(doc({ instances: [instance('a'), instance('b')] }, { wanted: 1 }))).toBe(0);
  });

  it('lists empty slots first, then the worst instance', () => {
    const lines = slotLines(
      doc({
        instances: [instance('well'), instance('ill', { health: 'unhealthy' }), instance('new', { state: 'starting' })],
      }),
    );
    expect(lines.map((line) => (line.kind === 'empty' ? `slot ${line.number}` : line.stand))).toEqual([
      'slot 4',
      'unhealthy',
      'starting',
      'healthy',
    ]);
  });

  it('does not call an instance healthy whose check has not reported', () => {
    expect(standOf(instance('a', { health: 'unknown' }))).toBe('unproven');
  });
});

describe('why it is not running', () => {
  it('names the stage where the last offers fell', () => {
    expect(emptyReasonOf(doc())).toEqual({
      kind: 'no-fit',
      blocker: { reason: 'InsufficientMemory', processed: 34, declined: 34 },
    });
  });

  it('counts down a back-off instead of blaming offers', () => {
    const reason = emptyReasonOf(doc({ launch: launch({ overdue: false, retryAtMs: 99 }) }));
    expect(reason).toEqual({ kind: 'backing-off', retryAtMs: 99 });
  });

  it('says that no offer came when none did', () => {
    const reason = emptyReasonOf(doc({ launch: launch({ lastOffers: [], processedOffers: 0 }) }));
    expect(reason).toEqual({ kind: 'no-offers' });
  });

  it('does not explain a launch that is merely in flight as a shortage', () => {
    const reason = emptyReasonOf(doc({ launch: launch({ stalled: false, lastOffers: [], processedOffers: 0 }) }));
    expect(reason).toEqual({ kind: 'in-flight' });
  });

  it('points to the deployment that holds a slot back when nothing is queued', () => {
    expect(emptyReasonOf(doc({ launch: null }, { deployments: ['7f3a'] }))).toEqual({
      kind: 'held',
      deployments: ['7f3a'],
    });
  });

  it('admits that Marathon does not say', () => {
    expect(emptyReasonOf(doc({ launch: null }))).toEqual({ kind: 'unsaid' });
  });

  it('has nothing to explain when every slot is filled', () => {
    expect(emptyReasonOf(doc({ launch: null }, { wanted: 2 }))).toBeNull();
  });
});

describe('the funnel of offers', () => {
  it('draws only stages that turn offers away, as shares of all offers', () => {
    const { offers, bars, silent } = funnelOf(launch());
    expect(offers).toBe(40);
    expect(bars.map((bar) => [bar.reason, bar.left, bar.declined])).toEqual([
      ['InsufficientCpus', 34, 6],
      ['InsufficientMemory', 0, 34],
    ]);
    expect(bars[0]?.leftShare).toBeCloseTo(0.85);
    expect(silent).toEqual(['UnfulfilledRole']);
  });

  it('is empty without offers', () => {
    expect(funnelOf(launch({ lastOffers: [] }))).toEqual({ offers: 0, bars: [], silent: [] });
  });
});

describe('a rolling change', () => {
  it('draws old above new, also when the new version carries an older date', () => {
    const lines = versionLines(
      doc({ instances: [instance('n', { version: before }), instance('o', { version: now })] }, { version: before }),
    );
    expect(lines.map((line) => [line.version, line.current])).toEqual([
      [now, false],
      [before, true],
    ]);
  });

  it('draws one line when all run the same version', () => {
    expect(versionLines(doc())).toHaveLength(1);
  });
});

describe('deployments of the app', () => {
  function row(id: string, over: Partial<DeploymentRow>): DeploymentRow {
    return {
      key: `main/${id}`,
      id,
      version: now,
      appIds: ['/shop/api'],
      steps: [],
      current: [],
      readiness: [],
      step: 0,
      stepCount: 0,
      outcome: 'succeeded',
      startedAtMs: 0,
      endedAtMs: null,
      reason: null,
      rollbackDeletes: [],
      stuck: false,
      ...over,
    };
  }

  it('shows those that touch it in its own cluster, running ones first', () => {
    const rows = [
      row('done', { endedAtMs: 50 }),
      row('runs', { outcome: 'running' }),
      row('alien', { key: 'other/alien' }),
      row('else', { appIds: ['/shop/api-2'] }),
    ];
    expect(deploymentsOfApp('main/shop/api', rows).map((r) => r.id)).toEqual(['runs', 'done']);
  });
});
