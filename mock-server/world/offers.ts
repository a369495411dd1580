import { firstPort, freeOf, lastPort } from './agent.ts';
import type { SimAgent } from './agent.ts';
import type { AppConfig } from './app.ts';
import { satisfies } from './constraints.ts';

/** Why an offer was turned down, in the order of the funnel an offer falls through. */
const rejectReasons = [
  'unfulfilled-role',
  'unfulfilled-constraint',
  'no-corresponding-reservation',
  'agent-maintenance',
  'insufficient-cpus',
  'insufficient-memory',
  'insufficient-disk',
  'insufficient-gpus',
  'insufficient-ports',
  'declined-scarce-resources',
] as const;

export type RejectReason = (typeof rejectReasons)[number];

/** The last offer of an agent that an app turned down. */
export type UnusedOffer = {
  readonly offerNumber: number;
  readonly agent: SimAgent;
  readonly reasons: readonly RejectReason[];
  readonly atMs: number;
};

/** Counts since the app last had nothing to launch. */
export type OfferTally = {
  processed: number;
  unused: number;
  lastUnusedAtMs: number | null;
  lastUsedAtMs: number | null;
  /** Each unused offer is charged to its first reason. */
  readonly attempts: Map<RejectReason, number>;
  readonly lastUnused: Map<string, UnusedOffer>;
};

/** A tally that has seen nothing. */
export function emptyTally(): OfferTally {
  return {
    processed: 0,
    unused: 0,
    lastUnusedAtMs: null,
    lastUsedAtMs: null,
    attempts: new Map(),
    lastUnused: new Map(),
  };
}

/** Every reason why one instance of the app cannot go to the agent now; none means it can. */
export function reasonsAgainst(config: AppConfig, agent: SimAgent, placed: readonly SimAgent[]): RejectReason[] {
  const reasons: RejectReason[] = [];
  const free = freeOf(agent);
  if (config.role !== '*') reasons.push('unfulfilled-role');
  if (!config.constraints.every((constraint) => satisfies(constraint, agent, placed))) {
    reasons.push('unfulfilled-constraint');
  }
  if (config.cpus > free.cpus) reasons.push('insufficient-cpus');
  if (config.memMib > free.memMib) reasons.push('insufficient-memory');
  if (config.diskMib > free.diskMib) reasons.push('insufficient-disk');
  if (config.gpus > free.gpus) reasons.push('insufficient-gpus');
  if (config.ports.length > lastPort - firstPort - agent.usedPorts.size) reasons.push('insufficient-ports');
  return reasons;
}

/** One line of the funnel: how many offers came this far and how many fell here. */
export type FunnelLine = { readonly reason: RejectReason; readonly declined: number; readonly processed: number };

function funnel(processed: number, declinedFor: (reason: RejectReason) => number): FunnelLine[] {
  let left = processed;
  return rejectReasons.map((reason) => {
    const declined = declinedFor(reason);
    const line = { reason, declined, processed: left };
    left -= declined;
    return line;
  });
}

/** The funnel of the last offer of each agent that had none used, and that of all offers since the launch began. */
export function summarize(tally: OfferTally): { readonly last: FunnelLine[]; readonly attempt: FunnelLine[] } {
  const first = new Map<RejectReason, number>();
  for (const { reasons } of tally.lastUnused.values()) {
    const reason = reasons[0];
    if (reason !== undefined) first.set(reason, (first.get(reason) ?? 0) + 1);
  }
  return {
    last: funnel(tally.lastUnused.size, (reason) => first.get(reason) ?? 0),
    attempt: funnel(tally.processed, (reason) => tally.attempts.get(reason) ?? 0),
  };
}
