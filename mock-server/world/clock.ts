/**
 * The one clock of a simulated world. Nothing in the world asks the machine for the time: events lie in a heap until their moment
 * comes, so a world of any size costs nothing while nothing is due, and a test steers time instead of waiting for it.
 */

/** Takes a scheduled event back; harmless after it ran. */
export type Cancel = () => void;

type Entry = { readonly atMs: number; readonly order: number; fn: (() => void) | null };

function before(a: Entry, b: Entry): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

/** A binary heap: push and pop cost log n. */
class EventHeap {
  private readonly items: Entry[] = [];

  get size(): number {
    return this.items.length;
  }

  peek(): Entry | undefined {
    return this.items[0];
  }

  push(entry: Entry): void {
    const items = this.items;
    let at = items.length;
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = items[parentAt];
      if (parent === undefined || !before(entry, parent)) break;
      items[at] = parent;
      at = parentAt;
    }
    items[at] = entry;
  }

  pop(): Entry | undefined {
    const items = this.items;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    this.sink(last);
    return top;
  }

  private sink(entry: Entry): void {
    const items = this.items;
    let at = 0;
    for (;;) {
      let childAt = 2 * at + 1;
      let child = items[childAt];
      if (child === undefined) break;
      const right = items[childAt + 1];
      if (right !== undefined && before(right, child)) {
        child = right;
        childAt += 1;
      }
      if (!before(child, entry)) break;
      items[at] = child;
      at = childAt;
    }
    items[at] = entry;
  }
}

const stepMs = 20;

/** Simulated time in ms since the epoch, and what is due when. */
export class SimClock {
  readonly #heap = new EventHeap();
  readonly #realNowMs: () => number;
  #nowMs: number;
  #order = 0;
  #speed = 1;
  #timer: ReturnType<typeof setInterval> | null = null;
  #lastRealMs = 0;

  constructor(startMs: number, realNowMs: () => number) {
    this.#nowMs = startMs;
    this.#realNowMs = realNowMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  /** Runs `fn` at `atMs` (or at once on the next step if that is past); equal times run in the order they were scheduled. */
  schedule(atMs: number, fn: () => void): Cancel {
    this.#order += 1;
    const entry: Entry = { atMs: Math.max(atMs, this.#nowMs), order: this.#order, fn };
    this.#heap.push(entry);
    return () => {
      entry.fn = null;
    };
  }

  /** The same, counted from now. */
  after(delayMs: number, fn: () => void): Cancel {
    return this.schedule(this.#nowMs + delayMs, fn);
  }

  /** Runs `fn` every `periodMs`, first one period from now. */
  every(periodMs: number, fn: () => void): Cancel {
    let cancel: Cancel;
    const again = (): void => {
      cancel = this.after(periodMs, again);
      fn();
    };
    cancel = this.after(periodMs, again);
    return () => cancel();
  }

  /** Moves time forward and runs everything that falls due on the way, in order. */
  advance(ms: number): void {
    const until = this.#nowMs + Math.max(0, ms);
    for (let next = this.#heap.peek(); next !== undefined && next.atMs <= until; next = this.#heap.peek()) {
      this.#heap.pop();
      const { fn } = next;
      if (fn === null) continue;
      next.fn = null;
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      fn();
    }
    this.#nowMs = until;
  }

  /** How many simulated ms pass per real ms while running. */
  setSpeed(speed: number): void {
    if (this.#timer !== null) this.#step();
    this.#speed = speed;
  }

  speed(): number {
    return this.#speed;
  }

  /** Lets real time drive the clock in small steps. */
  run(): void {
    if (this.#timer !== null) return;
    this.#lastRealMs = this.#realNowMs();
    this.#timer = setInterval(() => this.#step(), stepMs);
  }

  pause(): void {
    if (this.#timer === null) return;
    this.#step();
    clearInterval(this.#timer);
    this.#timer = null;
  }

  isRunning(): boolean {
    return this.#timer !== null;
  }

  /** Events waiting, taken back ones included; for measurements. */
  pending(): number {
    return this.#heap.size;
  }

  #step(): void {
    const real = this.#realNowMs();
    const passed = real - this.#lastRealMs;
    this.#lastRealMs = real;
    this.advance(passed * this.#speed);
  }
}

/** Real time is only read while the clock runs; `realNowMs` can be replaced in tests. */
export function createClock(startMs: number, realNowMs: () => number = () => performance.now()): SimClock {
  return new SimClock(startMs, realNowMs);
}
