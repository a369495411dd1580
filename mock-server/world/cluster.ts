import type { AgentSpec, SimAgent } from './agent.ts';
import type { AppDefinition } from './app.ts';
import type { BehaviourOverride } from './behaviour.ts';
import type { SimClock } from './clock.ts';
import { createCore, factsOf, tellChanged, tellMoved } from './core.ts';
import type { AppRecord, GoneReason } from './core.ts';
import { Deployments } from './deployments.ts';
import type { ClusterEvent } from './events.ts';
import { Health } from './health.ts';
import type { SimInstance } from './instance.ts';
import { Launcher } from './launcher.ts';
import { Lifecycle } from './lifecycle.ts';
import type { EndState } from './lifecycle.ts';
import { Machines } from './machines.ts';
import type { SimRandom } from './random.ts';
import { createRoot } from './root.ts';
import type { Root } from './root.ts';

/** An app and its slots as they are now. */
export type SimApp = Readonly<AppRecord>;

/** The half of the world that runs apps. */
export type Cluster = {
  apps(): Iterable<SimApp>;
  app(id: string): SimApp | undefined;
  appCount(): number;
  instanceCount(): number;
  /** Called each time a task of an instance starts to run (again after a relaunch: `taskId` and `pid` are new). */
  onInstanceRunning(fn: (instance: SimInstance) => void): () => void;
  /** Called when the task of an instance that had run is no more. A lost one may still run where nobody reaches it. */
  onInstanceGone(fn: (instance: SimInstance, why: GoneReason) => void): () => void;
  onEvent(fn: (event: ClusterEvent) => void): () => void;
  readonly root: Root;
  readonly deployments: Deployments;
  readonly launcher: Launcher;
  readonly health: Health;
  agents(): readonly SimAgent[];
  agent(id: string | null): SimAgent | undefined;
  addAgent(spec: AgentSpec): SimAgent;
  loseAgent(host: string): boolean;
  returnAgent(host: string): boolean;
  /** Kills tasks; their slots get new ones. */
  kill(instances: Iterable<SimInstance>): void;
  /** The task ends by itself, now. */
  end(instance: SimInstance, how: EndState, message: string): void;
  /** How all tasks of an app behave from now on; undefined: as its labels say. */
  behave(appId: string, override: BehaviourOverride | undefined): boolean;
  /** An app with running instances, without a deployment; for worlds that begin in the middle. `spread` starts at any agent. */
  settle(definition: AppDefinition, running: number, startedAtMs: number): void;
  /**
   * One instance says that it is starting again, or that it runs after all: the cheapest change a reader of counts can see.
   * Nothing in the world acts on it.
   */
  touch(instance: SimInstance): { readonly tasksRunning: number };
  /** Notes that somebody asked for a version there is not. */
  notePhantom(appId: string, versionMs: number): void;
};

export type { GoneReason } from './core.ts';

export type ClusterParts = { readonly clock: SimClock; readonly random: SimRandom };

/** An empty cluster. */
export function createCluster({ clock, random }: ClusterParts): Cluster {
  const core = createCore(clock, random);
  const lifecycle = new Lifecycle(core);
  const launcher = new Launcher(core, lifecycle);
  const health = new Health(core, lifecycle);
  const deployments = new Deployments(core, lifecycle);
  const machines = new Machines(core, lifecycle, deployments);
  const root = createRoot(core, deployments);
  let nextAgent = 0;

  const fits = (agent: SimAgent, { config }: AppDefinition): boolean =>
    agent.reachable &&
    agent.used.cpus + config.cpus <= agent.total.cpus + 1e-9 &&
    agent.used.memMib + config.memMib <= agent.total.memMib;

  const findRoom = (agents: readonly SimAgent[], definition: AppDefinition): SimAgent | undefined => {
    for (let tried = 0; tried < agents.length; tried += 1) {
      const agent = agents[nextAgent % agents.length];
      nextAgent += 1;
      if (agent !== undefined && fits(agent, definition)) return agent;
    }
    return undefined;
  };

  return {
    apps: () => core.apps.values(),
    app: (id) => core.apps.get(id),
    appCount: () => core.apps.size,
    instanceCount: () => {
      let count = 0;
      for (const app of core.apps.values()) count += app.instances.size;
      return count;
    },
    onInstanceRunning: (fn) => core.running.listen(fn),
    onInstanceGone: (fn) => core.gone.listen(({ instance, why }) => fn(instance, why)),
    onEvent: (fn) => core.events.listen(fn),
    root,
    deployments,
    launcher,
    health,
    agents: () => machines.hosts(),
    agent: (id) => (id === null ? undefined : core.agents.get(id)),
    addAgent: (spec) => machines.add(spec),
    loseAgent: (host) => machines.lose(host),
    returnAgent: (host) => machines.bringBack(host),
    kill(instances) {
      for (const instance of instances) {
        const app = core.apps.get(instance.appId);
        if (app?.instances.has(instance.id) === true) lifecycle.kill(app, instance, 'relaunch');
      }
    },
    end(instance, how, message) {
      const app = core.apps.get(instance.appId);
      if (app?.instances.has(instance.id) === true) lifecycle.end(app, instance, how, message);
    },
    behave(appId, override) {
      const app = core.apps.get(appId);
      if (app === undefined) return false;
      app.override = override;
      for (const instance of app.instances.values()) {
        if (override?.hangsIn === undefined || override.hangsIn === null) lifecycle.resume(app, instance);
        tellMoved(core, app, instance);
      }
      return true;
    },
    settle(definition, running, startedAtMs) {
      root.settle(definition);
      const app = core.apps.get(definition.id);
      if (app === undefined) return;
      const agents = machines.hosts();
      for (let n = 0; n < running; n += 1) {
        const agent = findRoom(agents, definition);
        if (agent === undefined) lifecycle.add(app, app.definition);
        else lifecycle.addRunning(app, app.definition, agent, startedAtMs);
      }
    },
    touch(instance) {
      const app = core.apps.get(instance.appId);
      if (app === undefined) return { tasksRunning: 0 };
      const status = instance.state === 'running' ? 'starting' : 'running';
      instance.state = status;
      core.events.emit({ kind: 'task-status', facts: factsOf(instance), status, message: '' });
      tellChanged(core, app, instance);
      let tasksRunning = 0;
      for (const { state } of app.instances.values()) if (state === 'running') tasksRunning += 1;
      return { tasksRunning };
    },
    notePhantom(appId, versionMs) {
      const versions = core.apps.get(appId)?.versions;
      if (versions !== undefined && !versions.has(versionMs)) versions.set(versionMs, null);
    },
  };
}
