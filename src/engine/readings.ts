import { FaultError } from '../domain/fault.ts';
import { sourceOf, type EntityKey } from '../domain/keys.ts';
import type { TaskDetail } from '../domain/task.ts';
import type { DurationMs, EpochMs } from '../domain/units.ts';
import type { Clock } from '../platform/clock.ts';
import type { SourceRunner } from './source-runner.ts';

interface TaskRead {
  task: TaskDetail;
  /** When that reading began. */
  readAtMs: EpochMs;
}

const mostTasks = 200;
/** An inspection makes the upstream ask the worker itself: nobody needs it more often than this. */
const inspectMs: DurationMs = 15_000;

/** Single, expensive readings: workers looked at closely, tasks in full. */
export class Readings {
  readonly #clock: Clock;
  readonly #sources: ReadonlyMap<string, SourceRunner>;
  readonly #tasks = new Map<EntityKey, TaskRead>();
  readonly #inspectedAtMs = new Map<EntityKey, EpochMs>();
  readonly #looking = new Map<EntityKey, Promise<void>>();
  readonly #abort = new AbortController();

  constructor(clock: Clock, sources: ReadonlyMap<string, SourceRunner>) {
    this.#clock = clock;
    this.#sources = sources;
  }

  /** The last reading of a task. */
  task(key: EntityKey): TaskRead | undefined {
    return this.#tasks.get(key);
  }

  async readTask(key: EntityKey, signal: AbortSignal): Promise<TaskRead> {
    const readAtMs = this.#clock.now();
    const task = await this.#sources.get(sourceOf(key))?.spec.adapter.readTask?.(key, signal);
    if (!task) throw new FaultError({ kind: 'missing', status: 404, text: '' });
    const read = { task, readAtMs };
    this.#tasks.delete(key);
    this.#tasks.set(key, read);
    for (const oldest of this.#tasks.keys()) {
      if (this.#tasks.size <= mostTasks) break;
      this.#tasks.delete(oldest);
    }
    return read;
  }

  /** Looks closely at a worker, unless that was done a moment ago. */
  async inspectWorker(key: EntityKey, signal: AbortSignal): Promise<void> {
    if (this.#clock.now() - (this.#inspectedAtMs.get(key) ?? -Infinity) < inspectMs) return;
    await this.#inspect(key, signal);
  }

  /** After an act on a worker or a task: reads it now. `done` hears when something was read. */
  lookAt(key: EntityKey, isWorker: boolean, done: () => void): void {
    const { signal } = this.#abort;
    if (signal.aborted || this.#looking.has(key)) return;
    const job = (isWorker ? this.#inspect(key, signal) : this.readTask(key, signal))
      .then(() => (signal.aborted ? undefined : done()))
      // The act's own time limit tells when nothing shows.
      .catch(() => undefined)
      .finally(() => this.#looking.delete(key));
    this.#looking.set(key, job);
  }

  /** The worker is listed no more. */
  forgetWorker(key: EntityKey): void {
    this.#inspectedAtMs.delete(key);
  }

  stop(): Promise<unknown> {
    this.#abort.abort();
    return Promise.allSettled(this.#looking.values());
  }

  async #inspect(key: EntityKey, signal: AbortSignal): Promise<void> {
    await this.#sources.get(sourceOf(key))?.inspectWorker(key, signal);
    this.#inspectedAtMs.set(key, this.#clock.now());
  }
}
