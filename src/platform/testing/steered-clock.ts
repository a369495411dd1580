import type { EpochMs } from '../../domain/units.ts';
import type { Clock } from '../clock.ts';

/** A clock that stands still until it is told otherwise. */
export class SteeredClock implements Clock {
  #nowMs: EpochMs;
  readonly #due = new Map<() => void, EpochMs>();

  constructor(nowMs: EpochMs = 0) {
    this.#nowMs = nowMs;
  }

  now(): EpochMs {
    return this.#nowMs;
  }

  after(delayMs: number, fn: () => void): () => void {
    const run = () => fn();
    this.#due.set(run, this.#nowMs + delayMs);
    return () => this.#due.delete(run);
  }

  /** Moves on and runs what fell due. */
  advance(ms: number): void {
    this.#nowMs += ms;
    for (const [run, atMs] of this.#due) {
      if (atMs > this.#nowMs) continue;
      this.#due.delete(run);
      run();
    }
  }
}
