import type { EntityKey } from './keys.ts';
import type { Launch } from './launch.ts';
import type { EpochMs, Mib, Ratio } from './units.ts';

/**
 * Marathon's own counters (Marathon 1.11, source): `staged` has no status yet or TASK_STAGING, `running` is TASK_RUNNING.
 * TASK_STARTING, TASK_KILLING and TASK_UNREACHABLE are counted in none of them.
 */
export interface InstanceCounts {
  staged: number;
  running: number;
  healthy: number;
  unhealthy: number;
}

/** The last failure Marathon keeps for an app; survives a later success. */
export interface LastFailure {
  atMs: EpochMs;
  host: string;
  state: string;
  message: string;
  taskId: string;
  version: string;
}

/** An app as a list shows it. */
export interface App {
  key: EntityKey;
  source: string;
  /** The full path, `/shop/worker`. */
  id: string;
  /** Instances wanted. */
  wanted: number;
  counts: InstanceCounts;
  /** Whether anything checks its health. */
  checked: boolean;
  /** Per instance. */
  cpus: number;
  memMib: Mib;
  diskMib: Mib;
  gpus: number;
  labels: Readonly<Record<string, string>>;
  /** `cmd`, or `args` joined by spaces. */
  command: string | null;
  image: string | null;
  /** Marathon's version: an id, not an order (a rollback goes back in time; measured on 1.11.26). */
  version: string;
  lastScalingAtMs: EpochMs | null;
  lastConfigChangeAtMs: EpochMs | null;
  deploymentIds: readonly string[];
  upgrade: { minimumHealthCapacity: Ratio; maximumOverCapacity: Ratio };
  dependencies: readonly string[];
  lastFailure: LastFailure | null;
}

/** Where an app is in its life, in the field's words (marathon-ui's five). */
export type Lifecycle = 'running' | 'deploying' | 'suspended' | 'waiting' | 'delayed' | 'stopped';

/** One word for what an operator should think of it, worst first: the state vocabulary of the whole product. */
export type Condition =
  | 'failing'
  | 'delayed'
  | 'waiting'
  | 'unreachable'
  | 'deploying'
  | 'unchecked'
  | 'healthy'
  | 'suspended';

/** Worst first: groups inherit their worst child by it. */
export const conditionOrder = [
  'failing',
  'delayed',
  'waiting',
  'unreachable',
  'deploying',
  'unchecked',
  'healthy',
  'suspended',
] as const satisfies readonly Condition[];

/** The rank of a condition, 0 the worst. */
export function conditionRank(condition: Condition): number {
  return conditionOrder.indexOf(condition);
}

/** A count for each condition, all 0. */
export function emptyCounts(): Record<Condition, number> {
  return {
    failing: 0,
    delayed: 0,
    waiting: 0,
    unreachable: 0,
    deploying: 0,
    unchecked: 0,
    healthy: 0,
    suspended: 0,
  };
}

/** Rows in piles by their condition, the worst pile first; within one as they came. */
export function worstFirst<Row>(rows: Iterable<Row>, conditionIn: (row: Row) => Condition): Row[][] {
  const piles: Row[][] = conditionOrder.map(() => []);
  for (const row of rows) piles[conditionRank(conditionIn(row))]?.push(row);
  return piles;
}

/**
 * marathon-ui's rule (read in its source): a deployment, then suspension, then running; an entry in the launch queue overrides each of
 * them: backing off is Delayed, free to launch is Waiting. An entry of an app that lacks nothing and changes nothing does not: every
 * launch is listed for a moment. While a deployment runs, old instances may fill the count though no new one can start.
 */
export function lifecycleOf(app: App, launch: Launch | undefined): Lifecycle {
  const { running, staged } = app.counts;
  const deploying = app.deploymentIds.length > 0;
  const launching = launch !== undefined && launch.waiting > 0;
  if (launching && (deploying || running + staged < app.wanted)) {
    if (!launch.overdue) return 'delayed';
    if (launch.stalled) return 'waiting';
  }
  if (deploying) return 'deploying';
  if (app.wanted === 0) return running + staged === 0 ? 'suspended' : 'deploying';
  if (running > 0) return 'running';
  return staged > 0 || launching ? 'deploying' : 'stopped';
}

/** Instances that do their work: health nobody reported yet (as after a change of Marathon's leader) is not bad health. */
export function servingOf({ counts }: App): number {
  return Math.max(0, counts.running - counts.unhealthy);
}

/**
 * Whether a deployment runs and keeps the capacity it promised. Its new instances count as unhealthy until their first check passes
 * (Marathon 1.11, source): that alone is no failure.
 */
function isRollingWell(app: App): boolean {
  const floor = Math.ceil(app.wanted * app.upgrade.minimumHealthCapacity);
  return app.deploymentIds.length > 0 && servingOf(app) >= floor;
}

/** The worst thing that is true of an app, by the order of the state vocabulary. */
export function conditionOf(app: App, launch: Launch | undefined): Condition {
  const { counts } = app;
  if (counts.unhealthy > 0 && !isRollingWell(app)) return 'failing';
  const lifecycle = lifecycleOf(app, launch);
  if (lifecycle === 'delayed' || lifecycle === 'waiting' || lifecycle === 'suspended') return lifecycle;
  if (lifecycle === 'deploying') return 'deploying';
  const there = counts.running + counts.staged;
  if (lifecycle === 'stopped' || there < app.wanted) {
    // A launch in flight is on its way; what nobody launches is missing and nobody says why.
    return launch && there + launch.waiting >= app.wanted ? 'deploying' : 'unreachable';
  }
  if (counts.staged > 0) return 'deploying';
  return app.checked ? (counts.healthy >= counts.running ? 'healthy' : 'deploying') : 'unchecked';
}

/** The worse of two conditions. */
export function worseOf(a: Condition, b: Condition): Condition {
  return conditionRank(a) <= conditionRank(b) ? a : b;
}

/** Whether an app is as its operator wants it, or on its way there. */
export function isAsWanted(condition: Condition): boolean {
  return condition === 'healthy' || condition === 'unchecked' || condition === 'suspended' || condition === 'deploying';
}

/** The group an app is in: `/shop` for `/shop/worker`, `/` for a top-level app. */
export function groupOf(appId: string): string {
  const cut = appId.lastIndexOf('/');
  return cut <= 0 ? '/' : appId.slice(0, cut);
}

/** Whether an app may run Celery workers: it says so by its label, or its command line names Celery or queues. */
export function looksLikeWorker({ labels, command }: App): boolean {
  if (Object.hasOwn(labels, 'signalbox.queues')) return true;
  return command !== null && /\bcelery\b|(?:^|\s)-Q[\s=\w]/.test(command);
}
