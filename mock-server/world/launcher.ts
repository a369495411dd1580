import type { SimAgent } from './agent.ts';
import { backoffOf } from './core.ts';
import type { AppRecord, Core } from './core.ts';
import { isPlaced, isWaiting } from './instance.ts';
import type { SimInstance } from './instance.ts';
import type { Lifecycle } from './lifecycle.ts';
import { emptyTally, reasonsAgainst } from './offers.ts';
import type { OfferTally } from './offers.ts';

/** What waits for room, and why. */
export type LaunchItem = {
  readonly app: AppRecord;
  /** Waiting or just provisioned. */
  readonly count: number;
  readonly sinceMs: number;
  readonly tally: OfferTally;
  /** Ms left of the launch delay, possibly negative; null without one. */
  readonly delayLeftMs: number | null;
};

export type Launcher = {
  items(): LaunchItem[];
  /** Forgets the launch delay; false if nothing of the app waits. */
  resetDelay(app: AppRecord): boolean;
};

/** Offers come in waves: the scheduler asks for them at most every five seconds, and each wave takes a moment (measured). */
const reviveMs = 5025;
const allocationMs = 1000;
/** A declined offer comes back after two minutes, unless something changed. */
const declineMs = 120_000;
const instancesPerOffer = 5;
const launchesPerRound = 100;

