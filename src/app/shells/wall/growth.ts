import type { Attention } from '../../../domain/attention.ts';
import type { EntityKey } from '../../../domain/keys.ts';
import { appIdOf } from '../../../domain/keys.ts';
import type { DurationMs, EpochMs } from '../../../domain/units.ts';
import type { AppRow, QueueRow } from '../../../protocol/rows.ts';

/** How a queue grows, and what would end it. */
export interface Growth {
  /** Messages a minute. */
  risePerMin: number;
  sinceMs: EpochMs;
  /** So many more instances of the app would drain it in that time; null where the gateway cannot tell. */
  offer: { more: number; appId: string; emptyInMs: DurationMs } | null;
}

/** What is known of a queue that fills; null for other troubles, and where its rates are not known. */
export function growthOf(
  { trouble, subject, sinceMs, figures }: Attention,
  queues: ReadonlyMap<EntityKey, QueueRow>,
  apps: ReadonlyMap<EntityKey, AppRow>,
): Growth | null {
  const { inPerS, outPerS } = figures;
  if (trouble !== 'queue-fills' || inPerS === undefined || outPerS === undefined) return null;
  const risePerMin = Math.round((inPerS - outPerS) * 60);
  if (risePerMin <= 0) return null;
  const offer = queues.get(subject.key)?.offer ?? null;
  const app = offer === null ? undefined : apps.get(offer.app);
  const more = offer !== null && app ? offer.to - app.wanted : 0;
  return {
    risePerMin,
    sinceMs,
    offer: offer !== null && more > 0 ? { more, appId: appIdOf(offer.app), emptyInMs: offer.emptyInMs } : null,
  };
}
