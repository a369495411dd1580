import type { Link } from './broker-links.ts';
import { plainQueue, Queue } from './broker-queue.ts';
import type { Consumer, Lot, QueueDeclaration } from './broker-queue.ts';
import { Statistics, statisticsStepMs } from './broker-statistics.ts';
import type { Delivery, Message } from './celery-message.ts';
import type { SimClock } from './clock.ts';

type BrokerParts = {
  readonly clock: SimClock;
  /** Makes a message out of a lot of unknown ones when a consumer takes them. */
  readonly materialise: (queue: string, weight: number) => Message;
  /** The most messages one unknown lot may stand for when it is handed out. */
  readonly lotLimit: () => number;
};

const deadLetterQueue = 'dead-letter';
const deadLetterLimit = 10_000;

/** Celery's native delayed delivery: queue N holds messages for 2^N s. */
export const delayLevels = 28;

/** One message broker: queues, who consumes, and what is on its way. */
export class Broker {
  state: 'running' | 'stopped' = 'running';
  startedAtMs: number;
  readonly bornAtMs: number;
  readonly queues = new Map<string, Queue>();
  /** Open worker connections by worker name. */
  readonly links = new Map<string, Link>();
  readonly statistics = new Statistics();
  /** Messages waiting in `celery_delayed_N`. */
  readonly delayed: number[] = Array.from({ length: delayLevels }, () => 0);
  readonly #parts: BrokerParts;
  readonly #queuesOf = new Map<Consumer, Set<Queue>>();
  readonly #dispatching = new Set<Queue>();

  constructor(parts: BrokerParts) {
    this.#parts = parts;
    this.startedAtMs = parts.clock.nowMs();
    this.bornAtMs = this.startedAtMs;
    const step = (): void => {
      if (this.state === 'running') this.statistics.collect(this.queues.values(), parts.clock.nowMs());
    };
    const now = parts.clock.nowMs();
    // On multiples of 5 s, as RabbitMQ's samples are.
    parts.clock.schedule(Math.ceil((now + 1) / statisticsStepMs) * statisticsStepMs, () => {
      step();
      parts.clock.every(statisticsStepMs, step);
    });
  }

