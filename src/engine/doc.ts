import type { FaultAt } from '../domain/fault.ts';
import type { DocMessage } from '../protocol/messages.ts';
import type { DocName, Docs } from '../protocol/rows.ts';
import type { Topic } from '../protocol/topics.ts';
import { sameContent } from './equal.ts';
import type { Listener } from './table-view.ts';

/** A document's content. */
export type Content = Docs[DocName];

/** A document's age alone is sent at most this often. */
const ageStepMs = 10_000;

/** One document as screens hold it: sent whole whenever it changed. */
export class Doc {
  readonly topic: Topic;
  readonly #build: () => Content | null;
  readonly #fault: () => FaultAt | null;
  readonly #listeners = new Set<Listener>();
  #content: Content | null = null;
  #lastFault: FaultAt | null = null;
  #version = 0;

  constructor(topic: Topic, build: () => Content | null, fault: () => FaultAt | null) {
    this.topic = topic;
    this.#build = build;
    this.#fault = fault;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Whether it was had, or what stood in the way is known. */
  get told(): boolean {
    return this.#content !== null || this.#lastFault !== null;
  }

  /** Sends the first message at once. */
  listen(sub: string, listener: Listener): () => void {
    this.refresh();
    this.#listeners.add(listener);
    listener(this.message(sub));
    return () => this.#listeners.delete(listener);
  }

  message(sub: string | null): DocMessage {
    const { topic } = this;
    return { kind: 'doc', topic, sub, v: this.#version, doc: this.#content, fault: this.#lastFault };
  }

  /** Builds it anew and sends it if it says something else. What was known stays when it can no longer be had. */
  refresh(): void {
    const content = this.#build() ?? this.#content;
    const fault = this.#fault();
    const contentSame = saysTheSame(this.#content, content);
    if (contentSame && sameContent(this.#lastFault, fault)) return;
    this.#content = content;
    this.#lastFault = fault;
    this.#version += 1;
    const message = this.message(null);
    for (const listener of this.#listeners) listener(message);
  }
}

function saysTheSame(a: Content | null, b: Content | null): boolean {
  if (a === null || b === null || !('readAtMs' in a) || !('readAtMs' in b)) return sameContent(a, b);
  if (b.readAtMs - a.readAtMs >= ageStepMs) return false;
  return sameContent({ ...a, readAtMs: 0 }, { ...b, readAtMs: 0 });
}
