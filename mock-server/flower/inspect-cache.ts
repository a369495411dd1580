import type { Messaging } from '../world/messaging.ts';
import type { Worker } from '../world/celery-worker.ts';
import { inspectBasics, inspectTasks } from './worker-body.ts';
import type { WorkerBody } from './worker-body.ts';
import { seconds } from './time.ts';

/**
 * Flower's second store: what workers answered when last asked. Nothing in it expires: dead workers stay, new ones are missing
 * until somebody refreshes, and the only sign of age is `timestamp`.
 */
export class InspectCache {
  readonly #bodies = new Map<string, WorkerBody>();
  readonly #messaging: Messaging;

  constructor(messaging: Messaging) {
    this.#messaging = messaging;
    // Flower asks everybody once when it starts.
    this.refreshAll();
  }

  has(name: string): boolean {
    return this.#bodies.has(name);
  }

  get(name: string): WorkerBody | undefined {
    return this.#bodies.get(name);
  }

  all(): Readonly<Record<string, WorkerBody>> {
    return Object.fromEntries(this.#bodies);
  }

  names(): string[] {
    return [...this.#bodies.keys()];
  }

  refreshAll(): void {
    for (const worker of this.#messaging.workers.values()) if (this.answers(worker)) this.#store(worker, {});
  }

  /** False if the worker did not answer: what is known of it stays as it was. */
  refreshOne(name: string): boolean {
    const worker = this.#messaging.worker(name);
    if (worker === undefined || !this.answers(worker)) return false;
    this.#store(worker, inspectTasks(worker));
    return true;
  }

  answers(worker: Worker): boolean {
    return worker.connected && (worker.state === 'running' || worker.state === 'stopping');
  }

  #store(worker: Worker, tasks: WorkerBody): void {
    const nowMs = this.#messaging.nowMs();
    const basics = inspectBasics(worker, nowMs, this.#messaging.monitor.clock);
    this.#bodies.set(worker.name, { ...this.#bodies.get(worker.name), ...basics, ...tasks, timestamp: seconds(nowMs) });
  }
}
