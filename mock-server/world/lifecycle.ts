import { occupy, vacate } from './agent.ts';
import type { SimAgent } from './agent.ts';
import type { AppDefinition } from './app.ts';
import { reanchored, worsened } from './backoff.ts';
import type { Cancel } from './clock.ts';
import { behaviour, factsOf, recordOf, tellChanged } from './core.ts';
import type { AppRecord, Core, GoneReason } from './core.ts';
import { createIds } from './instance-ids.ts';
import { isPlaced } from './instance.ts';
import type { InstanceState, SimInstance } from './instance.ts';
import type { SimRandom } from './random.ts';

export type EndState = 'killed' | 'failed' | 'finished' | 'gone';

const goneReasons: Readonly<Record<EndState, GoneReason>> = {
  killed: 'killed',
  failed: 'failed',
  finished: 'finished',
  gone: 'lost',
};

/** An agent kills for good after this, if the app does not say otherwise. Ms. */
const defaultKillGraceMs = 3000;

/** A death that was ordered; `reason` is why health checks ordered it. */
type Death = { readonly cancel: Cancel; readonly reason: string | null };

function enter(instance: SimInstance, state: InstanceState, nowMs: number): void {
  instance.state = state;
  instance.sinceMs = nowMs;
}

/** A slot that waits for its first task. */
function blank(id: string, definition: AppDefinition, nowMs: number): SimInstance {
  return {
    id,
    appId: definition.id,
    taskId: `${id}._app.1`,
    attempt: 0,
    pid: 0,
    state: 'scheduled',
    goal: 'running',
    definition,
    agentId: null,
    host: null,
    ports: [],
    sinceMs: nowMs,
    waitingSinceMs: nowMs,
    stagedAtMs: null,
    startedAtMs: null,
    health: null,
    ready: null,
  };
}

/** Moves the instances of a cluster through their lives. */
export class Lifecycle {
  readonly #core: Core;
  readonly #newId: (appId: string) => string;
  readonly #ports: SimRandom;
  readonly #timers = new Map<string, Cancel>();
  readonly #deaths = new Map<string, Death>();
  #pid = 4000;

  constructor(core: Core) {
    this.#core = core;
    this.#newId = createIds(core.clock, core.random);
    this.#ports = core.random.stream('ports');
  }

