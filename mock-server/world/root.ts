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

/** The desired state, its history, and the one way to change it. */
export type Root = {
  versionMs(): number;
  groups(): ReadonlyMap<string, GroupFacts>;
  snapshots(): ReadonlyMap<number, RootSnapshot>;
  change(change: RootChange): Outcome;
  /** The steps a change would take; nothing happens. */
  dryRun(change: RootChange): readonly PlanStep[];
  /** Undoes a running deployment by a new one; null if there is no such deployment. */
  rollBack(deploymentId: string): Outcome | null;
  /** Puts an app there without a deployment, for worlds that begin in the middle. */
  settle(definition: AppDefinition): void;
  refuse(groupId: string, reason: string): void;
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

/** The desired state of an empty cluster. */
export function createRoot(core: Core, deployments: Deployments): Root {
  const startMs = core.clock.nowMs();
  /** Constant for the life of the process and older than anything it undoes: measured on Marathon 1.11.26. */
  const rollbackVersionMs = startMs - 1;
  const groups = new Map<string, GroupFacts>();
  const snapshots = new Map<number, RootSnapshot>();
  const reserved = new Map<number, string>();
  let lastVersionMs = startMs - 1;
  let rootVersionMs = startMs;

  const nextVersion = (): number => {
    lastVersionMs = Math.max(Math.floor(core.clock.nowMs()), lastVersionMs + 1);
    return lastVersionMs;
  };

  const targetOf = (changes: readonly AppChange[]): ReadonlyMap<string, AppDefinition> => {
    const changed = new Map(changes.map(({ id, after }) => [id, after]));
    const target = new Map<string, AppDefinition>();
    for (const [id, app] of core.apps) {
      const after = changed.get(id);
      if (after === undefined) target.set(id, app.definition);
    }
    for (const [id, after] of changed) if (after !== null) target.set(id, after);
    return target;
  };

  /** The map of everything is only worth building when somebody depends on somebody. */
  const targetForPlan = (changes: readonly AppChange[]): ReadonlyMap<string, AppDefinition> => {
    const lonely = changes.every(({ after }) => after === null || after.config.dependencies.length === 0);
    return lonely ? new Map() : targetOf(changes);
  };

  const changeFor = (wish: AppWish, versionMs: number): AppChange => {
    const before = core.apps.get(wish.id)?.definition ?? null;
    switch (wish.kind) {
      case 'remove':
        return { id: wish.id, before, after: null };
      case 'restart':
        return { id: wish.id, before, after: before === null ? null : stampRestart(before, versionMs) };
      case 'put': {
        const config = assignServicePorts(wish.id, wish.config, before?.config ?? null, reserved);
        return { id: wish.id, before, after: stamp(before, config, wish.instances, versionMs, wish.id) };
      }
    }
  };

  const isReal = ({ before, after }: AppChange): boolean => before !== after;

  const remember = (id: string, definition: AppDefinition): void => {
    const versions = core.apps.get(id)?.versions;
    if (versions === undefined) return;
    versions.delete(definition.versionMs);
    versions.set(definition.versionMs, definition);
    for (const oldest of versions.keys()) {
      if (versions.size <= keptVersions) break;
      versions.delete(oldest);
    }
  };

  /** An app that comes back while its last tasks die counts them as its own until they are dead: measured on Marathon 1.11.26. */
  const adopt = (record: AppRecord): void => {
    const dying = core.dying.get(record.id);
    if (dying === undefined) return;
    core.dying.delete(record.id);
    for (const [id, instance] of dying.instances) {
      instance.goal = 'running';
      record.instances.set(id, instance);
    }
    core.queued.add(record);
  };

  const applyApp = ({ id, after }: AppChange): void => {
    const app = core.apps.get(id);
    if (after === null) {
      if (app === undefined) return;
      core.apps.delete(id);
      core.dying.set(id, app);
      for (const [port, owner] of reserved) if (owner === id) reserved.delete(port);
      return;
    }
    if (app === undefined) {
      const record = createRecord(after);
      core.apps.set(id, record);
      adopt(record);
      for (const group of groupsAbove(id)) {
        if (!groups.has(group)) groups.set(group, { id: group, dependencies: [], enforceRole: false });
      }
      return;
    }
    app.definition = after;
    app.revision += 1;
    remember(id, after);
  };

  const applyGroups = (edits: ReadonlyMap<string, GroupFacts | null> | undefined): void => {
    for (const [id, facts] of edits ?? []) {
      if (facts === null) groups.delete(id);
      else groups.set(id, facts);
    }
  };

  const keepSnapshot = (): void => {
    const apps = new Map<string, AppDefinition>();
    for (const [id, app] of core.apps) apps.set(id, app.definition);
    snapshots.set(rootVersionMs, { apps, groups: new Map(groups) });
    for (const oldest of snapshots.keys()) {
      if (snapshots.size <= keptVersions) break;
      snapshots.delete(oldest);
    }
  };

  const announceChecks = (changes: readonly AppChange[]): void => {
    for (const { after } of changes) {
      for (const [checkIndex] of after?.config.healthChecks.entries() ?? []) {
        if (after !== null) core.events.emit({ kind: 'health-check-added', definition: after, checkIndex });
      }
    }
  };

  const refuseLocked = (change: RootChange, plan: DeploymentPlan): void => {
    // A refused version is listed all the same: measured on Marathon 1.11.26.
    for (const { id, after } of plan.changes) if (after !== null) remember(id, after);
    core.events.emit({
      kind: 'group-change',
      groupId: change.groupId,
      versionMs: plan.versionMs,
      refusal: lockedMessage,
    });
    core.events.emit({ kind: 'deployment-failed', plan, reason: lockedMessage });
  };

  const refusalOf = (changes: readonly AppChange[]): string | null => {
    const added = changes.filter(({ before, after }) => before === null && after !== null);
    const bound = changes.filter(({ after }) => after !== null && after.config.dependencies.length > 0);
    if (added.length === 0 && bound.length === 0) return null;
    const known = new Set([...groups.keys(), ...added.flatMap(({ id }) => groupsAbove(id))]);
    return treeRefusal(targetOf(changes), known, new Set([...added, ...bound].map(({ id }) => id)));
  };

  const carryOut = (change: RootChange, changes: readonly AppChange[], versionMs: number): Outcome => {
    const refusal = refusalOf(changes);
    if (refusal !== null) {
      core.events.emit({ kind: 'group-change', groupId: change.groupId, versionMs, refusal });
      return { kind: 'invalid', reason: refusal };
    }
    if (deployments.list().length >= mostDeployments) return { kind: 'too-many', limit: mostDeployments };
    const sentencedApps = change.sentenced === undefined ? new Set<string>() : new Set(changes.map(({ id }) => id));
    const steps = planSteps(changes.filter(isReal), targetForPlan(changes), sentencedApps);
    const plan: DeploymentPlan = { id: uuid(core), versionMs, steps, changes };
    const holders = deployments.locking(affectedApps(steps));
    if (holders.length > 0 && !change.force) {
      refuseLocked(change, plan);
      return { kind: 'locked', deploymentIds: holders };
    }
    for (const holder of holders) deployments.cancel(holder);
    for (const one of changes) if (isReal(one)) applyApp(one);
    applyGroups(change.groups);
    rootVersionMs = versionMs;
    keepSnapshot();
    announceChecks(changes.filter(isReal));
    deployments.start(plan, change.sentenced);
    core.events.emit({ kind: 'group-change', groupId: change.groupId, versionMs, refusal: null });
    return { kind: 'accepted', deploymentId: plan.id, versionMs };
  };

  /** Back to what it was, with the constant stamp that makes every task an old one if the config had changed. */
  const undo = ({ id, before }: AppChange): AppChange => {
    const now = core.apps.get(id)?.definition ?? null;
    if (before === null) return { id, before: now, after: null };
    const after = stamp(now, before.config, before.instances, rollbackVersionMs, id);
    return { id, before: now, after };
  };

  keepSnapshot();
  return {
    versionMs: () => rootVersionMs,
    groups: () => groups,
    snapshots: () => snapshots,
    change(change) {
      const versionMs = nextVersion();
      return carryOut(
        change,
        change.wishes.map((wish) => changeFor(wish, versionMs)),
        versionMs,
      );
    },
    dryRun(change) {
      const versionMs = nextVersion();
      const changes = change.wishes.map((wish) => changeFor(wish, versionMs)).filter(isReal);
      return planSteps(changes, targetOf(changes));
    },
    rollBack(deploymentId) {
      const deployment = deployments.find(deploymentId);
      if (deployment === undefined) return null;
      const changes = deployment.plan.changes.filter(isReal).map(undo);
      const created = deployment.plan.changes.filter(({ before }) => before === null).map(({ id }) => id);
      const left = new Set([...core.apps.keys()].filter((id) => !created.includes(id)).flatMap(groupsAbove));
      const emptied = new Map<string, null>();
      for (const group of created.flatMap(groupsAbove)) if (!left.has(group)) emptied.set(group, null);
      return carryOut({ groupId: '/', wishes: [], force: true, groups: emptied }, changes, rollbackVersionMs);
    },
    settle(definition) {
      const config = assignServicePorts(definition.id, definition.config, null, reserved);
      applyApp({ id: definition.id, before: null, after: { ...definition, config } });
    },
    refuse(groupId, reason) {
      core.events.emit({ kind: 'group-change', groupId, versionMs: nextVersion(), refusal: reason });
    },
  };
}
