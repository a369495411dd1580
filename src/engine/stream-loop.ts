import type { FaultAt } from '../domain/fault.ts';
import type { EpochMs } from '../domain/units.ts';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import { backOffMs } from './cadence.ts';
import { faultOf, type OnBug } from './faults.ts';

/** What a stream's loop is made of. */
export interface StreamLoopOptions {
  clock: Clock;
  random: Random;
  name: string;
  listen: (opened: () => void, signal: AbortSignal) => Promise<void>;
  /** The stream came up, went down, or could not be opened (which changes nothing). */
  turned: (state: 'up' | 'down', changed: boolean) => void;
  onBug: OnBug;
}

/** Opened and cut at once is no stream: a just-elected leader accepts and closes (Marathon 1.11, source). */
const steadyAfterMs = 10_000;
const leastWaitMs = 200;

/** Holds one stream open; after a cut it waits a random, growing time. */
export class StreamLoop {
  readonly #options: StreamLoopOptions;
  #state: 'up' | 'down' = 'down';
  #fault: FaultAt | null = null;
  #failures = 0;
  #abort: AbortController | null = null;
  #run: Promise<void> | null = null;
  #cancelTimer: (() => void) | null = null;
  #stopped = false;

  constructor(options: StreamLoopOptions) {
    this.#options = options;
  }

  get state(): 'up' | 'down' {
    return this.#state;
  }

  get fault(): FaultAt | null {
    return this.#fault;
  }

  start(): void {
    this.#run = this.#once();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer?.();
    this.#abort?.abort();
    await this.#run;
  }

  async #once(): Promise<void> {
    const { clock, name, listen, onBug } = this.#options;
    const abort = new AbortController();
    this.#abort = abort;
    let openedAtMs: EpochMs | null = null;
    const opened = () => {
      if (this.#stopped || openedAtMs !== null) return;
      openedAtMs = clock.now();
      this.#fault = null;
      this.#turn('up');
    };
    try {
      await listen(opened, abort.signal);
    } catch (error) {
      if (!this.#stopped) this.#fault = { fault: faultOf(error, name, onBug), atMs: clock.now(), during: name };
    }
    if (this.#stopped) return;
    this.#failures = lasted(openedAtMs, clock.now()) ? 1 : this.#failures + 1;
    this.#turn('down');
    const waitMs = leastWaitMs + backOffMs(this.#failures, this.#options.random());
    this.#cancelTimer = clock.after(waitMs, () => this.start());
  }

  #turn(state: 'up' | 'down'): void {
    const changed = this.#state !== state;
    this.#state = state;
    try {
      this.#options.turned(state, changed);
    } catch (error) {
      this.#options.onBug(error, this.#options.name);
    }
  }
}

function lasted(openedAtMs: EpochMs | null, nowMs: EpochMs): boolean {
  return openedAtMs !== null && nowMs - openedAtMs >= steadyAfterMs;
}
