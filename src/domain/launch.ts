import type { EntityKey } from './keys.ts';
import type { DurationMs, EpochMs } from './units.ts';

/** Why offers fell away, in the order Marathon's matcher works (Marathon 1.11, source: always these ten). */
export const offerReasons = [
  'UnfulfilledRole',
  'UnfulfilledConstraint',
  'NoCorrespondingReservationFound',
  'AgentMaintenance',
  'InsufficientCpus',
  'InsufficientMemory',
  'InsufficientDisk',
  'InsufficientGpus',
  'InsufficientPorts',
  'DeclinedScarceResources',
] as const;
export type OfferReason = (typeof offerReasons)[number];

/** One stage of the funnel: offers that reached it, and how many of them it turned away. */
export interface OfferStage {
  reason: OfferReason;
  processed: number;
  declined: number;
}

/** Instances of an app that wait to be launched: one entry of `/v2/queue`. Its key is the app's. */
export interface Launch {
  key: EntityKey;
  source: string;
  appId: string;
  /** Instances waiting or provisioned. */
  waiting: number;
  sinceMs: EpochMs | null;
  /** Marathon's word: true = free to launch and waiting for offers, false = backing off. */
  overdue: boolean;
  /** Free to launch, and offers were looked at (or none came for a while) without a match: not merely in flight. */
  stalled: boolean;
  /** Back-off left when this was read. */
  delayLeftMs: DurationMs;
  /** When the back-off ends, by the gateway's clock; null when none runs. */
  retryAtMs: EpochMs | null;
  processedOffers: number;
  unusedOffers: number;
  lastUnusedOfferAtMs: EpochMs | null;
  lastUsedOfferAtMs: EpochMs | null;
  /** The funnel over the last offer of each agent. */
  lastOffers: readonly OfferStage[];
}

/** The stage that turns the last offers away: where none is left, else where most fall; null when nothing was declined. */
export function blockerOf(launch: Launch): OfferStage | null {
  let worst: OfferStage | null = null;
  for (const stage of launch.lastOffers) {
    if (stage.declined === 0) continue;
    if (stage.declined >= stage.processed) return stage;
    if (!worst || stage.declined > worst.declined) worst = stage;
  }
  return worst;
}
