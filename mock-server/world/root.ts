import type { AppDefinition } from './app.ts';
import { stamp, stampRestart } from './classify.ts';
import type { AppWish } from './classify.ts';
import { createRecord } from './core.ts';
import type { AppRecord, Core } from './core.ts';
import type { Deployments } from './deployments.ts';
import { groupsAbove, treeRefusal } from './groups.ts';
import type { GroupFacts } from './groups.ts';
import { affectedApps, planSteps } from './plan.ts';
import type { AppChange, DeploymentPlan, PlanStep } from './plan.ts';
import { assignServicePorts } from './service-ports.ts';

/** One change of what is wanted, of any number of apps at once. */
export type RootChange = {
  /** The group the change is told for: an app's parent, or `/`. */
  readonly groupId: string;
  readonly wishes: readonly AppWish[];
  readonly force: boolean;
  /** Groups to create, change or (null) remove. */
  readonly groups?: ReadonlyMap<string, GroupFacts | null>;
  /** Instances that have to be among those a scaling ends. */
  readonly sentenced?: ReadonlySet<string>;
};

export type Outcome =
  | { readonly kind: 'accepted'; readonly deploymentId: string; readonly versionMs: number }
  | { readonly kind: 'locked'; readonly deploymentIds: readonly string[] }
  | { readonly kind: 'invalid'; readonly reason: string }
  | { readonly kind: 'too-many'; readonly limit: number };

/** What was wanted of everything at one version. */
export type RootSnapshot = {
  readonly apps: ReadonlyMap<string, AppDefinition>;
  readonly groups: ReadonlyMap<string, GroupFacts>;
};

export const lockedMessage =
  "App is locked by one or more deployments. Override with the option '?force=true'. View details at '/v2/deployments/<DEPLOYMENT_ID>'.";

const keptVersions = 50;
const mostDeployments = 100;

function uuid(core: Core): string {
  const { random } = core;
  const variant = (8 + random.int(4)).toString(16);
  return `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-${variant}${random.hex(3)}-${random.hex(12)}`;
}

/** Drops the oldest entries beyond what is kept. */
function trim(kept: Map<number, unknown>): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= keptVersions) return;
    kept.delete(oldest);
  }
}

const isReal = ({ before, after }: AppChange): boolean => before !== after;

/** The desired state, its history, and the one way to change it. */
export class Root {
  readonly #core: Core;
  readonly #deployments: Deployments;
  /** Constant for the life of the process and older than anything it undoes: measured on Marathon 1.11.26. */
  readonly #rollbackVersionMs: number;
  readonly #groups = new Map<string, GroupFacts>();
  readonly #snapshots = new Map<number, RootSnapshot>();
  readonly #reservedPorts = new Map<number, string>();
  #lastVersionMs: number;
  #versionMs: number;

  constructor(core: Core, deployments: Deployments) {
    this.#core = core;
    this.#deployments = deployments;
    this.#versionMs = core.clock.nowMs();
    this.#lastVersionMs = this.#versionMs - 1;
    this.#rollbackVersionMs = this.#versionMs - 1;
    this.#keepSnapshot();
  }

  versionMs(): number {
    return this.#versionMs;
  }

  groups(): ReadonlyMap<string, GroupFacts> {
    return this.#groups;
  }

  /** What was wanted at each version that is still kept. */
  snapshots(): ReadonlyMap<number, RootSnapshot> {
    return this.#snapshots;
  }

