import { chooseVictims } from './actions.ts';
import { createAgent, evict } from './agent.ts';
import type { AgentSpec, SimAgent } from './agent.ts';
import { factsOf, tellChanged, tellMoved } from './core.ts';
import type { AppRecord, Core } from './core.ts';
import type { Deployments } from './deployments.ts';
import type { SimInstance } from './instance.ts';
import type { Lifecycle } from './lifecycle.ts';

const scaleCheckMs = 300_000;

/** The agents, and what happens to instances when one is lost. */
export class Machines {
  readonly #core: Core;
  readonly #lifecycle: Lifecycle;
  readonly #deployments: Deployments;
  readonly #frameworkId: string;

  constructor(core: Core, lifecycle: Lifecycle, deployments: Deployments) {
    this.#core = core;
    this.#lifecycle = lifecycle;
    this.#deployments = deployments;
    this.#frameworkId = `${core.random.stream('framework').hex(8)}-efb1-36e3-b4fc-9fde80d6bfab`;
    core.clock.every(scaleCheckMs, () => {
      for (const app of core.apps.values()) if (app.definition.instances !== app.instances.size) this.#scaleCheck(app);
    });
  }

  add(spec: AgentSpec): SimAgent {
    const agent = createAgent(`${this.#frameworkId}-S${this.#core.agents.size}`, spec);
    this.#core.agents.set(agent.id, agent);
    this.#core.demand.emit();
    return agent;
  }

  /** False if there is no such host, or it is lost already. */
  lose(host: string): boolean {
    const agent = this.#onHost(host);
    if (agent === undefined || !agent.reachable) return false;
    agent.reachable = false;
    for (const { app, instance } of this.#instancesOn(agent)) {
      if (instance.state === 'running') this.#loseInstance(app, instance);
      else this.#lifecycle.end(app, instance, 'gone', 'Agent is gone');
    }
    return true;
  }

  /** False if there is no such host, or it is not lost. */
  bringBack(host: string): boolean {
    const agent = this.#onHost(host);
    if (agent === undefined || agent.reachable) return false;
    agent.reachable = true;
    const known = this.#instancesOn(agent);
    for (const { app, instance } of known) this.#greet(app, instance);
    // What was given up meanwhile is killed by the scheduler that no longer knows it.
    evict(agent, new Map(known.map(({ instance }) => [instance.id, instance])));
    this.#core.demand.emit();
    return true;
  }

  hosts(): SimAgent[] {
    return [...this.#core.agents.values()];
  }

  #onHost(host: string): SimAgent | undefined {
    return this.hosts().find((agent) => agent.host === host);
  }

  #instancesOn(agent: SimAgent): { app: AppRecord; instance: SimInstance }[] {
    const found: { app: AppRecord; instance: SimInstance }[] = [];
    for (const app of [...this.#core.apps.values(), ...this.#core.dying.values()]) {
      for (const instance of app.instances.values()) {
        if (instance.agentId === agent.id && agent.instanceIds.has(instance.id)) found.push({ app, instance });
      }
    }
    return found;
  }

  /** With the default strategy (0/0) a lost task is given up and replaced at once: measured on Marathon 1.11.26. */
  #loseInstance(app: AppRecord, instance: SimInstance): void {
    const core = this.#core;
    const facts = factsOf(instance);
    core.events.emit({ kind: 'task-status', facts, status: 'unreachable', message: 'Agent is unreachable' });
    instance.state = 'unreachable';
    instance.sinceMs = core.clock.nowMs();
    core.gone.emit({ instance, why: 'lost' });
    const strategy = instance.definition.config.unreachable;
    if (strategy !== null && strategy.inactiveAfterMs === 0) {
      this.#giveUp(app, instance, strategy.expungeAfterMs);
      return;
    }
    tellChanged(core, app, instance);
    if (strategy === null) return;
    const { inactiveAfterMs, expungeAfterMs } = strategy;
    core.clock.after(inactiveAfterMs, () => this.#giveUp(app, instance, Math.max(0, expungeAfterMs - inactiveAfterMs)));
  }

  #giveUp(app: AppRecord, instance: SimInstance, expungeAfterMs: number): void {
    if (instance.state !== 'unreachable') return;
    instance.state = 'unreachable-inactive';
    instance.sinceMs = this.#core.clock.nowMs();
    tellChanged(this.#core, app, instance);
    this.#scaleCheck(app);
    if (expungeAfterMs === 0) this.#expunge(app, instance);
    else {
      this.#core.clock.after(expungeAfterMs, () => {
        if (instance.state === 'unreachable-inactive') this.#expunge(app, instance);
      });
    }
  }

  #expunge(app: AppRecord, instance: SimInstance): void {
    if (app.instances.delete(instance.id)) tellMoved(this.#core, app, instance);
  }

  #greet(app: AppRecord, instance: SimInstance): void {
    const core = this.#core;
    instance.state = 'running';
    instance.sinceMs = core.clock.nowMs();
    core.events.emit({ kind: 'task-status', facts: factsOf(instance), status: 'running', message: '' });
    core.running.emit(instance);
    tellChanged(core, app, instance);
    this.#scaleCheck(app);
  }

  /** Adds what is missing, ends what is too much; an app in a deployment is left alone. */
  #scaleCheck(app: AppRecord): void {
    if (this.#deployments.of(app.id).length > 0 || !this.#core.apps.has(app.id)) return;
    let active = 0;
    for (const instance of app.instances.values()) {
      if (instance.goal === 'running' && instance.state !== 'unreachable-inactive') active += 1;
    }
    const target = app.definition.instances;
    for (; active < target; active += 1) this.#lifecycle.add(app, app.definition);
    for (const victim of chooseVictims(app, Math.max(0, active - target), new Set())) {
      this.#lifecycle.kill(app, victim, 'decommission');
    }
  }
}
