import type { DeploymentAction, Readiness } from '../../domain/deployment.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { DeploymentRow } from '../../protocol/rows.ts';

/** Deployments as the page shows them: running ones (stuck first, then the oldest), finished ones newest first. */
export interface DeploymentLists {
  running: readonly DeploymentRow[];
  finished: readonly DeploymentRow[];
}

/** Splits and orders the list. */
export function listDeployments(rows: readonly DeploymentRow[]): DeploymentLists {
  const running = rows.filter((row) => row.outcome === 'running');
  const finished = rows.filter((row) => row.outcome !== 'running');
  running.sort(
    (a, b) => Number(b.stuck) - Number(a.stuck) || a.startedAtMs - b.startedAtMs || (a.key < b.key ? -1 : 1),
  );
  finished.sort((a, b) => endOf(b) - endOf(a) || (a.key < b.key ? -1 : 1));
  return { running, finished };
}

function endOf(row: DeploymentRow): EpochMs {
  return row.endedAtMs ?? row.startedAtMs;
}

/** What a deployment does to one app; Marathon's words folded. `other` keeps the upstream's own word. */
export type AppActionKind = 'start' | 'stop' | 'scale' | 'restart' | 'fetch' | 'other';

const actionKinds: Readonly<Record<string, AppActionKind>> = {
  StartApplication: 'start',
  StartPod: 'start',
  StopApplication: 'stop',
  StopPod: 'stop',
  ScaleApplication: 'scale',
  ScalePod: 'scale',
  RestartApplication: 'restart',
  RestartPod: 'restart',
  ResolveArtifacts: 'fetch',
};

/** Folds Marathon's action (`ScaleApplication`) to the word the screen has. */
export function actionKindOf(action: string): AppActionKind {
  return Object.hasOwn(actionKinds, action) ? (actionKinds[action] ?? 'other') : 'other';
}

/** One step with where it stands: `done`, `now` or `next`; `unknown` for a deployment that ended without saying at which step. */
export interface StepView {
  /** 1-based. */
  number: number;
  state: 'done' | 'now' | 'next' | 'unknown';
  actions: readonly ActionView[];
}

/** One action of a step, with the readiness of its instances when it is the current one. */
export interface ActionView {
  kind: AppActionKind;
  /** The upstream's word, for `other`. */
  text: string;
  appId: string;
  readiness: { ready: number; of: number } | null;
}

/** The steps of a deployment, in order. */
export function stepsOf(row: DeploymentRow): readonly StepView[] {
  return row.steps.map((actions, index) => {
    const number = index + 1;
    const state = stepState(row, number);
    return {
      number,
      state,
      actions: actions.map((action) => viewAction(action, state === 'now' ? row.readiness : [])),
    };
  });
}

function stepState(row: DeploymentRow, number: number): StepView['state'] {
  if (row.outcome === 'succeeded') return 'done';
  if (number < row.step) return 'done';
  if (row.outcome !== 'running') return 'unknown';
  return number === row.step ? 'now' : 'next';
}

function viewAction(action: DeploymentAction, readiness: readonly Readiness[]): ActionView {
  const own = readiness.filter((result) => result.appId === action.appId);
  return {
    kind: actionKindOf(action.action),
    text: action.action,
    appId: action.appId,
    readiness: own.length === 0 ? null : { ready: own.filter((result) => result.ready).length, of: own.length },
  };
}

/** What happens to some of the apps when the deployment is stopped in one of the two ways. */
export interface StopEffect {
  what:
    | 'deletes'
    | 'recreates'
    | 'restarts-all'
    | 'scales-back'
    | 'keeps-new-app'
    | 'stays-deleted'
    | 'keeps-config'
    | 'keeps-count';
  appIds: readonly string[];
}

/**
 * What stopping will do here (measured on Marathon 1.11.26). With rollback: a creation is deleted, a deletion comes back, a changed
 * configuration restarts every instance, even those that still run the old one, and a scaling is undone. Without: everything this
 * deployment stored stays, versions stay mixed and instances stay in the launch queue.
 */
export function stopEffects(row: DeploymentRow, mode: 'roll-back' | 'leave'): readonly StopEffect[] {
  const created = new Set(row.rollbackDeletes);
  const byWhat = new Map<StopEffect['what'], string[]>();
  for (const appId of row.appIds) {
    const what = effectOn(kindsOf(row, appId), created.has(appId), mode);
    const list = byWhat.get(what);
    if (list) list.push(appId);
    else byWhat.set(what, [appId]);
  }
  const order = [
    'deletes',
    'recreates',
    'restarts-all',
    'scales-back',
    'keeps-new-app',
    'stays-deleted',
    'keeps-config',
    'keeps-count',
  ] as const;
  return order.flatMap((what) => {
    const appIds = byWhat.get(what);
    return appIds ? [{ what, appIds }] : [];
  });
}

function kindsOf(row: DeploymentRow, appId: string): ReadonlySet<AppActionKind> {
  const kinds = new Set<AppActionKind>();
  for (const step of row.steps) {
    for (const action of step) if (action.appId === appId) kinds.add(actionKindOf(action.action));
  }
  return kinds;
}

function effectOn(
  kinds: ReadonlySet<AppActionKind>,
  created: boolean,
  mode: 'roll-back' | 'leave',
): StopEffect['what'] {
  const back = mode === 'roll-back';
  if (created) return back ? 'deletes' : 'keeps-new-app';
  if (kinds.has('stop')) return back ? 'recreates' : 'stays-deleted';
  // An action we have no word for is treated as the change with the larger effect.
  if (kinds.has('scale') && !kinds.has('restart') && !kinds.has('other')) return back ? 'scales-back' : 'keeps-count';
  return back ? 'restarts-all' : 'keeps-config';
}