  /** A new slot that waits for room. */
  add(app: AppRecord, definition: AppDefinition): SimInstance {
    const instance = blank(this.#newId(app.id), definition, this.#core.clock.nowMs());
    app.instances.set(instance.id, instance);
    this.#core.queued.add(app);
    tellChanged(this.#core, app, instance);
    this.#core.demand.emit();
    return instance;
  }

  /** A slot that has been running for a while, for worlds that begin in the middle. */
  addRunning(app: AppRecord, definition: AppDefinition, agent: SimAgent, startedAtMs: number): SimInstance {
    const instance = blank(this.#newId(app.id), definition, startedAtMs);
    this.#place(instance, agent);
    instance.stagedAtMs = startedAtMs - 2000;
    instance.startedAtMs = startedAtMs;
    instance.state = 'running';
    if (definition.config.healthChecks.length > 0) {
      const firstSuccessMs = startedAtMs + 1000;
      const success = { alive: true, consecutiveFailures: 0, firstSuccessMs, lastSuccessMs: firstSuccessMs };
      instance.health = { ...success, lastFailureMs: null, lastFailureCause: null };
    }
    app.instances.set(instance.id, instance);
    app.revision += 1;
    this.#core.running.emit(instance);
    return instance;
  }

  launch(app: AppRecord, instance: SimInstance, agent: SimAgent): void {
    const now = this.#core.clock.nowMs();
    this.#place(instance, agent);
    enter(instance, 'provisioned', now);
    app.backoff = reanchored(app.backoff, now);
    const { startMs, hangsIn } = behaviour(app, instance);
    if (hangsIn !== 'staging') this.#later(instance, startMs / 2, () => this.#startUp(app, instance));
    tellChanged(this.#core, app, instance);
  }

  /** Ends the task; a decommissioned slot goes with it, another one waits for a new task. */
  kill(app: AppRecord, instance: SimInstance, fate: 'relaunch' | 'decommission', reason?: string): void {
    const goalChanges = fate === 'decommission' && instance.goal !== 'decommissioned';
    if (goalChanges) instance.goal = 'decommissioned';
    if (!isPlaced(instance.state)) {
      if (fate === 'decommission') this.#remove(app, instance);
      return;
    }
    if (goalChanges) tellChanged(this.#core, app, instance);
    if (this.#deaths.has(instance.id)) return;
    // A task that is being killed gets no further.
    this.#timers.get(instance.id)?.();
    this.#timers.delete(instance.id);
    const grace = instance.definition.config.killGraceMs || defaultKillGraceMs;
    const cancel = this.#core.clock.after(Math.min(behaviour(app, instance).killMs, grace), () => {
      const owner = recordOf(this.#core, instance);
      if (owner !== undefined) this.end(owner, instance, 'killed', 'Command terminated with signal Terminated');
    });
    this.#deaths.set(instance.id, { cancel, reason: reason ?? null });
  }

  /** The task ends by itself or is lost, now. */
  end(app: AppRecord, instance: SimInstance, how: EndState, message: string): void {
    const core = this.#core;
    const healthReason = this.#deaths.get(instance.id)?.reason ?? null;
    this.#clear(instance);
    const hadRun = instance.startedAtMs !== null;
    const facts = factsOf(instance);
    this.#giveRoomBack(instance);
    core.events.emit({ kind: 'task-status', facts, status: how, message });
    enter(instance, how, core.clock.nowMs());
    instance.ports = [];
    instance.startedAtMs = null;
    instance.waitingSinceMs = core.clock.nowMs();
    if (how === 'failed' || how === 'gone' || healthReason !== null) {
      const text =
        healthReason === null ? message : `Task was killed since health check failed. Reason: ${healthReason}`;
      const state = how === 'finished' ? 'failed' : how;
      app.lastFailure = { facts, state, message: text, atMs: core.clock.nowMs() };
    }
    if (how !== 'killed') this.#delayLaunches(app, instance);
    if (hadRun) core.gone.emit({ instance, why: goneReasons[how] });
    if (instance.goal === 'decommissioned') app.instances.delete(instance.id);
    else core.queued.add(app);
    const { healthChecks } = instance.definition.config;
    if (instance.health !== null && healthChecks.some((check) => check.prober === 'executor')) {
      instance.health = null;
      core.events.emit({ kind: 'instance-health', facts, healthy: null });
    }
    tellChanged(core, app, instance);
    core.demand.emit();
  }

  isDying(instance: SimInstance): boolean {
    return this.#deaths.has(instance.id);
  }

  /** Lets a hanging task go on. */
  resume(app: AppRecord, instance: SimInstance): void {
    if (this.#timers.has(instance.id) || this.#deaths.has(instance.id)) return;
    if (instance.state === 'provisioned') this.#startUp(app, instance);
    else if (instance.state === 'starting') this.#run(app, instance);
  }

  #startUp(app: AppRecord, instance: SimInstance): void {
    const { startMs, hangsIn } = behaviour(app, instance);
    this.#core.events.emit({ kind: 'task-status', facts: factsOf(instance), status: 'starting', message: '' });
    enter(instance, 'starting', this.#core.clock.nowMs());
    if (hangsIn !== 'starting') this.#later(instance, startMs / 2, () => this.#run(app, instance));
    tellChanged(this.#core, app, instance);
  }

  #run(app: AppRecord, instance: SimInstance): void {
    const { failsWith, finishesAfterMs } = behaviour(app, instance);
    if (failsWith !== null && finishesAfterMs === null) {
      this.end(app, instance, 'failed', failsWith);
      return;
    }
    const now = this.#core.clock.nowMs();
    instance.startedAtMs = now;
    this.#core.events.emit({ kind: 'task-status', facts: factsOf(instance), status: 'running', message: '' });
    enter(instance, 'running', now);
    app.backoff = reanchored(app.backoff, now);
    if (finishesAfterMs !== null) {
      this.#later(instance, finishesAfterMs, () => {
        if (failsWith === null) this.end(app, instance, 'finished', 'Command exited with status 0');
        else this.end(app, instance, 'failed', failsWith);
      });
    }
    this.#core.running.emit(instance);
    tellChanged(this.#core, app, instance);
  }

  #place(instance: SimInstance, agent: SimAgent): void {
    instance.attempt += 1;
    instance.taskId = `${instance.id}._app.${instance.attempt}`;
    this.#pid += 1 + this.#ports.int(9);
    instance.pid = this.#pid;
    instance.agentId = agent.id;
    instance.host = agent.host;
    instance.ports = occupy(agent, instance.id, instance.definition.config, this.#ports);
    instance.stagedAtMs = this.#core.clock.nowMs();
    instance.startedAtMs = null;
    instance.ready = null;
  }

  #giveRoomBack(instance: SimInstance): void {
    const agent = instance.agentId === null ? undefined : this.#core.agents.get(instance.agentId);
    if (agent !== undefined) vacate(agent, instance.id, instance.definition.config, instance.ports);
  }

  /** Finishing well counts as a failure too; a task of an older config does not. */
  #delayLaunches(app: AppRecord, instance: SimInstance): void {
    const { config, lastConfigChangeAtMs } = instance.definition;
    if (lastConfigChangeAtMs !== app.definition.lastConfigChangeAtMs) return;
    app.backoff = worsened(app.backoff, config, lastConfigChangeAtMs, this.#core.clock.nowMs());
  }

  #remove(app: AppRecord, instance: SimInstance): void {
    this.#clear(instance);
    app.instances.delete(instance.id);
    tellChanged(this.#core, app, instance);
  }

  #later(instance: SimInstance, delayMs: number, fn: () => void): void {
    this.#timers.get(instance.id)?.();
    const cancel = this.#core.clock.after(delayMs, () => {
      this.#timers.delete(instance.id);
      fn();
    });
    this.#timers.set(instance.id, cancel);
  }

  #clear(instance: SimInstance): void {
    this.#timers.get(instance.id)?.();
    this.#timers.delete(instance.id);
    this.#deaths.get(instance.id)?.cancel();
    this.#deaths.delete(instance.id);
  }
}
