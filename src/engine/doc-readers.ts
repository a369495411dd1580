import { FaultError, type FaultAt } from '../domain/fault.ts';
import { sourceOf, type EntityKey } from '../domain/keys.ts';
import type { DrainLink, Evidence } from '../domain/link.ts';
import type { AppDetail, Pace, QueueSample } from '../domain/ports.ts';
import type { TaskDetail } from '../domain/task.ts';
import type { DurationMs, EpochMs } from '../domain/units.ts';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import type {
  AppDoc,
  ClusterDoc,
  QueueDoc,
  TaskDoc,
  TasksDoc,
  VersionDoc,
  VersionRow,
  WorkerDoc,
} from '../protocol/rows.ts';
import { decodeTaskQuery, type ParsedTopic } from '../protocol/topics.ts';
import { unpackApp } from '../protocol/tuples.ts';
import { backOffMs, nextDelayMs } from './cadence.ts';
import type { Content } from './doc.ts';
import type { OnBug } from './faults.ts';
import type { QueueHistory } from './history.ts';
import { isFinal } from './levers.ts';
import type { Links } from './links.ts';
import { Poller } from './poller.ts';
import type { SourceRunner } from './source-runner.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';
import type { Versions } from './versions.ts';

/** What documents are made from. */
export interface DocWorld {
  clock: Clock;
  random: Random;
  cluster: ClusterDoc;
  store: Store;
  tables: Tables;
  links: Links;
  history: QueueHistory;
  versions: Versions;
  sources: ReadonlyMap<string, SourceRunner>;
  /** Details of apps that are looked at. */
  details: ReadonlyMap<EntityKey, { detail: AppDetail; readAtMs: EpochMs }>;
  moving: (source: string) => boolean;
  inspectWorker: (worker: EntityKey, signal: AbortSignal) => Promise<void>;
  readTask: (task: EntityKey, signal: AbortSignal) => Promise<{ task: TaskDetail; readAtMs: EpochMs }>;
  /** A document may say something else now. */
  changed: () => void;
  onBug: OnBug;
}

/** How one document is had: read again and again while someone looks, built from what is known. */
export interface DocReader {
  build: () => Content | null;
  /** One reading; absent when the document is made of what the engine knows anyway. */
  run?: (signal: AbortSignal) => Promise<void>;
  /** Wait until the next reading; null: once is enough. */
  delayMs?: (failures: number) => DurationMs | null;
  floorMs?: DurationMs;
  /** What stands in the way beside a failed reading. */
  fault?: () => FaultAt | null;
}

const appPace: Pace = { floorMs: 250, fastMs: 1_000, steadyMs: 5_000, idleMs: 5_000, streamedMs: 10_000 };
const tasksMs = 2_500;
const finalTaskMs = 15_000;
const historyMs = 60_000;
const inspectMs = 15_000;
/** Versions whose counts are fetched for an app's page. */
const versionsShown = 20;

/** The reader of a document; null when it names nothing. */
export function readerOf(topic: ParsedTopic & { kind: 'doc' }, world: DocWorld): DocReader | null {
  if (topic.name === 'cluster') return { build: () => world.cluster };
  const source = world.sources.get(sourceOf(topic.name === 'tasks' ? (topic.arg.split('?')[0] ?? '') : topic.arg));
  if (!source) return null;
  switch (topic.name) {
    case 'app':
      return source.spec.adapter.readApp ? appReader(topic.arg, source, world) : null;
    case 'version':
      return source.spec.adapter.readVersion ? versionReader(topic.arg, world) : null;
    case 'queue':
      return source.spec.kind === 'rabbitmq' ? queueReader(topic.arg, source, world) : null;
    case 'worker':
      return source.spec.adapter.inspectWorker ? workerReader(topic.arg, world) : null;
    case 'tasks':
      return source.spec.adapter.readTasks ? tasksReader(topic.arg, source, world) : null;
    case 'task':
      return source.spec.adapter.readTask ? taskReader(topic.arg, world) : null;
  }
}

/** Runs a reader while someone looks. */
export function pollerOf(reader: DocReader, name: string, world: DocWorld): Poller | null {
  const { run, delayMs } = reader;
  if (!run) return null;
  return new Poller({
    clock: world.clock,
    name,
    floorMs: reader.floorMs ?? appPace.floorMs,
    run,
    delayMs: (failures) =>
      failures > 0 ? appPace.floorMs + backOffMs(failures, world.random()) : (delayMs?.(failures) ?? null),
    settled: world.changed,
    onBug: world.onBug,
  });
}

function missing(text: string): FaultError {
  return new FaultError({ kind: 'missing', status: 404, text });
}

function appReader(app: EntityKey, source: SourceRunner, world: DocWorld): DocReader {
  return {
    build: () => buildApp(app, world),
    async run(signal) {
      const detail = await source.readApp(app, 'versions', signal);
      if (!detail) throw missing('');
      world.versions.want(app, detail.versions?.slice(0, versionsShown) ?? []);
    },
    delayMs: () =>
      nextDelayMs({
        pace: appPace,
        looked: true,
        moving: world.moving(source.id),
        streamed: source.status().stream === 'up',
        failures: 0,
        random: world.random(),
      }),
  };
}

