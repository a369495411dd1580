import { occupy, vacate } from './agent.ts';
import type { SimAgent } from './agent.ts';
import type { AppDefinition } from './app.ts';
import { reanchored, worsened } from './backoff.ts';
import type { Cancel } from './clock.ts';
import { behaviour, factsOf, recordOf, tellChanged } from './core.ts';
import type { AppRecord, Core, GoneReason } from './core.ts';
import { isPlaced } from './instance.ts';
import type { InstanceState, SimInstance } from './instance.ts';

/** Moves instances through their lives. */
export type Lifecycle = {
  /** A new slot that waits for room. */
  add(app: AppRecord, definition: AppDefinition): SimInstance;
  /** A slot that has been running for a while, for worlds that begin in the middle. */
  addRunning(app: AppRecord, definition: AppDefinition, agent: SimAgent, startedAtMs: number): SimInstance;
  launch(app: AppRecord, instance: SimInstance, agent: SimAgent): void;
  /** Ends the task; a decommissioned slot goes with it, another one waits for a new task. */
  kill(app: AppRecord, instance: SimInstance, fate: 'relaunch' | 'decommission', reason?: string): void;
  /** The task ends by itself or is lost, now. */
  end(app: AppRecord, instance: SimInstance, how: EndState, message: string): void;
  isDying(instance: SimInstance): boolean;
  /** Lets a hanging task go on. */
  resume(app: AppRecord, instance: SimInstance): void;
};

export type EndState = 'killed' | 'failed' | 'finished' | 'gone';

const goneReasons: Readonly<Record<EndState, GoneReason>> = {
  killed: 'killed',
  failed: 'failed',
  finished: 'finished',
  gone: 'lost',
};

/** An agent kills for good after this, if the app does not say otherwise. Ms. */
const defaultKillGraceMs = 3000;

function hexOf(value: number, digits: number): string {
  return Math.floor(value).toString(16).padStart(digits, '0').slice(-digits);
}

function createIds(core: Core): (appId: string) => string {
  const node = core.random.stream('node').hex(12);
  const clockSequence = core.random.stream('clock-sequence').hex(4);
  let drawn = 0;
  return (appId) => {
    drawn += 1;
    const now = core.clock.nowMs();
    const uuid = `${hexOf(now * 8 + drawn, 8)}-${hexOf(now / 2 ** 29, 4)}-11f1-${clockSequence}-${node}`;
    return `${appId.slice(1).replaceAll('/', '_')}.instance-${uuid}`;
  };
}

