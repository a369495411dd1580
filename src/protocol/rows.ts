import type { Act } from '../domain/act.ts';
import type { Condition, LastFailure, Lifecycle } from '../domain/app.ts';
import type { Attention } from '../domain/attention.ts';
import type { Deployment } from '../domain/deployment.ts';
import type { Instance } from '../domain/instance.ts';
import type { EntityKey } from '../domain/keys.ts';
import type { Launch } from '../domain/launch.ts';
import type { Evidence, HostLink } from '../domain/link.ts';
import type { QueueSample } from '../domain/ports.ts';
import type { QueueRole } from '../domain/queue.ts';
import type { Environment, Source, SourceStatus } from '../domain/source.ts';
import type { Task, TaskDetail, TaskQuery } from '../domain/task.ts';
import type { Moment } from '../domain/timeline.ts';
import type { DurationMs, EpochMs, Mib, PerSecond } from '../domain/units.ts';
import type { Json } from '../domain/version.ts';
import type { WorkerState, WorkerTask } from '../domain/worker.ts';

/** An app as a list shows it: what is known from Marathon's list and its launch queue. */
export interface AppRow {
  key: EntityKey;
  condition: Condition;
  lifecycle: Lifecycle;
  wanted: number;
  staged: number;
  running: number;
  healthy: number;
  unhealthy: number;
  checked: boolean;
  /** Per instance. */
  cpus: number;
  memMib: Mib;
  /** `key=value`, sorted. */
  labels: readonly string[];
  version: string;
  /** Last configuration change, Marathon's clock. */
  changedAtMs: EpochMs | null;
  deployments: readonly string[];
  /** Instances waiting for launch, and when the back-off ends (gateway clock). */
  launchWaiting: number;
  retryAtMs: EpochMs | null;
  /** The count before it was suspended, from Marathon's own versions; null when not suspended or not known (yet). */
  suspendedFrom: number | null;
}

/** Who drains a queue: an app (with how many of its instances are known to), or workers of no known app. */
export interface Drain {
  app: EntityKey | null;
  workers: readonly EntityKey[];
  evidence: readonly Evidence[];
}

/** A queue as a list shows it. Unknown is null, never 0. */
export interface QueueRow {
  key: EntityKey;
  name: string;
  vhost: string;
  role: QueueRole;
  type: string;
  state: string;
  depth: number | null;
  ready: number | null;
  unacked: number | null;
  inPerS: PerSecond | null;
  outPerS: PerSecond | null;
  consumers: number | null;
  drains: readonly Drain[];
  trend: 'rising' | 'falling' | 'level' | 'unknown';
  /** Time until it is empty at the rates of the last minutes; null when it never will be or nothing is known. */
  emptyInMs: DurationMs | null;
  /** The scaling that would drain it: owner, instances, and how long it would then take. */
  offer: { app: EntityKey; to: number; emptyInMs: DurationMs } | null;
}

/** A queue's depth over the last hour, one point a minute, newest last; null where nothing was measured. */
export interface SparkRow {
  key: EntityKey;
  endMs: EpochMs;
  points: readonly (number | null)[];
}

/** A worker as a list shows it. */
export interface WorkerRow {
  key: EntityKey;
  name: string;
  host: string;
  state: WorkerState;
  /** Last sign of life, in steps of 10 s while online. */
  heartbeatAtMs: EpochMs | null;
  pid: number | null;
  pool: string | null;
  processes: number | null;
  autoscale: { min: number; max: number } | null;
  active: number | null;
  reserved: number | null;
  queues: readonly string[];
  processed: number | null;
  failed: number | null;
  load: readonly number[];
  app: EntityKey | null;
  /** Age base of pool, queues and reserved. */
  inspectedAtMs: EpochMs | null;
}

/** A deployment as a list shows it. */
export interface DeploymentRow extends Omit<Deployment, 'source'> {
  /** Apps that a rollback would delete, because this deployment creates them. */
  rollbackDeletes: readonly string[];
  /** No progress for longer than expected. */
  stuck: boolean;
}

/** A source with how it stands; ages move with the beat, not with rows. */
export interface SourceRow extends Source, SourceStatus {
  key: string;
}

/** The cluster as a whole. */
export interface ClusterDoc {
  name: string;
  environment: Environment;
  readOnly: boolean;
  viewer: string;
  /** Since when finished deployments and history are known. */
  startedAtMs: EpochMs;
}

/** A version of an app as its page lists it. */
export interface VersionRow {
  version: string;
  /** null until read, or when it is a phantom. */
  instances: number | null;
  phantom: boolean;
  current: boolean;
}

/** An app's page. */
export interface AppDoc {
  row: AppRow;
  instances: readonly Instance[];
  launch: Launch | null;
  lastFailure: LastFailure | null;
  config: Json;
  versions: readonly VersionRow[];
  queues: readonly { queue: EntityKey; evidence: readonly Evidence[] }[];
  workers: readonly HostLink[];
  upgrade: { minimumHealthCapacity: number; maximumOverCapacity: number };
  /** When instances and configuration were read. */
  readAtMs: EpochMs;
}

/** A stored version in full; `config` null for a phantom. */
export interface VersionDoc {
  version: string;
  config: Json;
}

/** A queue's page: the row, its history and who consumes it. */
export interface QueueDoc {
  row: QueueRow;
  /** Newest last, gateway's own samples and the broker's where it keeps them. */
  history: readonly QueueSample[];
}

/** A worker's page. */
export interface WorkerDoc {
  row: WorkerRow;
  activeTasks: readonly WorkerTask[] | null;
  scheduled: number | null;
  software: string | null;
  prefetch: number | null;
}

/** A list of tasks, filtered by the upstream. */
export interface TasksDoc {
  query: TaskQuery;
  tasks: readonly Task[];
  readAtMs: EpochMs;
  /** Unreadable records among them. */
  unreadable: number;
}

/** A task's page. */
export interface TaskDoc {
  task: TaskDetail;
  readAtMs: EpochMs;
}

/** An act as it travels: the record, plus its key. */
export interface ActRow extends Act {
  key: string;
}

/** A moment as it travels. */
export interface MomentRow extends Moment {
  key: string;
}

/** Lists, by topic; each row has a `key`. */
export interface Tables {
  apps: AppRow;
  queues: QueueRow;
  sparks: SparkRow;
  workers: WorkerRow;
  deployments: DeploymentRow;
  attention: Attention;
  acts: ActRow;
  timeline: MomentRow;
  sources: SourceRow;
}

/** The name of a list. */
export type TableName = keyof Tables;

/** The lists' names. */
export const tableNames = [
  'apps',
  'queues',
  'sparks',
  'workers',
  'deployments',
  'attention',
  'acts',
  'timeline',
  'sources',
] as const satisfies readonly TableName[];

/** Documents, by the first part of their topic (`app:main/shop/worker`). */
export interface Docs {
  cluster: ClusterDoc;
  app: AppDoc;
  version: VersionDoc;
  queue: QueueDoc;
  worker: WorkerDoc;
  tasks: TasksDoc;
  task: TaskDoc;
}

/** The name of a kind of document. */
export type DocName = keyof Docs;

/** The documents' names. */
export const docNames = [
  'cluster',
  'app',
  'version',
  'queue',
  'worker',
  'tasks',
  'task',
] as const satisfies readonly DocName[];
