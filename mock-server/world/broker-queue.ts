import type { Delivery, Message } from './celery-message.ts';

/** How a queue keeps its messages: on one node, or replicated by consensus with a delivery limit. */
type QueueKind = 'classic' | 'quorum';

/** What a queue is declared with. */
export type QueueDeclaration = {
  readonly name: string;
  readonly kind: QueueKind;
  readonly exchange: { readonly name: string; readonly type: 'direct' | 'topic' };
  readonly routingKey: string;
  readonly deadLetterExchange: string | null;
  /** Messages delivered more often than this are dead-lettered; quorum queues only. */
  readonly deliveryLimit: number | null;
  readonly maxPriority: number | null;
  readonly policy: string | null;
};

/** Counters since the queue was declared, or since the broker started. */
export type QueueCounters = {
  publish: number;
  deliver: number;
  ack: number;
  redeliver: number;
};

/** One known message, or a number of alike ones nobody has looked at yet. */
export type Lot = { readonly message: Message } | { readonly message: null; count: number };

const lotSize = (lot: Lot): number => (lot.message === null ? lot.count : lot.message.weight);

/** First in, first out, with a front for what comes back; a million alike messages are one entry. */
class ReadyList {
  #front: Lot[] = [];
  #back: Lot[] = [];
  #head = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  push(lot: Lot): void {
    this.#count += lotSize(lot);
    const last = this.#back.at(-1);
    if (lot.message === null && last !== undefined && last.message === null && this.#back.length > this.#head) {
      last.count += lot.count;
    } else this.#back.push(lot);
  }

  pushFront(lot: Lot): void {
    this.#count += lotSize(lot);
    this.#front.push(lot);
  }

  /** The next message, or up to `most` of the unknown ones if such are next. */
  take(most: number): Lot | null {
    const lot = this.#front.at(-1) ?? this.#back[this.#head];
    if (lot === undefined) return null;
    if (lot.message === null && lot.count > most) {
      lot.count -= most;
      this.#count -= most;
      return { message: null, count: most };
    }
    this.#count -= lotSize(lot);
    if (this.#front.length > 0) this.#front.pop();
    else this.#advance();
    return lot;
  }

  clear(): void {
    this.#front = [];
    this.#back = [];
    this.#head = 0;
    this.#count = 0;
  }

  #advance(): void {
    this.#head += 1;
    if (this.#head > 1024 && this.#head * 2 > this.#back.length) {
      this.#back = this.#back.slice(this.#head);
      this.#head = 0;
    }
  }
}

/** Whoever takes messages from a queue: a worker's connection. */
export type Consumer = {
  readonly name: string;
  /** How many more messages it may hold unacknowledged. */
  room(): number;
  accept(delivery: Delivery): void;
};

/** A queue of the broker: messages ready, messages out with consumers, and what passed through. */
export class Queue {
  readonly declaration: QueueDeclaration;
  readonly createdAtMs: number;
  readonly ready = new ReadyList();
  /** Delivered and not acknowledged yet, over all consumers. */
  unacked = 0;
  readonly consumers = new Set<Consumer>();
  /** Those of them that may still have room: a hint that saves asking thousands of full ones. */
  readonly hungry = new Set<Consumer>();
  counters: QueueCounters | null = null;
  /** Last time anything came in or went out; null before. */
  activeAtMs: number | null = null;
  dead = false;

  constructor(declaration: QueueDeclaration, createdAtMs: number) {
    this.declaration = declaration;
    this.createdAtMs = createdAtMs;
  }

  get name(): string {
    return this.declaration.name;
  }

  /** RabbitMQ keeps no message_stats for a queue until a client publishes to it or reads from it; dead letters do not count. */
  count(what: keyof QueueCounters, by: number, nowMs: number): void {
    this.counters ??= { publish: 0, deliver: 0, ack: 0, redeliver: 0 };
    this.counters[what] += by;
    this.activeAtMs = nowMs;
  }
}

/** A plain durable classic queue on a direct exchange of its own name, as Celery declares one it has no configuration for. */
export function plainQueue(name: string): QueueDeclaration {
  return {
    name,
    kind: 'classic',
    exchange: { name, type: 'direct' },
    routingKey: name,
    deadLetterExchange: null,
    deliveryLimit: null,
    maxPriority: null,
    policy: null,
  };
}
