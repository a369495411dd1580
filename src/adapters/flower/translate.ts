import { keyOf } from '../../domain/keys.ts';
import { taskStates, type Task, type TaskDetail } from '../../domain/task.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { Worker, WorkerTask } from '../../domain/worker.ts';
import { cutText } from '../../platform/answer.ts';
import type { WireActive, WireEventWorker, WireInspection, WireTask } from './wire.ts';

/** Python's seconds as milliseconds. */
function msOf(seconds: number | null | undefined): EpochMs | null {
  return seconds === null || seconds === undefined ? null : Math.round(seconds * 1000);
}

/** What the two stores of Flower say of one worker: events (state, counters) and the inspection cache (pool, queues). */
export function toWorker(
  source: string,
  name: string,
  events: WireEventWorker | undefined,
  inspection: WireInspection | undefined,
): Worker {
  const stats = inspection?.stats;
  const counts = events ? countersOf(events) : { failed: null, retried: null };
  return {
    key: keyOf(source, name),
    source,
    name,
    host: name.slice(name.indexOf('@') + 1),
    pid: events?.pid ?? stats?.pid ?? null,
    alive: events?.status ?? null,
    heartbeatAtMs: msOf(latestOf(events?.heartbeats)),
    beatMs: msOf(events?.freq),
    load: events?.loadavg ?? [],
    active: events?.active ?? null,
    processed: events?.processed ?? sumOf(stats?.total),
    failed: counts.failed,
    retried: counts.retried,
    pool: poolOf(stats?.pool?.implementation),
    // `max-concurrency` does not follow grow and shrink (measured on Flower 2.2.0), so processes are counted where they are listed.
    processes: stats?.pool?.processes?.length ?? stats?.pool?.['max-concurrency'] ?? null,
    autoscale: autoscaleOf(stats?.autoscaler),
    prefetch: stats?.prefetch_count ?? null,
    queues: inspection?.active_queues?.map((queue) => queue.name) ?? [],
    activeTasks: inspection?.active?.map(toWorkerTask) ?? null,
    reserved: inspection?.reserved?.length ?? null,
    scheduled: inspection?.scheduled?.length ?? null,
    inspectedAtMs: msOf(inspection?.timestamp),
    software: softwareOf(events),
  };
}

function latestOf(beats: readonly number[] | null | undefined): number | null {
  let latest: number | null = null;
  for (const beat of beats ?? []) if (latest === null || beat > latest) latest = beat;
  return latest;
}

/** A counter that is absent is 0 only where the worker sends task events at all. */
function countersOf(events: WireEventWorker): { failed: number | null; retried: number | null } {
  const counts = Object.keys(events).some((name) => name.startsWith('task-'));
  const none = counts ? 0 : null;
  return { failed: events['task-failed'] ?? none, retried: events['task-retried'] ?? none };
}

function sumOf(totals: Readonly<Record<string, number>> | null | undefined): number | null {
  return totals ? Object.values(totals).reduce((sum, count) => sum + count, 0) : null;
}

/** `celery.concurrency.prefork:TaskPool` is prefork. */
function poolOf(implementation: string | null | undefined): string | null {
  if (!implementation) return null;
  return /^celery\.concurrency\.([a-z]+):/.exec(implementation)?.[1] ?? cutText(implementation, 100);
}

function autoscaleOf(scaler: { min?: number | null | undefined; max?: number | null | undefined } | null | undefined) {
  if (!scaler || typeof scaler.min !== 'number' || typeof scaler.max !== 'number') return null;
  return { min: scaler.min, max: scaler.max };
}

function softwareOf(events: WireEventWorker | undefined): string | null {
  if (!events?.sw_ident) return null;
  return cutText(`${events.sw_ident} ${events.sw_ver ?? ''}`.trim(), 100);
}

function toWorkerTask(wire: WireActive): WorkerTask {
  return {
    id: wire.id,
    name: wire.name ?? wire.type ?? '',
    argsText: cutText(
      [textOf(wire.args), textOf(wire.kwargs)].filter((part) => part !== '' && part !== '{}').join(' '),
      listText,
    ),
    startedAtMs: msOf(wire.time_start),
  };
}

/** Characters of arguments a list carries. */
const listText = 300;
/** Characters of one text a task's own page carries; Celery itself cuts arguments at about 1024. */
const detailText = 20_000;

/** A repr as it is, any other value as JSON (measured: `reserved` and `scheduled` hold real values). */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

/** A task as a list shows it. */
export function toTask(source: string, wire: WireTask): Task {
  return {
    key: keyOf(source, wire.uuid),
    source,
    id: wire.uuid,
    name: wire.name ?? null,
    state: taskStates.find((state) => state === wire.state) ?? 'OTHER',
    worker: wire.worker ?? null,
    receivedAtMs: msOf(wire.received),
    startedAtMs: msOf(wire.started),
    updatedAtMs: msOf(wire.timestamp),
    runtimeMs: typeof wire.runtime === 'number' ? wire.runtime * 1000 : null,
    retries: wire.retries ?? 0,
    argsText: cutText(textOf(wire.args), listText),
    kwargsText: cutText(textOf(wire.kwargs), listText),
    routingKey: wire.routing_key ?? null,
  };
}

/** A task in full. */
export function toTaskDetail(source: string, wire: WireTask): TaskDetail {
  return {
    ...toTask(source, wire),
    argsText: cutText(textOf(wire.args), detailText),
    kwargsText: cutText(textOf(wire.kwargs), detailText),
    sentAtMs: msOf(wire.sent),
    endedAtMs: msOf(wire.succeeded ?? wire.failed ?? wire.revoked ?? wire.rejected),
    etaText: cutOrNull(wire.eta),
    expiresText: wire.expires === null || wire.expires === undefined ? null : cutText(String(wire.expires), 100),
    resultText: wire.result === null || wire.result === undefined ? null : cutText(textOf(wire.result), detailText),
    exceptionText: cutOrNull(wire.exception),
    traceback: cutOrNull(wire.traceback),
    exchange: wire.exchange ?? null,
    client: wire.client ?? null,
    rootId: wire.root_id ?? wire.root ?? null,
    parentId: wire.parent_id ?? wire.parent ?? null,
    childIds: wire.children ?? [],
  };
}

function cutOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : cutText(text, detailText);
}

/** What the result backend said, where it says more than the events did. */
export function withResult(task: TaskDetail, state: string, result: unknown): TaskDetail {
  if (state !== 'SUCCESS' || result === undefined || result === null) return task;
  return { ...task, resultText: cutText(textOf(result), detailText) };
}
