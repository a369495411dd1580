import { keyOf } from '../../domain/keys.ts';
import { offerReasons, type Launch, type OfferStage } from '../../domain/launch.ts';
import type { EpochMs } from '../../domain/units.ts';
import { pathOf, timeOf } from './translate.ts';
import type { WireLaunch } from './wire.ts';

/** Offers come about once a second; turned away for this long means that none fits. */
const rejectedForMs = 3_000;
/** Measured: after a quiet period launching takes 5 to 14 s, because Marathon waits before it revives offers. */
const unansweredForMs = 15_000;

/**
 * An entry of the launch queue. `nowMs` is the gateway's clock, `theirNowMs` Marathon's own (its `Date` header): how long an instance
 * waits is told by the clock that wrote `since`.
 */
export function toLaunch(source: string, wire: WireLaunch, appId: string, nowMs: EpochMs, theirNowMs: EpochMs): Launch {
  const offers = wire.processedOffersSummary;
  const delayLeftMs = Math.max(0, (wire.delay.timeLeftSeconds ?? 0) * 1000);
  const launch: Launch = {
    key: keyOf(source, pathOf(appId)),
    source,
    appId: pathOf(appId),
    waiting: wire.count,
    sinceMs: timeOf(wire.since),
    overdue: wire.delay.overdue,
    stalled: false,
    delayLeftMs,
    retryAtMs: wire.delay.overdue ? null : nowMs + delayLeftMs,
    processedOffers: offers?.processedOffersCount ?? 0,
    unusedOffers: offers?.unusedOffersCount ?? 0,
    lastUnusedOfferAtMs: timeOf(offers?.lastUnusedOfferAt),
    lastUsedOfferAtMs: timeOf(offers?.lastUsedOfferAt),
    lastOffers: toStages(offers?.rejectSummaryLastOffers ?? []),
  };
  return { ...launch, stalled: isStalled(launch, theirNowMs) };
}

function toStages(
  wire: readonly { reason: string; processed?: number | null | undefined; declined?: number | null | undefined }[],
) {
  const stages: OfferStage[] = [];
  for (const stage of wire) {
    const reason = offerReasons.find((known) => known === stage.reason);
    if (reason) stages.push({ reason, processed: stage.processed ?? 0, declined: stage.declined ?? 0 });
  }
  return stages;
}

/**
 * Every normal launch shows in the queue for a while (Marathon 1.11, source: also while Provisioned). It is stuck when the newest offers were
 * all turned away, or when nothing at all has been launched for longer than Marathon ever takes.
 */
function isStalled(launch: Launch, theirNowMs: EpochMs): boolean {
  if (!launch.overdue || launch.waiting === 0 || launch.sinceMs === null) return false;
  const usedAtMs = launch.lastUsedOfferAtMs ?? 0;
  const idleMs = theirNowMs - Math.max(launch.sinceMs, usedAtMs);
  const turnedAway =
    launch.lastOffers.some(({ declined }) => declined > 0) && (launch.lastUnusedOfferAtMs ?? 0) > usedAtMs;
  return idleMs >= (turnedAway ? rejectedForMs : unansweredForMs);
}