/** The lives of a cluster's instances. */
export function createLifecycle(core: Core): Lifecycle {
  const newId = createIds(core);
  const ports = core.random.stream('ports');
  const timers = new Map<string, Cancel>();
  const deaths = new Map<string, { readonly cancel: Cancel; readonly reason: string | null }>();
  let pid = 4000;

  const blank = (app: AppRecord, definition: AppDefinition): SimInstance => {
    const id = newId(app.id);
    const now = core.clock.nowMs();
    return {
      id,
      appId: app.id,
      taskId: `${id}._app.1`,
      attempt: 0,
      pid: 0,
      state: 'scheduled',
      goal: 'running',
      definition,
      agentId: null,
      host: null,
      ports: [],
      sinceMs: now,
      waitingSinceMs: now,
      stagedAtMs: null,
      startedAtMs: null,
      health: null,
      ready: null,
    };
  };

  const enter = (instance: SimInstance, state: InstanceState): void => {
    instance.state = state;
    instance.sinceMs = core.clock.nowMs();
  };

  const clear = (instance: SimInstance): void => {
    timers.get(instance.id)?.();
    timers.delete(instance.id);
    deaths.get(instance.id)?.cancel();
    deaths.delete(instance.id);
  };

  const place = (instance: SimInstance, agent: SimAgent): void => {
    instance.attempt += 1;
    instance.taskId = `${instance.id}._app.${instance.attempt}`;
    pid += 1 + ports.int(9);
    instance.pid = pid;
    instance.agentId = agent.id;
    instance.host = agent.host;
    instance.ports = occupy(agent, instance.id, instance.definition.config, ports);
    instance.stagedAtMs = core.clock.nowMs();
    instance.startedAtMs = null;
    instance.ready = null;
  };

  const later = (instance: SimInstance, delayMs: number, fn: () => void): void => {
    timers.get(instance.id)?.();
    timers.set(
      instance.id,
      core.clock.after(delayMs, () => {
        timers.delete(instance.id);
        fn();
      }),
    );
  };

  const end = (app: AppRecord, instance: SimInstance, how: EndState, message: string): void => {
    const reason = deaths.get(instance.id)?.reason ?? null;
    clear(instance);
    const now = core.clock.nowMs();
    const hadRun = instance.startedAtMs !== null;
    const facts = factsOf(instance);
    const agent = instance.agentId === null ? undefined : core.agents.get(instance.agentId);
    if (agent !== undefined) vacate(agent, instance.id, instance.definition.config, instance.ports);
    core.events.emit({ kind: 'task-status', facts, status: how, message });
    enter(instance, how);
    instance.ports = [];
    instance.startedAtMs = null;
    instance.waitingSinceMs = now;
    if (how === 'failed' || how === 'gone' || reason !== null) {
      const text = reason === null ? message : `Task was killed since health check failed. Reason: ${reason}`;
      app.lastFailure = { facts, state: how === 'finished' ? 'failed' : how, message: text, atMs: now };
    }
    const { config, lastConfigChangeAtMs } = instance.definition;
    if (how !== 'killed' && lastConfigChangeAtMs === app.definition.lastConfigChangeAtMs) {
      app.backoff = worsened(app.backoff, config, lastConfigChangeAtMs, now);
    }
    if (hadRun) core.gone.emit({ instance, why: goneReasons[how] });
    const decommissioned = instance.goal === 'decommissioned';
    if (decommissioned) app.instances.delete(instance.id);
    else core.queued.add(app);
    if (instance.health !== null && config.healthChecks.some((check) => check.prober === 'executor')) {
      instance.health = null;
      core.events.emit({ kind: 'instance-health', facts, healthy: null });
    }
    tellChanged(core, app, instance);
    core.demand.emit();
  };

  const run = (app: AppRecord, instance: SimInstance): void => {
    const how = behaviour(app, instance);
    if (how.failsWith !== null && how.finishesAfterMs === null) {
      end(app, instance, 'failed', how.failsWith);
      return;
    }
    instance.startedAtMs = core.clock.nowMs();
    core.events.emit({ kind: 'task-status', facts: factsOf(instance), status: 'running', message: '' });
    enter(instance, 'running');
    app.backoff = reanchored(app.backoff, core.clock.nowMs());
    if (how.finishesAfterMs !== null) {
      later(instance, how.finishesAfterMs, () => {
        if (how.failsWith === null) end(app, instance, 'finished', 'Command exited with status 0');
        else end(app, instance, 'failed', how.failsWith);
      });
    }
    core.running.emit(instance);
    tellChanged(core, app, instance);
  };

  const startUp = (app: AppRecord, instance: SimInstance): void => {
    const { startMs, hangsIn } = behaviour(app, instance);
    core.events.emit({ kind: 'task-status', facts: factsOf(instance), status: 'starting', message: '' });
    enter(instance, 'starting');
    if (hangsIn !== 'starting') later(instance, startMs / 2, () => run(app, instance));
    tellChanged(core, app, instance);
  };

  const remove = (app: AppRecord, instance: SimInstance): void => {
    clear(instance);
    app.instances.delete(instance.id);
    tellChanged(core, app, instance);
  };

  return {
    add(app, definition) {
      const instance = blank(app, definition);
      app.instances.set(instance.id, instance);
      core.queued.add(app);
      tellChanged(core, app, instance);
      core.demand.emit();
      return instance;
    },
    addRunning(app, definition, agent, startedAtMs) {
      const instance = blank(app, definition);
      place(instance, agent);
      instance.stagedAtMs = startedAtMs - 2000;
      instance.startedAtMs = startedAtMs;
      instance.sinceMs = startedAtMs;
      instance.state = 'running';
      if (definition.config.healthChecks.length > 0) {
        const firstSuccessMs = startedAtMs + 1000;
        const never = { lastFailureMs: null, lastFailureCause: null };
        instance.health = {
          alive: true,
          consecutiveFailures: 0,
          firstSuccessMs,
          lastSuccessMs: firstSuccessMs,
          ...never,
        };
      }
      app.instances.set(instance.id, instance);
      app.revision += 1;
      core.running.emit(instance);
      return instance;
    },
    launch(app, instance, agent) {
      place(instance, agent);
      enter(instance, 'provisioned');
      app.backoff = reanchored(app.backoff, core.clock.nowMs());
      const { startMs, hangsIn } = behaviour(app, instance);
      if (hangsIn !== 'staging') later(instance, startMs / 2, () => startUp(app, instance));
      tellChanged(core, app, instance);
    },
    kill(app, instance, fate, reason) {
      const goalChanges = fate === 'decommission' && instance.goal !== 'decommissioned';
      if (goalChanges) instance.goal = 'decommissioned';
      if (!isPlaced(instance.state)) {
        if (fate === 'decommission') remove(app, instance);
        return;
      }
      if (goalChanges) tellChanged(core, app, instance);
      if (deaths.has(instance.id)) return;
      // A task that is being killed gets no further.
      timers.get(instance.id)?.();
      timers.delete(instance.id);
      const grace = instance.definition.config.killGraceMs || defaultKillGraceMs;
      const cancel = core.clock.after(Math.min(behaviour(app, instance).killMs, grace), () => {
        const owner = recordOf(core, instance);
        if (owner !== undefined) end(owner, instance, 'killed', 'Command terminated with signal Terminated');
      });
      deaths.set(instance.id, { cancel, reason: reason ?? null });
    },
    end,
    isDying: (instance) => deaths.has(instance.id),
    resume(app, instance) {
      if (timers.has(instance.id) || deaths.has(instance.id)) return;
      if (instance.state === 'provisioned') startUp(app, instance);
      else if (instance.state === 'starting') run(app, instance);
    },
  };
}