function buildApp(key: EntityKey, world: DocWorld): AppDoc | null {
  const { store, tables, links, details } = world;
  const app = store.get('app', key);
  const row = tables.apps.get(key);
  const known = details.get(key);
  if (!app || !row || !known) return null;
  return {
    row: unpackApp(row),
    instances: store.instancesOf(key).sort((a, b) => (a.key < b.key ? -1 : 1)),
    launch: store.get('launch', key) ?? null,
    lastFailure: app.lastFailure,
    config: known.detail.config,
    versions: (known.detail.versions ?? []).map((version) => versionRow(app.key, version, app.version, world.versions)),
    queues: queuesOf(links.drainedBy(key)),
    workers: links.workersOf(key),
    upgrade: app.upgrade,
    readAtMs: known.readAtMs,
  };
}

/** One entry per queue, however many workers drain it. */
function queuesOf(links: readonly DrainLink[]): AppDoc['queues'] {
  const evidence = new Map<EntityKey, Set<Evidence>>();
  for (const link of links) {
    const known = evidence.get(link.queue) ?? new Set();
    for (const kind of link.evidence) known.add(kind);
    evidence.set(link.queue, known);
  }
  return [...evidence].map(([queue, kinds]) => ({ queue, evidence: [...kinds].sort() }));
}

function versionRow(app: EntityKey, version: string, current: string, versions: Versions): VersionRow {
  const known = versions.get(app, version);
  return {
    version,
    instances: known?.instances ?? null,
    phantom: known ? known.config === null : false,
    current: version === current,
  };
}

function versionReader(arg: string, world: DocWorld): DocReader | null {
  const cut = arg.lastIndexOf('@');
  if (cut < 0) return null;
  const app = arg.slice(0, cut);
  const version = arg.slice(cut + 1);
  return {
    build(): VersionDoc | null {
      const known = world.versions.get(app, version);
      return known ? { version, config: known.config } : null;
    },
    async run() {
      await world.versions.load(app, version);
    },
  };
}

function queueReader(key: EntityKey, source: SourceRunner, world: DocWorld): DocReader {
  const { adapter } = source.spec;
  let broker: readonly QueueSample[] = [];
  let missingSinceMs: EpochMs | null = null;
  const reader: DocReader = {
    build(): QueueDoc | null {
      const row = world.tables.queues.get(key);
      return row ? { row, history: joinHistories(broker, world.history.hour(key)) } : null;
    },
    fault() {
      if (!source.answered('queues') || world.tables.queues.get(key)) return null;
      missingSinceMs ??= world.clock.now();
      return { fault: { kind: 'missing', status: 404, text: '' }, atMs: missingSinceMs, during: 'queues' };
    },
  };
  if (!adapter.readQueueHistory) return reader;
  return {
    ...reader,
    async run(signal) {
      broker = (await adapter.readQueueHistory?.(key, signal)) ?? [];
    },
    delayMs: () => historyMs,
    floorMs: 5_000,
  };
}

/** The broker's own samples up to where the gateway's begin. */
function joinHistories(broker: readonly QueueSample[], own: readonly QueueSample[]): QueueSample[] {
  const fromMs = own[0]?.atMs ?? Infinity;
  return [...broker.filter((sample) => sample.atMs < fromMs), ...own];
}

function workerReader(key: EntityKey, world: DocWorld): DocReader {
  return {
    build(): WorkerDoc | null {
      const row = world.tables.workers.get(key);
      const worker = world.store.get('worker', key);
      if (!row || !worker) return null;
      const { activeTasks, scheduled, software, prefetch } = worker;
      return { row, activeTasks, scheduled, software, prefetch };
    },
    run: (signal) => world.inspectWorker(key, signal),
    delayMs: () => inspectMs,
  };
}

function tasksReader(arg: string, source: SourceRunner, world: DocWorld): DocReader | null {
  const query = decodeTaskQuery(arg.slice(arg.indexOf('?') + 1));
  if (!query) return null;
  let known: TasksDoc | null = null;
  return {
    build: () => known,
    async run(signal) {
      const readAtMs = world.clock.now();
      const answer = await source.spec.adapter.readTasks?.(query, signal);
      if (answer) known = { query, tasks: answer.tasks, readAtMs, unreadable: answer.faults.length };
    },
    delayMs: () => tasksMs,
    floorMs: 1_000,
  };
}

function taskReader(key: EntityKey, world: DocWorld): DocReader {
  let known: TaskDoc | null = null;
  return {
    build: () => known,
    async run(signal) {
      known = await world.readTask(key, signal);
    },
    delayMs: () => (known && isFinal(known.task) ? finalTaskMs : tasksMs),
  };
}
