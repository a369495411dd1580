import type { DurationMs } from '../domain/units.ts';
import { parseTopic, type Topic } from '../protocol/topics.ts';
import { Doc } from './doc.ts';
import { pollerOf, readerOf, type DocReader, type DocWorld } from './doc-readers.ts';
import { guarded } from './faults.ts';
import type { Poller } from './poller.ts';
import type { Listener } from './table-view.ts';

interface Shelf {
  doc: Doc;
  reader: DocReader;
  poller: Poller | null;
  cancelLinger: (() => void) | null;
}

/** A document nobody looks at is not read, but kept this long: people go back and forth. */
const lingerMs: DurationMs = 30_000;

/** The documents that are looked at, each read once however many look. */
export class Documents {
  readonly #world: DocWorld;
  readonly #shelves = new Map<Topic, Shelf>();
  readonly #stopping = new Set<Promise<void>>();
  #running = false;

  constructor(world: DocWorld) {
    this.#world = world;
  }

  /** Begins to read what is looked at already. */
  start(): void {
    this.#running = true;
    for (const [topic, shelf] of this.#shelves) if (shelf.doc.listeners > 0) this.#read(topic, shelf);
  }

  /** null when the topic names nothing. */
  listen(topic: Topic, sub: string, listener: Listener): (() => void) | null {
    const shelf = this.#shelves.get(topic) ?? this.#add(topic);
    if (!shelf) return null;
    shelf.cancelLinger?.();
    shelf.cancelLinger = null;
    if (this.#running) this.#read(topic, shelf);
    const close = shelf.doc.listen(sub, listener);
    return () => {
      close();
      if (shelf.doc.listeners === 0) this.#rest(topic, shelf);
    };
  }

  /** Forgets a document that nobody looks at: whoever asks next is told what is, and not what lingers. */
  forget(topic: Topic): void {
    const shelf = this.#shelves.get(topic);
    if (!shelf || shelf.doc.listeners > 0) return;
    shelf.cancelLinger?.();
    this.#shelves.delete(topic);
  }

  get(topic: Topic): Doc | null {
    return this.#shelves.get(topic)?.doc ?? null;
  }

  /** Sends what changed. */
  refresh(): void {
    for (const { doc } of this.#shelves.values())
      if (doc.listeners > 0) guarded(doc.topic, this.#world.onBug, undefined, () => doc.refresh());
  }

  /** Interest or movement changed. */
  replan(): void {
    for (const { poller } of this.#shelves.values()) poller?.replan();
  }

  async stop(): Promise<void> {
    this.#running = false;
    for (const shelf of this.#shelves.values()) {
      shelf.cancelLinger?.();
      this.#halt(shelf);
    }
    await Promise.allSettled(this.#stopping);
  }

  #add(topic: Topic): Shelf | null {
    const parsed = parseTopic(topic);
    const reader = parsed?.kind === 'doc' ? readerOf(parsed, this.#world) : null;
    if (!reader) return null;
    const shelf: Shelf = {
      doc: new Doc(topic, reader.build, () => shelf.poller?.state.fault ?? reader.fault?.() ?? null),
      reader,
      poller: null,
      cancelLinger: null,
    };
    this.#shelves.set(topic, shelf);
    return shelf;
  }

  #read(topic: Topic, shelf: Shelf): void {
    if (shelf.poller) return;
    shelf.poller = pollerOf(shelf.reader, topic, this.#world);
    shelf.poller?.start();
  }

  #rest(topic: Topic, shelf: Shelf): void {
    this.#halt(shelf);
    if (!this.#running) return;
    shelf.cancelLinger = this.#world.clock.after(lingerMs, () => this.#shelves.delete(topic));
  }

  #halt(shelf: Shelf): void {
    if (!shelf.poller) return;
    const stopping: Promise<void> = shelf.poller.stop().finally(() => this.#stopping.delete(stopping));
    this.#stopping.add(stopping);
    shelf.poller = null;
  }
}