  /** Declares a queue unless it exists. */
  declare(declaration: QueueDeclaration): Queue {
    const existing = this.queues.get(declaration.name);
    if (existing !== undefined) return existing;
    const queue = new Queue(declaration, this.#parts.clock.nowMs());
    this.queues.set(queue.name, queue);
    return queue;
  }

  /** Publishing to a name nobody declared declares it: how a mistyped queue comes to be. */
  publish(message: Message): void {
    const queue = this.#ready(message.queue);
    queue.count('publish', message.weight, this.#parts.clock.nowMs());
    queue.ready.push({ message });
    this.#dispatch(queue);
  }

  /** So many alike messages at once, at no cost per message. */
  publishMany(name: string, count: number): void {
    if (count <= 0) return;
    const queue = this.#ready(name);
    queue.count('publish', count, this.#parts.clock.nowMs());
    queue.ready.push({ message: null, count });
    this.#dispatch(queue);
  }

  /** Holds a message of a quorum queue until its time, outside of any worker. */
  publishDelayed(message: Message, untilMs: number): void {
    const seconds = Math.max(1, (untilMs - this.#parts.clock.nowMs()) / 1000);
    const level = Math.min(delayLevels - 1, Math.floor(Math.log2(seconds)));
    this.delayed[level] = (this.delayed[level] ?? 0) + 1;
    this.#parts.clock.schedule(untilMs, () => {
      this.delayed[level] = Math.max(0, (this.delayed[level] ?? 0) - 1);
      this.publish(message);
    });
  }

  consume(consumer: Consumer, name: string): void {
    const queue = this.#ready(name);
    queue.consumers.add(consumer);
    queue.hungry.add(consumer);
    const queues = this.#queuesOf.get(consumer);
    if (queues === undefined) this.#queuesOf.set(consumer, new Set([queue]));
    else queues.add(queue);
    this.#dispatch(queue);
  }

  cancel(consumer: Consumer, name: string): void {
    const queue = this.queues.get(name);
    if (queue === undefined) return;
    queue.consumers.delete(consumer);
    queue.hungry.delete(consumer);
    this.#queuesOf.get(consumer)?.delete(queue);
  }

  cancelAll(consumer: Consumer): void {
    for (const queue of this.#queuesOf.get(consumer) ?? []) this.cancel(consumer, queue.name);
    this.#queuesOf.delete(consumer);
  }

  /** A consumer can take more again. */
  roomFreed(consumer: Consumer): void {
    if (this.state === 'stopped') return;
    for (const queue of this.#queuesOf.get(consumer) ?? []) {
      queue.hungry.add(consumer);
      if (queue.ready.count > 0) this.#dispatch(queue);
    }
  }

  ack(delivery: Delivery): void {
    const queue = this.#settle(delivery);
    queue?.count('ack', delivery.message.weight, this.#parts.clock.nowMs());
  }

  /** Puts messages back at the front, in their order; too often delivered ones of a quorum queue are dead-lettered. */
  requeue(deliveries: readonly Delivery[]): void {
    const touched = new Set<Queue>();
    for (const delivery of [...deliveries].reverse()) {
      const queue = this.#settle(delivery);
      if (queue === null) continue;
      const limit = queue.declaration.deliveryLimit;
      if (limit !== null && delivery.message.deliveries > limit) this.#deadLetter(queue, delivery.message.weight);
      else queue.ready.pushFront({ message: delivery.message });
      touched.add(queue);
    }
    for (const queue of touched) this.#dispatch(queue);
  }

  /** Rejected without requeue: to the dead letters if the queue has any. */
  reject(delivery: Delivery): void {
    const queue = this.#settle(delivery);
    if (queue !== null) this.#deadLetter(queue, delivery.message.weight);
  }

  /** Throws away what is ready (not what consumers hold) and says how many that were; null if there is no such queue. */
  purge(name: string): number | null {
    const queue = this.queues.get(name);
    if (queue === undefined) return null;
    const purged = queue.ready.count;
    queue.ready.clear();
    queue.activeAtMs = this.#parts.clock.nowMs();
    return purged;
  }

  delete(name: string): void {
    const queue = this.queues.get(name);
    if (queue === undefined) return;
    queue.dead = true;
    for (const consumer of queue.consumers) this.cancel(consumer, name);
    this.queues.delete(name);
    this.statistics.forget(name);
  }

  /** Connections must be closed by their owners first; durable messages stay, statistics do not. */
  stop(): void {
    this.state = 'stopped';
    this.links.clear();
    this.statistics.clear();
    for (const queue of this.queues.values()) queue.counters = null;
  }

  start(): void {
    this.state = 'running';
    this.startedAtMs = this.#parts.clock.nowMs();
  }

  #ready(name: string): Queue {
    return this.queues.get(name) ?? this.declare(plainQueue(name));
  }

  #settle(delivery: Delivery): Queue | null {
    if (delivery.settled) return null;
    delivery.settled = true;
    const queue = this.queues.get(delivery.message.queue);
    if (queue === undefined) return null;
    queue.unacked = Math.max(0, queue.unacked - delivery.message.weight);
    return queue;
  }

  #deadLetter(from: Queue, count: number): void {
    if (from.declaration.deadLetterExchange === null) return;
    const letters = this.#ready(deadLetterQueue);
    // max-length of its policy; dead letters are not publishes, so its counters stay absent.
    if (letters.ready.count + count <= deadLetterLimit) letters.ready.push({ message: null, count });
    letters.activeAtMs = this.#parts.clock.nowMs();
  }

  #next(queue: Queue): Consumer | null {
    for (const consumer of queue.hungry) {
      queue.hungry.delete(consumer);
      if (consumer.room() <= 0) continue;
      // To the back of the line: consumers take turns.
      queue.hungry.add(consumer);
      return consumer;
    }
    return null;
  }

  /** A consumer that takes a message may free room for the next at once: the outer round hands that out, not a nested one. */
  #dispatch(queue: Queue): void {
    if (this.#dispatching.has(queue)) return;
    this.#dispatching.add(queue);
    this.#handOutAll(queue);
    this.#dispatching.delete(queue);
  }

  #handOutAll(queue: Queue): void {
    if (this.state === 'stopped') return;
    while (queue.ready.count > 0) {
      const consumer = this.#next(queue);
      if (consumer === null) return;
      const lot = queue.ready.take(Math.min(consumer.room(), this.#parts.lotLimit()));
      if (lot === null) return;
      consumer.accept(this.#handOut(queue, lot));
    }
  }

  #handOut(queue: Queue, lot: Lot): Delivery {
    const message = lot.message ?? this.#parts.materialise(queue.name, lot.message === null ? lot.count : 1);
    const redelivered = message.deliveries > 0;
    message.deliveries += 1;
    queue.unacked += message.weight;
    queue.count('deliver', message.weight, this.#parts.clock.nowMs());
    if (redelivered) queue.count('redeliver', message.weight, this.#parts.clock.nowMs());
    return { message, redelivered, settled: false };
  }
}
