import type { Engine, Subscription, ViewMessage } from '../src/engine/door.ts';
import type { Topic } from '../src/protocol/topics.ts';
import { encodeMessage } from './wire.ts';

/** Where a stream's bytes go. */
export interface Outlet {
  /** Hands over text; false when the other end does not keep up. */
  write(text: string): boolean;
  /** Calls back once, when what was handed over has gone. */
  onceDrained(fn: () => void): void;
}

const maxTopics = 400;

/**
 * One browser's stream: its topics and what it may have missed. A browser that does not keep up is sent nothing until it has
 * caught up, and then a new snapshot of each topic it missed something of: never a backlog.
 */
export class Session {
  readonly id: string;
  wall = false;
  readonly #engine: Engine;
  readonly #outlet: Outlet;
  readonly #topics = new Map<Topic, Subscription>();
  readonly #missed = new Set<Topic>();
  #behind = false;

  constructor(id: string, engine: Engine, outlet: Outlet) {
    this.id = id;
    this.#engine = engine;
    this.#outlet = outlet;
  }

  /** Topics held now. */
  get size(): number {
    return this.#topics.size;
  }

  /**
   * Joins a topic, or sends a new snapshot when it has joined already; neither sends again what the browser `has` (a version of a list).
   * False when there are too many.
   */
  add(topic: Topic, sub: string, has?: number): boolean {
    const known = this.#topics.get(topic);
    if (known) {
      known.resend(sub, has);
      return true;
    }
    if (this.#topics.size >= maxTopics) return false;
    const subscription = this.#engine.subscribe(topic, sub, (message) => this.#hear(topic, message), has);
    if (subscription) this.#topics.set(topic, subscription);
    else this.send(encodeMessage({ kind: 'no-topic', topic, sub }));
    return true;
  }

  drop(topic: Topic): void {
    this.#topics.get(topic)?.close();
    this.#topics.delete(topic);
    this.#missed.delete(topic);
  }

  /** Sends text that must not be held back by topics (hello, beats); dropped when the browser is behind, as a beat too late is none. */
  send(text: string): void {
    if (this.#behind) return;
    if (!this.#outlet.write(text)) this.#fallBehind();
  }

  close(): void {
    for (const subscription of this.#topics.values()) subscription.close();
    this.#topics.clear();
  }

  #hear(topic: Topic, message: ViewMessage): void {
    if (this.#behind) {
      this.#missed.add(topic);
      return;
    }
    if (!this.#outlet.write(encodeMessage(message))) this.#fallBehind();
  }

  #fallBehind(): void {
    this.#behind = true;
    this.#outlet.onceDrained(() => {
      this.#behind = false;
      const missed = [...this.#missed];
      this.#missed.clear();
      for (const topic of missed) this.#topics.get(topic)?.resend('');
    });
  }
}
