import { uuid } from './broker-links.ts';
import type { Message } from './celery-message.ts';
import { argsRepr, kwargsRepr } from './celery-python.ts';
import { findTaskType, typesOfQueue } from './celery-task-types.ts';
import type { TaskType } from './celery-task-types.ts';
import type { SimClock } from './clock.ts';
import { declarationOf, shopQueues } from './messaging-queues.ts';
import type { SimRandom } from './random.ts';

/** Makes tasks up. */
export class Mint {
  readonly #clock: SimClock;
  readonly #random: SimRandom;
  /** The producer, as Celery names it: `gen<pid>@<host>`. */
  readonly #client: string;

  constructor(clock: SimClock, random: SimRandom) {
    this.#clock = clock;
    this.#random = random;
    this.#client = `gen${1000 + random.int(30000)}@shop-web-1`;
  }

  /** One of a queue's own types, by their shares. */
  drawType(queue: string): TaskType {
    const types = typesOfQueue(queue);
    let at = this.#random.next() * types.reduce((sum, type) => sum + type.share, 0);
    for (const type of types) {
      at -= type.share;
      if (at <= 0) return type;
    }
    const last = types.at(-1);
    if (last === undefined) throw new Error(`The queue ${queue} has no task types.`);
    return last;
  }

  message(type: TaskType, queue: string, weight = 1): Message {
    const id = uuid(this.#random);
    const args = type.args(this.#random);
    const kwargs = type.kwargs(this.#random);
    const declaration = declarationOf(queue);
    return {
      id,
      type: type.name,
      args,
      kwargs,
      argsRepr: argsRepr(args),
      kwargsRepr: kwargsRepr(kwargs),
      queue,
      // Celery publishes straight to the queue through the default exchange unless a topic exchange is configured.
      exchange: declaration.exchange.type === 'topic' ? declaration.exchange.name : '',
      routingKey: declaration.routingKey,
      priority: shopQueues.includes(declaration) ? 0 : null,
      sentAtMs: this.#clock.nowMs(),
      client: this.#client,
      etaMs: null,
      expiresMs: null,
      retries: 0,
      rootId: id,
      parentId: null,
      weight,
      poison: false,
      fails: null,
      deliveries: 0,
    };
  }

  /** One out of a lot of messages nobody has looked at; it stands for `weight` of them. */
  unknown(queue: string, weight: number): Message {
    return this.message(this.drawType(queue), queue, weight);
  }

  /** A task that another one sends when it succeeds. */
  successor(name: string, parent: Message): Message {
    const type = findTaskType(name) ?? this.drawType(parent.queue);
    return { ...this.message(type, type.queue), rootId: parent.rootId, parentId: parent.id };
  }
}
