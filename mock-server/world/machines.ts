import { createAgent, evict } from './agent.ts';
import type { AgentSpec, SimAgent } from './agent.ts';
import { chooseVictims } from './actions.ts';
import { factsOf, tellChanged, tellMoved } from './core.ts';
import type { AppRecord, Core } from './core.ts';
import type { Deployments } from './deployments.ts';
import type { SimInstance } from './instance.ts';
import type { Lifecycle } from './lifecycle.ts';

/** The agents, and what happens to instances when one is lost. */
export type Machines = {
  add(spec: AgentSpec): SimAgent;
  /** False if there is no such host, or it is lost already. */
  lose(host: string): boolean;
  /** False if there is no such host, or it is not lost. */
  bringBack(host: string): boolean;
  hosts(): SimAgent[];
};

const scaleCheckMs = 300_000;

/** No agents yet. */
export function createMachines(core: Core, lifecycle: Lifecycle, deployments: Deployments): Machines {
  const frameworkId = `${core.random.stream('framework').hex(8)}-efb1-36e3-b4fc-9fde80d6bfab`;

  const onHost = (host: string): SimAgent | undefined => [...core.agents.values()].find((agent) => agent.host === host);

  /** Adds what is missing, ends what is too much; an app in a deployment is left alone. */
  const scaleCheck = (app: AppRecord): void => {
    if (deployments.of(app.id).length > 0 || !core.apps.has(app.id)) return;
    let active = 0;
    for (const instance of app.instances.values()) {
      if (instance.goal === 'running' && instance.state !== 'unreachable-inactive') active += 1;
    }
    const target = app.definition.instances;
    for (; active < target; active += 1) lifecycle.add(app, app.definition);
    for (const victim of chooseVictims(app, Math.max(0, active - target), new Set())) {
      lifecycle.kill(app, victim, 'decommission');
    }
  };

  const expunge = (app: AppRecord, instance: SimInstance): void => {
    if (!app.instances.has(instance.id)) return;
    app.instances.delete(instance.id);
    tellMoved(core, app, instance);
  };

  const giveUp = (app: AppRecord, instance: SimInstance, expungeAfterMs: number): void => {
    if (instance.state !== 'unreachable') return;
    instance.state = 'unreachable-inactive';
    instance.sinceMs = core.clock.nowMs();
    tellChanged(core, app, instance);
    scaleCheck(app);
    if (expungeAfterMs === 0) expunge(app, instance);
    else {
      core.clock.after(expungeAfterMs, () => {
        if (instance.state === 'unreachable-inactive') expunge(app, instance);
      });
    }
  };

  /** With the default strategy (0/0) a lost task is given up and replaced at once: measured on Marathon 1.11.26. */
  const loseInstance = (app: AppRecord, instance: SimInstance): void => {
    const facts = factsOf(instance);
    core.events.emit({ kind: 'task-status', facts, status: 'unreachable', message: 'Agent is unreachable' });
    instance.state = 'unreachable';
    instance.sinceMs = core.clock.nowMs();
    core.gone.emit({ instance, why: 'lost' });
    const strategy = instance.definition.config.unreachable;
    if (strategy !== null && strategy.inactiveAfterMs === 0) {
      giveUp(app, instance, strategy.expungeAfterMs);
      return;
    }
    tellChanged(core, app, instance);
    if (strategy === null) return;
    core.clock.after(strategy.inactiveAfterMs, () =>
      giveUp(app, instance, Math.max(0, strategy.expungeAfterMs - strategy.inactiveAfterMs)),
    );
  };

  const greet = (app: AppRecord, instance: SimInstance): void => {
    instance.state = 'running';
    instance.sinceMs = core.clock.nowMs();
    core.events.emit({ kind: 'task-status', facts: factsOf(instance), status: 'running', message: '' });
    core.running.emit(instance);
    tellChanged(core, app, instance);
    scaleCheck(app);
  };

  const instancesOn = (agent: SimAgent): { app: AppRecord; instance: SimInstance }[] => {
    const found: { app: AppRecord; instance: SimInstance }[] = [];
    for (const app of [...core.apps.values(), ...core.dying.values()]) {
      for (const instance of app.instances.values()) {
        if (instance.agentId === agent.id && agent.instanceIds.has(instance.id)) found.push({ app, instance });
      }
    }
    return found;
  };

  core.clock.every(scaleCheckMs, () => {
    for (const app of core.apps.values()) if (app.definition.instances !== app.instances.size) scaleCheck(app);
  });

  return {
    add(spec) {
      const agent = createAgent(`${frameworkId}-S${core.agents.size}`, spec);
      core.agents.set(agent.id, agent);
      core.demand.emit();
      return agent;
    },
    lose(host) {
      const agent = onHost(host);
      if (agent === undefined || !agent.reachable) return false;
      agent.reachable = false;
      for (const { app, instance } of instancesOn(agent)) {
        if (instance.state === 'running') loseInstance(app, instance);
        else lifecycle.end(app, instance, 'gone', 'Agent is gone');
      }
      return true;
    },
    bringBack(host) {
      const agent = onHost(host);
      if (agent === undefined || agent.reachable) return false;
      agent.reachable = true;
      const known = instancesOn(agent);
      for (const { app, instance } of known) greet(app, instance);
      // What was given up meanwhile is killed by the scheduler that no longer knows it.
      evict(agent, new Map(known.map(({ instance }) => [instance.id, instance])));
      core.demand.emit();
      return true;
    },
    hosts: () => [...core.agents.values()],
  };
}
