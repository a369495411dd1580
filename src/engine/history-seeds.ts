import type { EntityKey } from '../domain/keys.ts';
import type { QueueSample } from '../domain/ports.ts';
import { faultOf, type OnBug } from './faults.ts';
import type { SourceRunner } from './source-runner.ts';

/** What seeding needs. */
export interface HistorySeedsOptions {
  sources: ReadonlyMap<string, SourceRunner>;
  seed: (queue: EntityKey, samples: readonly QueueSample[]) => void;
  /** Everything of a source was seeded. */
  seeded: () => void;
  onBug: OnBug;
}

/** After so many failures in a row a broker's past stays unknown until it is connected anew. */
const tries = 3;

/** Fetches what brokers remember of their queues, once per connection, so that no curve begins empty with the gateway. */
export class HistorySeeds {
  readonly #options: HistorySeedsOptions;
  /** Sources still to be asked, with the tries that are left. */
  readonly #due = new Map<string, number>();
  readonly #listed = new Set<string>();
  readonly #reading = new Map<string, Promise<void>>();
  readonly #abort = new AbortController();

  constructor(options: HistorySeedsOptions) {
    this.#options = options;
  }

  /** The source answers, for the first time or again. */
  connected(source: string): void {
    if (!this.#options.sources.get(source)?.spec.adapter.readQueueHistories) return;
    this.#due.set(source, tries);
    if (this.#listed.has(source)) this.listed(source);
  }

  /** Its queues were listed: what is known of them can be put below what was measured now. */
  listed(source: string): void {
    this.#listed.add(source);
    const left = this.#due.get(source) ?? 0;
    if (left === 0 || this.#reading.has(source) || this.#abort.signal.aborted) return;
    this.#due.set(source, left - 1);
    this.#reading.set(
      source,
      this.#read(source).finally(() => this.#reading.delete(source)),
    );
  }

  stop(): Promise<unknown> {
    this.#abort.abort();
    return Promise.allSettled(this.#reading.values());
  }

  async #read(source: string): Promise<void> {
    const { sources, seed, seeded, onBug } = this.#options;
    const { signal } = this.#abort;
    try {
      const histories = await sources.get(source)?.spec.adapter.readQueueHistories?.(signal);
      if (signal.aborted) return;
      this.#due.delete(source);
      for (const [queue, samples] of histories ?? []) seed(queue, samples);
      seeded();
    } catch (error) {
      // A past that cannot be had is no trouble: curves begin now. A mistake of ours is reported all the same.
      if (!signal.aborted) faultOf(error, `${source} readQueueHistories`, onBug);
    }
  }
}
