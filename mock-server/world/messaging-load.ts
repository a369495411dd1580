import { taskTypes, typesOfQueue } from './celery-task-types.ts';
import type { TaskType } from './celery-task-types.ts';
import type { SimClock } from './clock.ts';
import { isShopQueue } from './messaging-queues.ts';
import type { SimRandom } from './random.ts';

/** How fast tasks arrive in a queue, and how slow they must run for the crew to be well used by them. */
type Flow = {
  perSecond: number;
  stretch: number;
  /** Multiplies the arrivals; a scenario's or the control API's. */
  factor: number;
  wobble: number;
  burstUntilMs: number;
  /** Nobody drained the queue when it was settled: to be settled again when somebody does. */
  provisional: boolean;
};

type LoadParts = {
  readonly clock: SimClock;
  readonly random: SimRandom;
  /** Pool processes that drain a queue, each counted by the share it can give to this one. */
  readonly processesFor: (queue: string) => number;
  readonly queues: () => Iterable<string>;
  /** So many tasks arrive in a queue. */
  readonly arrive: (queue: string, count: number) => void;
};

/** Share of a crew that is busy at noon. */
const usualUse = 0.55;
/** Most tasks per second over all queues: what bounds the cost of a simulated second. */
const mostPerSecond = 45;
/** Above this many arrivals per second they come in handfuls. */
const singlesPerSecond = 15;
const handfulMs = 250;

/** Busy by day, with a peak after lunch and one in the evening, quiet at night: 0.45 to 1.05 by the UTC hour. */
export function dayFactor(nowMs: number): number {
  const hour = (nowMs / 3_600_000) % 24;
  const bell = (peak: number, width: number): number => Math.exp(-(((hour - peak) / width) ** 2));
  return 0.45 + 0.55 * Math.max(bell(13.5, 4), 0.9 * bell(20, 2.2), 0.8 * bell(9.5, 2));
}

/** Of one arrival with what it sends on to the same queue. */
function meanSeconds(queue: string): number {
  const types = typesOfQueue(queue);
  const shares = types.reduce((sum, type) => sum + type.share, 0);
  const work = (type: TaskType): number =>
    type.sends.reduce((sum, next) => sum + (taskTypes.get(next)?.medianMs ?? 0), type.medianMs);
  return types.reduce((sum, type) => sum + (type.share * work(type)) / 1000, 0) / Math.max(shares, 1e-9);
}

/** Sends tasks into queues, by the time of day, with noise and bursts. */
export class Load {
  readonly #flows = new Map<string, Flow>();
  readonly #parts: LoadParts;

  constructor(parts: LoadParts) {
    this.#parts = parts;
  }

  /** Gives a queue its flow once it is known who drains it; afterwards scaling the crew makes a difference. */
  settle(queue: string): void {
    const known = this.#flows.get(queue);
    if (known?.provisional === false) return;
    const { clock, random, processesFor, queues } = this.#parts;
    const capacity = processesFor(queue) / meanSeconds(queue);
    if (known !== undefined && capacity === 0) return;
    const fair = mostPerSecond / Math.max(9, [...queues()].length);
    const wanted = capacity * usualUse;
    // The shop goes on sending to what nobody drains; dead letters come from elsewhere, and to a mistyped queue nobody sends.
    const trickle = isShopQueue(queue) && queue !== 'dead-letter' ? 0.02 : 0;
    const perSecond = capacity === 0 ? trickle : Math.min(wanted, fair);
    const stretch = capacity === 0 ? 1 : wanted / perSecond;
    const flow = { perSecond, stretch, provisional: capacity === 0 };
    this.#flows.set(queue, { factor: 1, wobble: 1, burstUntilMs: 0, ...known, ...flow });
    const ticks = known !== undefined && known.perSecond > 0;
    if (perSecond > 0 && !ticks) clock.after(random.between(0, 1000), () => this.#tick(queue));
  }

  stretch(queue: string): number {
    return this.#flows.get(queue)?.stretch ?? 1;
  }

  /** Multiplies what arrives in a queue: 0 stops it, 50 floods it. */
  setFactor(queue: string, factor: number): void {
    this.settle(queue);
    const flow = this.#flows.get(queue);
    if (flow === undefined) return;
    const idle = flow.perSecond === 0;
    if (idle) flow.perSecond = 0.1;
    flow.factor = factor;
    if (idle) this.#tick(queue);
  }

  /** Arrivals per second that are usual for a queue at noon. */
  usualPerSecond(queue: string): number {
    return this.#flows.get(queue)?.perSecond ?? 0;
  }

  #tick(queue: string): void {
    const flow = this.#flows.get(queue);
    if (flow === undefined) return;
    const { clock, random, arrive } = this.#parts;
    const now = clock.nowMs();
    this.#drift(flow, now);
    const burst = now < flow.burstUntilMs ? 2.4 : 1;
    const rate = flow.perSecond * dayFactor(now) * flow.wobble * burst * flow.factor;
    if (rate <= 0) {
      clock.after(1_000, () => this.#tick(queue));
      return;
    }
    if (rate <= singlesPerSecond) {
      const waitMs = Math.min(60_000, (-Math.log(1 - random.next()) / rate) * 1000);
      clock.after(waitMs, () => {
        arrive(queue, 1);
        this.#tick(queue);
      });
      return;
    }
    const mean = (rate * handfulMs) / 1000;
    arrive(queue, Math.max(0, Math.round(mean + (random.next() + random.next() - 1) * Math.sqrt(mean))));
    clock.after(handfulMs, () => this.#tick(queue));
  }

  /** A slow random walk around 1, and a burst now and then. */
  #drift(flow: Flow, nowMs: number): void {
    const { random } = this.#parts;
    flow.wobble = Math.min(1.35, Math.max(0.7, flow.wobble + (1 - flow.wobble) * 0.02 + (random.next() - 0.5) * 0.06));
    const perTick = 1 / Math.max(60, 900 * flow.perSecond);
    if (nowMs > flow.burstUntilMs && random.chance(perTick)) flow.burstUntilMs = nowMs + random.between(45_000, 90_000);
  }
}