/** Matches waiting instances with agents. */
export function createLauncher(core: Core, lifecycle: Lifecycle): Launcher {
  const random = core.random.stream('offers');
  const startMs = core.clock.nowMs();
  const quietSince = new Map<AppRecord, { readonly atMs: number; readonly epoch: number }>();
  let epoch = 0;
  let offers = 0;
  let scheduled = false;

  const waitingOf = (app: AppRecord): SimInstance[] => {
    const waiting: SimInstance[] = [];
    for (const instance of app.instances.values()) if (isWaiting(instance)) waiting.push(instance);
    return waiting;
  };

  const placedOf = (app: AppRecord): SimAgent[] => {
    const agents: SimAgent[] = [];
    for (const instance of app.instances.values()) {
      const agent = instance.agentId === null ? undefined : core.agents.get(instance.agentId);
      if (agent !== undefined && isPlaced(instance.state)) agents.push(agent);
    }
    return agents;
  };

  const offerOrder = (): SimAgent[] => {
    const agents = [...core.agents.values()].filter((agent) => agent.reachable);
    for (let at = agents.length - 1; at > 0; at -= 1) {
      const other = random.int(at + 1);
      const [a, b] = [agents[at], agents[other]];
      if (a !== undefined && b !== undefined) [agents[at], agents[other]] = [b, a];
    }
    return agents;
  };

  const decline = (tally: OfferTally, agent: SimAgent, reasons: ReturnType<typeof reasonsAgainst>) => {
    const first = reasons[0];
    if (first === undefined) return;
    offers += 1;
    tally.processed += 1;
    tally.unused += 1;
    tally.lastUnusedAtMs = core.clock.nowMs();
    tally.attempts.set(first, (tally.attempts.get(first) ?? 0) + 1);
    tally.lastUnused.set(agent.id, { offerNumber: offers, agent, reasons, atMs: core.clock.nowMs() });
  };

  /** Spreads: each pass gives each agent at most one. Agents that refuse once are not asked again in this round. */
  const serveAlike = (
    app: AppRecord,
    waiting: SimInstance[],
    placed: SimAgent[],
    agents: readonly SimAgent[],
    budget: number,
  ): number => {
    const tally = (app.tally ??= emptyTally());
    let launched = 0;
    let open = agents;
    for (let pass = 0; pass < instancesPerOffer && waiting.length > 0 && open.length > 0; pass += 1) {
      const willing: SimAgent[] = [];
      for (const agent of open) {
        const instance = waiting[0];
        if (instance === undefined || launched >= budget) return launched;
        const reasons = reasonsAgainst(instance.definition.config, agent, placed);
        if (reasons.length > 0) {
          if (pass === 0) decline(tally, agent, reasons);
          continue;
        }
        waiting.shift();
        placed.push(agent);
        willing.push(agent);
        launched += 1;
        if (pass === 0) tally.processed += 1;
        tally.lastUsedAtMs = core.clock.nowMs();
        tally.lastUnused.delete(agent.id);
        lifecycle.launch(app, instance, agent);
      }
      open = willing;
    }
    return launched;
  };

  /** Each config is matched on its own: a version that fits nowhere does not hold back one that does. */
  const serve = (app: AppRecord, agents: readonly SimAgent[], budget: number): number => {
    const alike = new Map<number, SimInstance[]>();
    for (const instance of waitingOf(app)) {
      const key = instance.definition.lastConfigChangeAtMs;
      const others = alike.get(key);
      if (others === undefined) alike.set(key, [instance]);
      else others.push(instance);
    }
    const placed = placedOf(app);
    let launched = 0;
    for (const waiting of alike.values()) launched += serveAlike(app, waiting, placed, agents, budget - launched);
    return launched;
  };

  const tidy = (app: AppRecord): boolean => {
    let waits = false;
    let provisioned = false;
    for (const instance of app.instances.values()) {
      if (isWaiting(instance)) waits = true;
      else if (instance.state === 'provisioned') provisioned = true;
    }
    if (waits || provisioned) return waits;
    core.queued.delete(app);
    quietSince.delete(app);
    app.tally = null;
    return false;
  };

  const worthAsking = (app: AppRecord): boolean => {
    const quiet = quietSince.get(app);
    return quiet === undefined || quiet.epoch !== epoch || core.clock.nowMs() - quiet.atMs >= declineMs;
  };

  const nextRevive = (): number => {
    const now = core.clock.nowMs();
    return startMs + (Math.floor((now - startMs) / reviveMs) + 1) * reviveMs;
  };

  const plan = (atMs: number): void => {
    if (scheduled) return;
    scheduled = true;
    core.clock.schedule(atMs, round);
  };

  function round(): void {
    scheduled = false;
    const now = core.clock.nowMs();
    let budget = launchesPerRound;
    let launchedAny = false;
    let waiting = false;
    const agents = core.queued.size > 0 ? offerOrder() : [];
    for (const app of core.queued) {
      if (!tidy(app)) continue;
      waiting = true;
      const delay = backoffOf(core, app);
      if (delay !== null && delay.untilMs > now) continue;
      if (budget <= 0 || !worthAsking(app)) continue;
      const launched = serve(app, agents, budget);
      budget -= launched;
      if (launched > 0) launchedAny = true;
      if (launched === 0) quietSince.set(app, { atMs: now, epoch });
      else quietSince.delete(app);
    }
    if (waiting) plan(launchedAny && budget <= 0 ? now + allocationMs : nextRevive());
  }

  core.demand.listen(() => {
    epoch += 1;
    plan(nextRevive());
  });

  return {
    items() {
      const now = core.clock.nowMs();
      const items: LaunchItem[] = [];
      for (const app of core.queued) {
        if (!core.apps.has(app.id)) continue;
        let count = 0;
        let sinceMs = Infinity;
        for (const instance of app.instances.values()) {
          if (!isWaiting(instance) && instance.state !== 'provisioned') continue;
          count += 1;
          sinceMs = Math.min(sinceMs, instance.waitingSinceMs);
        }
        if (count === 0) continue;
        const delay = backoffOf(core, app);
        const delayLeftMs = delay === null ? null : delay.untilMs - now;
        items.push({ app, count, sinceMs, tally: app.tally ?? emptyTally(), delayLeftMs });
      }
      return items;
    },
    resetDelay(app) {
      if (!core.queued.has(app) || waitingOf(app).length === 0) return false;
      app.backoff = null;
      core.demand.emit();
      return true;
    },
  };
}
