import type { CeleryListener, TaskEvent, WorkerEvent } from './celery-events.ts';
import type { Json, Message } from './celery-message.ts';

/** Task states as Celery's event receiver knows them. */
type TaskState = 'PENDING' | 'RECEIVED' | 'STARTED' | 'SUCCESS' | 'FAILURE' | 'RETRY' | 'REVOKED' | 'REJECTED';

type Kind = TaskEvent['kind'];

/** What a listener knows of a task. Times are ms since the epoch, null for what it never heard. */
export type TaskRecord = {
  readonly id: string;
  message: Message;
  state: TaskState;
  readonly at: { [K in Kind]: number | null };
  worker: string | null;
  /** What it returned; its repr is what events carry. */
  value: Json;
  exception: string | null;
  traceback: string | null;
  runtimeS: number | null;
  /** Time of the event that gave it its state. */
  timestampMs: number;
  /** Celery's logical clock at its last event. */
  clock: number;
  readonly children: string[];
};

/** What a listener knows of a worker apart from its heartbeats. */
type WorkerRecord = {
  readonly name: string;
  /** Events by kind, each counted as often as it stands for messages. */
  readonly counts: Map<Kind, number>;
  lastEventMs: number | null;
  offlineAtMs: number | null;
  readonly runtime: Map<string, { count: number; sumS: number }>;
};

const stateOf: Readonly<Record<Kind, TaskState>> = {
  sent: 'PENDING',
  received: 'RECEIVED',
  started: 'STARTED',
  succeeded: 'SUCCESS',
  failed: 'FAILURE',
  retried: 'RETRY',
  revoked: 'REVOKED',
  rejected: 'REJECTED',
};

/** celery.states.PRECEDENCE, weakest first: an event of a weaker state than the present one adds its facts, not its state. */
const strength: readonly TaskState[] = [
  'PENDING',
  'RETRY',
  'REJECTED',
  'RECEIVED',
  'STARTED',
  'REVOKED',
  'FAILURE',
  'SUCCESS',
];

function happensBefore(state: TaskState, present: TaskState): boolean {
  if (state === 'RETRY' || present === 'RETRY') return false;
  return strength.indexOf(state) < strength.indexOf(present);
}

/** Alive: heard of within twice the 2 s between heartbeats (measured on Flower 2.2.0: dead after 2.9 to 4.0 s). */
const patienceMs = 4_000;

/** What somebody who has listened to Celery's events since the beginning knows: the most recently touched tasks, and the workers. */
export class Monitor implements CeleryListener {
  readonly tasks = new Map<string, TaskRecord>();
  readonly workers = new Map<string, WorkerRecord>();
  /** Names of task types seen. */
  readonly types = new Set<string>();
  readonly #maxTasks: number;
  #clock = 0;

  constructor(maxTasks: number) {
    this.#maxTasks = maxTasks;
  }

  get clock(): number {
    return this.#clock;
  }

  task(event: TaskEvent): void {
    this.#clock += 1;
    const { message, atMs } = event;
    const record = this.tasks.get(message.id) ?? this.#begin(event);
    const state = stateOf[event.kind];
    if (!happensBefore(state, record.state)) {
      record.state = state;
      record.timestampMs = atMs;
    }
    record.message = message;
    record.at[event.kind] = atMs;
    record.clock = this.#clock;
    if (event.worker !== null) record.worker = event.worker;
    this.#outcome(record, event);
    // The most recently updated task is last; the first goes when there are too many.
    this.tasks.delete(message.id);
    this.tasks.set(message.id, record);
    if (this.tasks.size > this.#maxTasks) this.#evict();
    if (event.worker !== null) this.#count(event.worker, event);
  }

  worker(event: WorkerEvent): void {
    this.#clock += 1;
    const record = this.#workerRecord(event.worker);
    if (event.kind === 'offline') record.offlineAtMs = event.atMs;
    else record.lastEventMs = event.atMs;
  }

  /** Whether a worker whose last heartbeat went out then counts as online. */
  alive(name: string, lastBeatMs: number | null, nowMs: number): boolean {
    const record = this.workers.get(name);
    if (record === undefined) return false;
    const heardMs = Math.max(lastBeatMs ?? -Infinity, record.lastEventMs ?? -Infinity);
    if (record.offlineAtMs !== null && heardMs <= record.offlineAtMs) return false;
    return nowMs < heardMs + patienceMs;
  }

  #begin(event: TaskEvent): TaskRecord {
    const { message } = event;
    this.types.add(message.type);
    if (message.parentId !== null) this.tasks.get(message.parentId)?.children.push(message.id);
    const never = null;
    return {
      id: message.id,
      message,
      state: 'PENDING',
      at: {
        sent: never,
        received: never,
        started: never,
        succeeded: never,
        failed: never,
        retried: never,
        revoked: never,
        rejected: never,
      },
      worker: null,
      value: null,
      exception: null,
      traceback: null,
      runtimeS: null,
      timestampMs: event.atMs,
      clock: this.#clock,
      children: [],
    };
  }

  #outcome(record: TaskRecord, event: TaskEvent): void {
    switch (event.kind) {
      case 'succeeded':
        record.value = event.value;
        record.runtimeS = event.runtimeS;
        return;
      case 'failed':
      case 'retried':
        record.exception = event.exception;
        record.traceback = event.traceback;
        return;
      case 'sent':
      case 'received':
      case 'started':
      case 'revoked':
      case 'rejected':
        return;
    }
  }

  #evict(): void {
    const oldest = this.tasks.keys().next();
    if (oldest.done !== true) this.tasks.delete(oldest.value);
  }

  #workerRecord(name: string): WorkerRecord {
    let record = this.workers.get(name);
    if (record === undefined) {
      record = { name, counts: new Map(), lastEventMs: null, offlineAtMs: null, runtime: new Map() };
      this.workers.set(name, record);
    }
    return record;
  }

  #count(worker: string, event: TaskEvent): void {
    const record = this.#workerRecord(worker);
    const { weight, type } = event.message;
    record.lastEventMs = event.atMs;
    record.counts.set(event.kind, (record.counts.get(event.kind) ?? 0) + weight);
    if (event.kind !== 'succeeded') return;
    const runtime = record.runtime.get(type) ?? { count: 0, sumS: 0 };
    runtime.count += weight;
    runtime.sumS += event.runtimeS * weight;
    record.runtime.set(type, runtime);
  }
}
