import type { SimAgent } from './agent.ts';
import { backoffOf } from './core.ts';
import type { AppRecord, Core } from './core.ts';
import { isPlaced, isWaiting } from './instance.ts';
import type { SimInstance } from './instance.ts';
import type { Lifecycle } from './lifecycle.ts';
import { emptyTally, reasonsAgainst } from './offers.ts';
import type { OfferTally, RejectReason } from './offers.ts';
import type { SimRandom } from './random.ts';

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

/** Offers come in waves: the scheduler asks for them at most every five seconds, and each wave takes a moment (measured). */
const reviveMs = 5025;
const allocationMs = 1000;
/** A declined offer comes back after two minutes, unless something changed. */
const declineMs = 120_000;
const instancesPerOffer = 5;
const launchesPerRound = 100;

/** Matches waiting instances with agents. */
export class Launcher {
  readonly #core: Core;
  readonly #lifecycle: Lifecycle;
  readonly #random: SimRandom;
  readonly #startMs: number;
  /** Apps that found no room, and the state of the room they did not find it in. */
  readonly #quiet = new Map<AppRecord, { readonly atMs: number; readonly epoch: number }>();
  #epoch = 0;
  #offers = 0;
  #scheduled = false;

  constructor(core: Core, lifecycle: Lifecycle) {
    this.#core = core;
    this.#lifecycle = lifecycle;
    this.#random = core.random.stream('offers');
    this.#startMs = core.clock.nowMs();
    core.demand.listen(() => {
      this.#epoch += 1;
      this.#plan(this.#nextRevive());
    });
  }

  /** What waits, app by app. */
  items(): LaunchItem[] {
    const now = this.#core.clock.nowMs();
    const items: LaunchItem[] = [];
    for (const app of this.#core.queued) {
      if (!this.#core.apps.has(app.id)) continue;
      let count = 0;
      let sinceMs = Infinity;
      for (const instance of app.instances.values()) {
        if (!isWaiting(instance) && instance.state !== 'provisioned') continue;
        count += 1;
        sinceMs = Math.min(sinceMs, instance.waitingSinceMs);
      }
      if (count === 0) continue;
      const delay = backoffOf(this.#core, app);
      const delayLeftMs = delay === null ? null : delay.untilMs - now;
      items.push({ app, count, sinceMs, tally: app.tally ?? emptyTally(), delayLeftMs });
    }
    return items;
  }

  /** Forgets the launch delay; false if nothing of the app waits. */
  resetDelay(app: AppRecord): boolean {
    if (!this.#core.queued.has(app) || waitingOf(app).length === 0) return false;
    app.backoff = null;
    this.#core.demand.emit();
    return true;
  }

  #nextRevive(): number {
    const passed = this.#core.clock.nowMs() - this.#startMs;
    return this.#startMs + (Math.floor(passed / reviveMs) + 1) * reviveMs;
  }

  #plan(atMs: number): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#core.clock.schedule(atMs, () => this.#round());
  }

  #round(): void {
    this.#scheduled = false;
    const now = this.#core.clock.nowMs();
    let budget = launchesPerRound;
    let waiting = false;
    const agents = this.#core.queued.size > 0 ? this.#offerOrder() : [];
    for (const app of this.#core.queued) {
      if (!this.#tidy(app)) continue;
      waiting = true;
      const delay = backoffOf(this.#core, app);
      if (delay !== null && delay.untilMs > now) continue;
      if (budget <= 0 || !this.#worthAsking(app)) continue;
      const launched = this.#serve(app, agents, budget);
      budget -= launched;
      if (launched === 0) this.#quiet.set(app, { atMs: now, epoch: this.#epoch });
      else this.#quiet.delete(app);
    }
    if (waiting) this.#plan(budget <= 0 ? now + allocationMs : this.#nextRevive());
  }

  /** Forgets an app that has nothing to launch; true if something waits. */
  #tidy(app: AppRecord): boolean {
    let waits = false;
    let provisioned = false;
    for (const instance of app.instances.values()) {
      if (isWaiting(instance)) waits = true;
      else if (instance.state === 'provisioned') provisioned = true;
    }
    if (waits || provisioned) return waits;
    this.#core.queued.delete(app);
    this.#quiet.delete(app);
    app.tally = null;
    return false;
  }

  #worthAsking(app: AppRecord): boolean {
    const quiet = this.#quiet.get(app);
    if (quiet === undefined || quiet.epoch !== this.#epoch) return true;
    return this.#core.clock.nowMs() - quiet.atMs >= declineMs;
  }

  #offerOrder(): SimAgent[] {
    const agents = [...this.#core.agents.values()].filter((agent) => agent.reachable);
    for (let at = agents.length - 1; at > 0; at -= 1) {
      const other = this.#random.int(at + 1);
      const [a, b] = [agents[at], agents[other]];
      if (a !== undefined && b !== undefined) [agents[at], agents[other]] = [b, a];
    }
    return agents;
  }

  #placedOf(app: AppRecord): SimAgent[] {
    const agents: SimAgent[] = [];
    for (const instance of app.instances.values()) {
      const agent = instance.agentId === null ? undefined : this.#core.agents.get(instance.agentId);
      if (agent !== undefined && isPlaced(instance.state)) agents.push(agent);
    }
    return agents;
  }

  /** Each config is matched on its own: a version that fits nowhere does not hold back one that does. */
  #serve(app: AppRecord, agents: readonly SimAgent[], budget: number): number {
    const alike = new Map<number, SimInstance[]>();
    for (const instance of waitingOf(app)) {
      const key = instance.definition.lastConfigChangeAtMs;
      const others = alike.get(key);
      if (others === undefined) alike.set(key, [instance]);
      else others.push(instance);
    }
    const placed = this.#placedOf(app);
    let launched = 0;
    for (const waiting of alike.values()) {
      launched += this.#serveAlike(app, { waiting, placed, agents, budget: budget - launched });
    }
    return launched;
  }

  /** Spreads: each pass gives each agent at most one. Agents that refuse once are not asked again in this round. */
  #serveAlike(app: AppRecord, { waiting, placed, agents, budget }: Serving): number {
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
          if (pass === 0) this.#decline(tally, agent, reasons);
          continue;
        }
        waiting.shift();
        placed.push(agent);
        willing.push(agent);
        launched += 1;
        if (pass === 0) tally.processed += 1;
        tally.lastUsedAtMs = this.#core.clock.nowMs();
        tally.lastUnused.delete(agent.id);
        this.#lifecycle.launch(app, instance, agent);
      }
      open = willing;
    }
    return launched;
  }

  #decline(tally: OfferTally, agent: SimAgent, reasons: readonly RejectReason[]): void {
    const [first] = reasons;
    if (first === undefined) return;
    const atMs = this.#core.clock.nowMs();
    this.#offers += 1;
    tally.processed += 1;
    tally.unused += 1;
    tally.lastUnusedAtMs = atMs;
    tally.attempts.set(first, (tally.attempts.get(first) ?? 0) + 1);
    tally.lastUnused.set(agent.id, { offerNumber: this.#offers, agent, reasons, atMs });
  }
}

type Serving = {
  readonly waiting: SimInstance[];
  readonly placed: SimAgent[];
  readonly agents: readonly SimAgent[];
  readonly budget: number;
};

function waitingOf(app: AppRecord): SimInstance[] {
  return [...app.instances.values()].filter(isWaiting);
}
