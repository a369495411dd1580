import { describe, expect, it } from 'vitest';
import type { DeploymentRow } from '../../protocol/rows.ts';
import { doc, instance, launch, now } from './testing.ts';
import { deploymentsOfApp, emptyReasonOf, emptySlots, funnelOf, slotLines, standOf } from './view.ts';

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
