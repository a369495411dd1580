/**
 * The one clock of a simulated world. Nothing in the world asks the machine for the time: events lie in a heap until their moment
 * comes, so a world of any size costs nothing while nothing is due, and a test steers time instead of waiting for it.
 */

/** Takes a scheduled event back; harmless after it ran. */
export type Cancel = () => void;

/** Simulated time in ms since the epoch, and what is due when. */
export type SimClock = {
  nowMs(): number;
  /** Runs `fn` at `atMs` (or at once on the next step if that is past); equal times run in the order they were scheduled. */
  schedule(atMs: number, fn: () => void): Cancel;
  /** The same, counted from now. */
  after(delayMs: number, fn: () => void): Cancel;
  /** Runs `fn` every `periodMs`, first one period from now. */
  every(periodMs: number, fn: () => void): Cancel;
  /** Moves time forward and runs everything that falls due on the way, in order. */
  advance(ms: number): void;
  /** How many simulated ms pass per real ms while running. */
  setSpeed(speed: number): void;
  speed(): number;
  /** Lets real time drive the clock in small steps. */
  run(): void;
  pause(): void;
  isRunning(): boolean;
  /** Events waiting, for measurements. */
  pending(): number;
};

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

/** Real time is only read while the clock runs; `realNowMs` can be replaced in tests. */
export function createClock(startMs: number, realNowMs: () => number = () => performance.now()): SimClock {
  const heap = new EventHeap();
  let now = startMs;
  let order = 0;
  let speed = 1;
  let timer: ReturnType<typeof setInterval> | null = null;
  let lastRealMs = 0;

  const advance = (ms: number): void => {
    const until = now + Math.max(0, ms);
    for (let next = heap.peek(); next !== undefined && next.atMs <= until; next = heap.peek()) {
      heap.pop();
      if (next.fn === null) continue;
      now = Math.max(now, next.atMs);
      const fn = next.fn;
      next.fn = null;
      fn();
    }
    now = until;
  };

  const schedule = (atMs: number, fn: () => void): Cancel => {
    const entry: Entry = { atMs: Math.max(atMs, now), order: (order += 1), fn };
    heap.push(entry);
    return () => {
      entry.fn = null;
    };
  };

  const step = (): void => {
    const real = realNowMs();
    const passed = real - lastRealMs;
    lastRealMs = real;
    advance(passed * speed);
  };

  const every = (periodMs: number, fn: () => void): Cancel => {
    let cancel: Cancel;
    const again = (): void => {
      cancel = schedule(now + periodMs, again);
      fn();
    };
    cancel = schedule(now + periodMs, again);
    return () => cancel();
  };

  return {
    nowMs: () => now,
    schedule,
    after: (delayMs, fn) => schedule(now + delayMs, fn),
    every,
    advance,
    setSpeed(value) {
      if (timer !== null) step();
      speed = value;
    },
    speed: () => speed,
    run() {
      if (timer !== null) return;
      lastRealMs = realNowMs();
      timer = setInterval(step, stepMs);
    },
    pause() {
      if (timer === null) return;
      step();
      clearInterval(timer);
      timer = null;
    },
    isRunning: () => timer !== null,
    pending: () => heap.size,
  };
}
