import type { AgentSpec, SimAgent } from './agent.ts';
import type { AppDefinition } from './app.ts';
import type { BehaviourOverride } from './behaviour.ts';
import type { SimClock } from './clock.ts';
import { createCore, factsOf, tellChanged, tellMoved } from './core.ts';
import type { AppRecord, Core, GoneReason } from './core.ts';
import { Deployments } from './deployments.ts';
import type { ClusterEvent } from './events.ts';
import { Health } from './health.ts';
import type { SimInstance } from './instance.ts';
import { Launcher } from './launcher.ts';
import { Lifecycle } from './lifecycle.ts';
import type { EndState } from './lifecycle.ts';
import { Machines } from './machines.ts';
import { reasonsAgainst } from './offers.ts';
import type { SimRandom } from './random.ts';
import { Root } from './root.ts';

/** An app and its slots as they are now. */
export type SimApp = Readonly<AppRecord>;

export type { GoneReason } from './core.ts';

export type ClusterParts = { readonly clock: SimClock; readonly random: SimRandom };

/** The half of the world that runs apps. */
export class Cluster {
  readonly root: Root;
  readonly deployments: Deployments;
  readonly launcher: Launcher;
  readonly health: Health;
  readonly #core: Core;
  readonly #lifecycle: Lifecycle;
  readonly #machines: Machines;
  #nextAgent = 0;

  constructor({ clock, random }: ClusterParts) {
    const core = createCore(clock, random);
    this.#core = core;
    this.#lifecycle = new Lifecycle(core);
    this.launcher = new Launcher(core, this.#lifecycle);
    this.health = new Health(core, this.#lifecycle);
    this.deployments = new Deployments(core, this.#lifecycle);
    this.#machines = new Machines(core, this.#lifecycle, this.deployments);
    this.root = new Root(core, this.deployments);
  }

  apps(): Iterable<SimApp> {
    return this.#core.apps.values();
  }

  app(id: string): SimApp | undefined {
    return this.#core.apps.get(id);
  }

  appCount(): number {
    return this.#core.apps.size;
  }

  instanceCount(): number {
    let count = 0;
    for (const app of this.#core.apps.values()) count += app.instances.size;
    return count;
  }

  agents(): readonly SimAgent[] {
    return this.#machines.hosts();
  }

  agent(id: string | null): SimAgent | undefined {
    return id === null ? undefined : this.#core.agents.get(id);
  }

  addAgent(spec: AgentSpec): SimAgent {
    return this.#machines.add(spec);
  }

  /** False if there is no such host, or it is lost already. */
  loseAgent(host: string): boolean {
    return this.#machines.lose(host);
  }

  /** False if there is no such host, or it is not lost. */
  returnAgent(host: string): boolean {
    return this.#machines.bringBack(host);
  }

  /** Called each time a task of an instance starts to run (again after a relaunch: `taskId` and `pid` are new). */
  onInstanceRunning(fn: (instance: SimInstance) => void): () => void {
    return this.#core.running.listen(fn);
  }

  /** Called when the task of an instance that had run is no more. A lost one may still run where nobody reaches it. */
  onInstanceGone(fn: (instance: SimInstance, why: GoneReason) => void): () => void {
    return this.#core.gone.listen(({ instance, why }) => fn(instance, why));
  }

  onEvent(fn: (event: ClusterEvent) => void): () => void {
    return this.#core.events.listen(fn);
  }

  /** Kills tasks; their slots get new ones. */
  kill(instances: Iterable<SimInstance>): void {
    for (const instance of instances) {
      const app = this.#ownerOf(instance);
      if (app !== undefined) this.#lifecycle.kill(app, instance, 'relaunch');
    }
  }

  /** The task ends by itself, now. */
  end(instance: SimInstance, how: EndState, message: string): void {
    const app = this.#ownerOf(instance);
    if (app !== undefined) this.#lifecycle.end(app, instance, how, message);
  }

  /** How all tasks of an app behave from now on; undefined: as its labels say. False if there is no such app. */
  behave(appId: string, override: BehaviourOverride | undefined): boolean {
    const app = this.#core.apps.get(appId);
    if (app === undefined) return false;
    app.override = override;
    for (const instance of app.instances.values()) {
      if (override?.hangsIn === undefined || override.hangsIn === null) this.#lifecycle.resume(app, instance);
      tellMoved(this.#core, app, instance);
    }
    return true;
  }

  /** An app with running instances, without a deployment; for worlds that begin in the middle. */
  settle(definition: AppDefinition, running: number, startedAtMs: number): void {
    this.root.settle(definition);
    const app = this.#core.apps.get(definition.id);
    if (app === undefined) return;
    const agents = this.#machines.hosts();
    const placed: SimAgent[] = [];
    for (let n = 0; n < running; n += 1) {
      const agent = this.#findRoom(agents, definition, placed);
      if (agent === undefined) {
        this.#lifecycle.add(app, app.definition);
        continue;
      }
      placed.push(agent);
      this.#lifecycle.addRunning(app, app.definition, agent, startedAtMs);
    }
  }

  /**
   * One instance says that it is starting again, or that it runs after all: the cheapest change a reader of counts can see.
   * Nothing in the world acts on it.
   */
  touch(instance: SimInstance): { readonly tasksRunning: number } {
    const app = this.#core.apps.get(instance.appId);
    if (app === undefined) return { tasksRunning: 0 };
    const status = instance.state === 'running' ? 'starting' : 'running';
    instance.state = status;
    this.#core.events.emit({ kind: 'task-status', facts: factsOf(instance), status, message: '' });
    tellChanged(this.#core, app, instance);
    let tasksRunning = 0;
    for (const { state } of app.instances.values()) if (state === 'running') tasksRunning += 1;
    return { tasksRunning };
  }

  /** Notes that somebody asked for a version there is not. */
  notePhantom(appId: string, versionMs: number): void {
    const versions = this.#core.apps.get(appId)?.versions;
    if (versions !== undefined && !versions.has(versionMs)) versions.set(versionMs, null);
  }

  #ownerOf(instance: SimInstance): AppRecord | undefined {
    const app = this.#core.apps.get(instance.appId);
    return app?.instances.has(instance.id) === true ? app : undefined;
  }

  /** Round robin, so that a large world is spread in one pass. */
  #findRoom(agents: readonly SimAgent[], { config }: AppDefinition, placed: readonly SimAgent[]): SimAgent | undefined {
    for (let tried = 0; tried < agents.length; tried += 1) {
      const agent = agents[this.#nextAgent % agents.length];
      this.#nextAgent += 1;
      if (agent?.reachable === true && reasonsAgainst(config, agent, placed).length === 0) return agent;
    }
    return undefined;
  }
}

/** An empty cluster. */
export function createCluster(parts: ClusterParts): Cluster {
  return new Cluster(parts);
}