  change(change: RootChange): Outcome {
    const versionMs = this.#nextVersion();
    const changes = change.wishes.map((wish) => this.#changeFor(wish, versionMs));
    return this.#carryOut(change, changes, versionMs);
  }

  /** The steps a change would take; nothing happens. */
  dryRun(change: RootChange): readonly PlanStep[] {
    const versionMs = this.#nextVersion();
    const changes = change.wishes.map((wish) => this.#changeFor(wish, versionMs)).filter(isReal);
    return planSteps(changes, this.#targetOf(changes));
  }

  /** Undoes a running deployment by a new one; null if there is no such deployment. */
  rollBack(deploymentId: string): Outcome | null {
    const deployment = this.#deployments.find(deploymentId);
    if (deployment === undefined) return null;
    const changes = deployment.plan.changes.filter(isReal).map((change) => this.#undo(change));
    const created = new Set(deployment.plan.changes.filter(({ before }) => before === null).map(({ id }) => id));
    const left = new Set([...this.#core.apps.keys()].filter((id) => !created.has(id)).flatMap(groupsAbove));
    const emptied = [...created].flatMap(groupsAbove).filter((group) => !left.has(group));
    const groups = new Map(emptied.map((group) => [group, null]));
    return this.#carryOut({ groupId: '/', wishes: [], force: true, groups }, changes, this.#rollbackVersionMs);
  }

  /** Puts an app there without a deployment, for worlds that begin in the middle. */
  settle(definition: AppDefinition): void {
    const config = assignServicePorts(definition.id, definition.config, null, this.#reservedPorts);
    this.#applyApp({ id: definition.id, before: null, after: { ...definition, config } });
  }

  /** Tells that a change was refused before it came this far. */
  refuse(groupId: string, reason: string): void {
    this.#core.events.emit({ kind: 'group-change', groupId, versionMs: this.#nextVersion(), refusal: reason });
  }

  #nextVersion(): number {
    this.#lastVersionMs = Math.max(Math.floor(this.#core.clock.nowMs()), this.#lastVersionMs + 1);
    return this.#lastVersionMs;
  }

  #changeFor(wish: AppWish, versionMs: number): AppChange {
    const before = this.#core.apps.get(wish.id)?.definition ?? null;
    switch (wish.kind) {
      case 'remove':
        return { id: wish.id, before, after: null };
      case 'restart':
        return { id: wish.id, before, after: before === null ? null : stampRestart(before, versionMs) };
      case 'put': {
        const config = assignServicePorts(wish.id, wish.config, before?.config ?? null, this.#reservedPorts);
        return { id: wish.id, before, after: stamp(before, config, wish.instances, versionMs, wish.id) };
      }
    }
  }

  /** Back to what it was, with the constant stamp that makes every task an old one if the config had changed. */
  #undo({ id, before }: AppChange): AppChange {
    const now = this.#core.apps.get(id)?.definition ?? null;
    if (before === null) return { id, before: now, after: null };
    return { id, before: now, after: stamp(now, before.config, before.instances, this.#rollbackVersionMs, id) };
  }

  #carryOut(change: RootChange, changes: readonly AppChange[], versionMs: number): Outcome {
    const { events } = this.#core;
    const { groupId, force } = change;
    const refusal = this.#refusalOf(changes);
    if (refusal !== null) {
      events.emit({ kind: 'group-change', groupId, versionMs, refusal });
      return { kind: 'invalid', reason: refusal };
    }
    if (this.#deployments.list().length >= mostDeployments) return { kind: 'too-many', limit: mostDeployments };
    const plan = this.#planFor(change, changes, versionMs);
    const holders = this.#deployments.locking(affectedApps(plan.steps));
    if (holders.length > 0 && !force) {
      this.#refuseLocked(groupId, plan);
      return { kind: 'locked', deploymentIds: holders };
    }
    for (const holder of holders) this.#deployments.cancel(holder);
    this.#apply(changes.filter(isReal), change.groups ?? new Map(), versionMs);
    this.#deployments.start(plan, change.sentenced);
    events.emit({ kind: 'group-change', groupId, versionMs, refusal: null });
    return { kind: 'accepted', deploymentId: plan.id, versionMs };
  }

  #planFor(change: RootChange, changes: readonly AppChange[], versionMs: number): DeploymentPlan {
    const sentenced = new Set(change.sentenced === undefined ? [] : changes.map(({ id }) => id));
    // The map of everything is only worth building when somebody depends on somebody.
    const lonely = changes.every(({ after }) => after === null || after.config.dependencies.length === 0);
    const target = lonely ? new Map() : this.#targetOf(changes);
    return { id: uuid(this.#core), versionMs, steps: planSteps(changes.filter(isReal), target, sentenced), changes };
  }

  #targetOf(changes: readonly AppChange[]): ReadonlyMap<string, AppDefinition> {
    const changed = new Map(changes.map(({ id, after }) => [id, after]));
    const target = new Map<string, AppDefinition>();
    for (const [id, app] of this.#core.apps) if (!changed.has(id)) target.set(id, app.definition);
    for (const [id, after] of changed) if (after !== null) target.set(id, after);
    return target;
  }

  #refusalOf(changes: readonly AppChange[]): string | null {
    const added = changes.filter(({ before, after }) => before === null && after !== null);
    const bound = changes.filter(({ after }) => after !== null && after.config.dependencies.length > 0);
    if (added.length === 0 && bound.length === 0) return null;
    const known = new Set([...this.#groups.keys(), ...added.flatMap(({ id }) => groupsAbove(id))]);
    return treeRefusal(this.#targetOf(changes), known, new Set([...added, ...bound].map(({ id }) => id)));
  }

  #refuseLocked(groupId: string, plan: DeploymentPlan): void {
    // A refused version is listed all the same: measured on Marathon 1.11.26.
    for (const { id, after } of plan.changes) if (after !== null) this.#remember(id, after);
    const { versionMs } = plan;
    this.#core.events.emit({ kind: 'group-change', groupId, versionMs, refusal: lockedMessage });
    this.#core.events.emit({ kind: 'deployment-failed', plan, reason: lockedMessage });
  }

  #apply(changes: readonly AppChange[], groups: ReadonlyMap<string, GroupFacts | null>, versionMs: number): void {
    for (const change of changes) this.#applyApp(change);
    for (const [id, facts] of groups) {
      if (facts === null) this.#groups.delete(id);
      else this.#groups.set(id, facts);
    }
    this.#versionMs = versionMs;
    this.#keepSnapshot();
    for (const { after } of changes) {
      for (const [checkIndex] of after?.config.healthChecks.entries() ?? []) {
        if (after !== null) this.#core.events.emit({ kind: 'health-check-added', definition: after, checkIndex });
      }
    }
  }

  #applyApp({ id, after }: AppChange): void {
    const app = this.#core.apps.get(id);
    if (after === null) {
      if (app !== undefined) this.#removeApp(app);
      return;
    }
    if (app === undefined) {
      const record = createRecord(after);
      this.#core.apps.set(id, record);
      this.#adopt(record);
      for (const group of groupsAbove(id)) {
        if (!this.#groups.has(group)) this.#groups.set(group, { id: group, dependencies: [], enforceRole: false });
      }
      return;
    }
    app.definition = after;
    app.revision += 1;
    this.#remember(id, after);
  }

  #removeApp(app: AppRecord): void {
    this.#core.apps.delete(app.id);
    this.#core.dying.set(app.id, app);
    for (const [port, owner] of this.#reservedPorts) if (owner === app.id) this.#reservedPorts.delete(port);
  }

  /** An app that comes back while its last tasks die counts them as its own until they are dead: measured on Marathon 1.11.26. */
  #adopt(record: AppRecord): void {
    const dying = this.#core.dying.get(record.id);
    if (dying === undefined) return;
    this.#core.dying.delete(record.id);
    for (const [id, instance] of dying.instances) {
      instance.goal = 'running';
      record.instances.set(id, instance);
    }
    this.#core.queued.add(record);
  }

  #remember(id: string, definition: AppDefinition): void {
    const versions = this.#core.apps.get(id)?.versions;
    if (versions === undefined) return;
    versions.delete(definition.versionMs);
    versions.set(definition.versionMs, definition);
    trim(versions);
  }

  #keepSnapshot(): void {
    const apps = new Map<string, AppDefinition>();
    for (const [id, app] of this.#core.apps) apps.set(id, app.definition);
    this.#snapshots.set(this.#versionMs, { apps, groups: new Map(this.#groups) });
    trim(this.#snapshots);
  }
}
