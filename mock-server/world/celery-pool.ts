import type { WorkerIdentity } from './celery-worker-parts.ts';
import type { SimRandom } from './random.ts';

/** The prefork pool of a worker: its processes, and the range it may scale itself within. */
export class Pool {
  pids: readonly number[] = [];
  autoscale: { readonly min: number; readonly max: number } | null;
  readonly #random: SimRandom;
  #lastPid: number;

  constructor(identity: WorkerIdentity, random: SimRandom) {
    this.#random = random;
    this.#lastPid = identity.pid;
    this.autoscale = identity.autoscale;
    this.grow(identity.autoscale?.min ?? identity.concurrency);
  }

  grow(count: number): void {
    const added: number[] = [];
    for (let n = 0; n < count; n += 1) {
      this.#lastPid += 1 + this.#random.int(9);
      added.push(this.#lastPid);
    }
    this.pids = [...this.pids, ...added];
  }

  remove(pid: number): void {
    this.pids = this.pids.filter((other) => other !== pid);
  }

  /** A process died or was killed: another takes its place under a new pid. */
  replace(pid: number): void {
    if (!this.pids.includes(pid)) return;
    this.remove(pid);
    this.grow(1);
  }

  /** All processes but these. */
  without(busy: readonly number[]): number[] {
    const taken = new Set(busy);
    return this.pids.filter((pid) => !taken.has(pid));
  }

  /** Follows the load within the autoscale range, if there is one. */
  adapt(load: number, idle: readonly number[]): void {
    const range = this.autoscale;
    if (range === null) return;
    const wanted = Math.min(range.max, Math.max(range.min, load));
    if (this.pids.length < wanted) this.grow(wanted - this.pids.length);
    for (const pid of idle.slice(0, Math.max(0, this.pids.length - wanted))) this.remove(pid);
  }
}
