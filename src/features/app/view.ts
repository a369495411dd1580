import type { Instance, InstanceState } from '../../domain/instance.ts';
import { appIdOf, sourceOf, type EntityKey } from '../../domain/keys.ts';
import { blockerOf, type Launch, type OfferReason, type OfferStage } from '../../domain/launch.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { AppDoc, DeploymentRow } from '../../protocol/rows.ts';

/** The word for one instance, worst first in {@link standOrder}. */
export type Stand =
  | 'unhealthy'
  | 'failed'
  | 'unreachable'
  | 'unknown'
  | 'killing'
  | 'staging'
  | 'starting'
  | 'unproven'
  | 'unchecked'
  | 'healthy'
  | 'finished';

const standOrder: readonly Stand[] = [
  'unhealthy',
  'failed',
  'unreachable',
  'unknown',
  'killing',
  'staging',
  'starting',
  'unproven',
  'unchecked',
  'healthy',
  'finished',
];

/** Folds state and health to one word: a check that has not reported yet is `unproven`, not healthy. */
export function standOf(instance: Instance): Stand {
  if (instance.state !== 'running') return standOfState[instance.state];
  switch (instance.health) {
    case 'healthy':
    case 'unhealthy':
    case 'unchecked':
      return instance.health;
    case 'unknown':
      return 'unproven';
  }
}

const standOfState: Readonly<Record<Exclude<InstanceState, 'running'>, Stand>> = {
  staging: 'staging',
  starting: 'starting',
  killing: 'killing',
  unreachable: 'unreachable',
  failed: 'failed',
  finished: 'finished',
  unknown: 'unknown',
};

const occupying: ReadonlySet<InstanceState> = new Set(['staging', 'starting', 'running', 'unreachable', 'unknown']);

/** Instances that are wanted and not there; those on their way out do not count as there. */
export function emptySlots(doc: AppDoc): number {
  const there = doc.instances.filter((instance) => occupying.has(instance.state)).length;
  return Math.max(0, doc.row.wanted - there);
}

/** Instances that are there or on their way in or out; those that ended are remembered by Marathon until they are replaced. */
export function livingCount(doc: AppDoc): number {
  return doc.instances.filter((instance) => instance.state !== 'failed' && instance.state !== 'finished').length;
}

/** One line of the instances table. */
export type SlotLine = { kind: 'empty'; number: number } | { kind: 'instance'; instance: Instance; stand: Stand };

/** Empty slots first (that is what someone comes for), then instances worst first, each in a fixed order. */
export function slotLines(doc: AppDoc): readonly SlotLine[] {
  const empty = emptySlots(doc);
  const lines: SlotLine[] = Array.from({ length: empty }, (_, index) => ({
    kind: 'empty',
    number: doc.row.wanted - empty + index + 1,
  }));
  const instances = doc.instances.map(
    (instance) => ({ kind: 'instance', instance, stand: standOf(instance) }) as const,
  );
  instances.sort(
    (a, b) =>
      standOrder.indexOf(a.stand) - standOrder.indexOf(b.stand) ||
      (a.instance.host < b.instance.host
        ? -1
        : a.instance.host > b.instance.host
          ? 1
          : a.instance.id < b.instance.id
            ? -1
            : 1),
  );
  return [...lines, ...instances];
}

/** Why wanted instances are not there. */
export type EmptyReason =
  /** It crashed too often; the next try is counted down. */
  | { kind: 'backing-off'; retryAtMs: EpochMs | null }
  /** Offers were looked at and none fits; `blocker` is the stage where the last ones fell. */
  | { kind: 'no-fit'; blocker: OfferStage }
  /** No offer has come since it waits. */
  | { kind: 'no-offers' }
  /** It was asked for a moment ago. */
  | { kind: 'in-flight' }
  /** Nothing is queued for launch: a deployment holds it back, step by step. */
  | { kind: 'held'; deployments: readonly string[] }
  /** Wanted, not there, not queued, not deployed: Marathon does not say. */
  | { kind: 'unsaid' };

/** The reason the empty slots are empty, by what `/v2/queue` says; null when none is empty. */
export function emptyReasonOf(doc: AppDoc): EmptyReason | null {
  if (emptySlots(doc) === 0 && (doc.launch?.waiting ?? 0) === 0) return null;
  const { launch } = doc;
  if (launch && launch.waiting > 0) return launchReason(launch);
  if (doc.row.deployments.length > 0) return { kind: 'held', deployments: doc.row.deployments };
  return { kind: 'unsaid' };
}

function launchReason(launch: Launch): EmptyReason {
  if (!launch.overdue) return { kind: 'backing-off', retryAtMs: launch.retryAtMs };
  const blocker = blockerOf(launch);
  if (blocker && (launch.stalled || blocker.declined >= blocker.processed)) return { kind: 'no-fit', blocker };
  if (launch.stalled)
    return launch.processedOffers > 0 && blocker ? { kind: 'no-fit', blocker } : { kind: 'no-offers' };
  return { kind: 'in-flight' };
}

/** A bar of the funnel: offers that came in, were turned away here, and went on. */
export interface FunnelBar {
  reason: OfferReason;
  processed: number;
  declined: number;
  left: number;
  /** Shares of all offers, 0..1. */
  leftShare: number;
  declinedShare: number;
}

/** The funnel over the last offer of each agent, and the offers it began with; stages that turn nobody away are left out. */
export function funnelOf(launch: Launch): {
  offers: number;
  bars: readonly FunnelBar[];
  silent: readonly OfferReason[];
} {
  const offers = launch.lastOffers.reduce((most, stage) => Math.max(most, stage.processed), 0);
  const bars: FunnelBar[] = [];
  const silent: OfferReason[] = [];
  for (const stage of launch.lastOffers) {
    if (stage.declined === 0) {
      // A stage that no offer reached has judged nothing.
      if (stage.processed > 0) silent.push(stage.reason);
      continue;
    }
    const left = Math.max(0, stage.processed - stage.declined);
    bars.push({
      reason: stage.reason,
      processed: stage.processed,
      declined: stage.declined,
      left,
      leftShare: offers === 0 ? 0 : left / offers,
      declinedShare: offers === 0 ? 0 : Math.min(1, stage.declined / offers),
    });
  }
  return { offers, bars, silent };
}

/** The deployments that touch an app: running ones first, then those that ended, newest first. */
export function deploymentsOfApp(app: EntityKey, rows: readonly DeploymentRow[]): readonly DeploymentRow[] {
  const source = sourceOf(app);
  const id = appIdOf(app);
  return rows
    .filter((row) => sourceOf(row.key) === source && row.appIds.includes(id))
    .sort(
      (a, b) =>
        Number(b.outcome === 'running') - Number(a.outcome === 'running') ||
        (b.endedAtMs ?? b.startedAtMs) - (a.endedAtMs ?? a.startedAtMs),
    );
}
