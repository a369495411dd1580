import type { AppDefinition } from './app.ts';
import { sameConfig } from './classify.ts';

/** What a deployment does to one app. */
type ActionKind = 'start' | 'stop' | 'scale' | 'restart';
export type PlanAction = { readonly kind: ActionKind; readonly appId: string };
export type PlanStep = { readonly actions: readonly PlanAction[] };

/** One app before and after a change of the root; null: it is not there. */
export type AppChange = {
  readonly id: string;
  readonly before: AppDefinition | null;
  readonly after: AppDefinition | null;
};

/** Steps run one after the other, actions inside a step side by side. */
export type DeploymentPlan = {
  readonly id: string;
  readonly versionMs: number;
  readonly steps: readonly PlanStep[];
  readonly changes: readonly AppChange[];
};

/** The apps a plan touches, and thereby locks. */
export function affectedApps(steps: readonly PlanStep[]): string[] {
  return [...new Set(steps.flatMap((step) => step.actions.map((action) => action.appId)))];
}

function isUnder(id: string, path: string): boolean {
  return id === path || id.startsWith(`${path}/`);
}

/** Length of the longest way down the dependencies; the path length counts apps that do not change too. */
function depthOf(id: string, target: ReadonlyMap<string, AppDefinition>, known: Map<string, number>): number {
  const before = known.get(id);
  if (before !== undefined) return before;
  known.set(id, 0);
  let depth = 0;
  for (const dependency of target.get(id)?.config.dependencies ?? []) {
    const apps = target.has(dependency)
      ? [dependency]
      : [...target.keys()].filter((app) => isUnder(app, dependency) && app !== id);
    for (const app of apps) depth = Math.max(depth, 1 + depthOf(app, target, known));
  }
  known.set(id, depth);
  return depth;
}

function actionFor(change: AppChange): PlanAction | null {
  const { id, before, after } = change;
  if (after === null) return null;
  if (before === null) return { kind: 'scale', appId: id };
  const restarted =
    !sameConfig(before.config, after.config) || before.lastConfigChangeAtMs !== after.lastConfigChangeAtMs;
  if (restarted) return { kind: after.instances === 0 ? 'scale' : 'restart', appId: id };
  return before.instances === after.instances ? null : { kind: 'scale', appId: id };
}

/**
 * Turns changes into steps: first everything that goes, all at once and against the documentation without regard to dependencies;
 * then the starts, which do nothing; then one step per dependency depth. Measured on Marathon 1.11.26.
 */
export function planSteps(
  changes: readonly AppChange[],
  target: ReadonlyMap<string, AppDefinition>,
  forced: ReadonlySet<string> = new Set(),
): PlanStep[] {
  const byId = [...changes].sort((a, b) => (a.id < b.id ? -1 : 1));
  const stops = byId.filter((change) => change.after === null);
  const starts = byId.filter((change) => change.before === null && change.after !== null);
  const known = new Map<string, number>();
  const classes = new Map<number, PlanAction[]>();
  for (const change of byId) {
    const action = actionFor(change) ?? (forced.has(change.id) ? { kind: 'scale' as const, appId: change.id } : null);
    if (action === null) continue;
    const depth = depthOf(change.id, target, known);
    const actions = classes.get(depth);
    if (actions === undefined) classes.set(depth, [action]);
    else actions.push(action);
  }
  const ordered = [...classes].sort(([a], [b]) => a - b).map(([, actions]) => actions);
  return [
    stops.map(({ id }): PlanAction => ({ kind: 'stop', appId: id })),
    starts.map(({ id }): PlanAction => ({ kind: 'start', appId: id })),
    ...ordered,
  ]
    .filter((actions) => actions.length > 0)
    .map((actions) => ({ actions }));
}
