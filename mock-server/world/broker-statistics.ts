import type { Queue, QueueCounters } from './broker-queue.ts';

/** RabbitMQ collects its statistics every 5 s; nothing the management API says about depth or rate is newer. */
export const statisticsStepMs = 5_000;

/** How long samples of a queue are kept ("basic" policy: 3600 s). */
const keptSamples = 3_600_000 / statisticsStepMs + 1;

/** What was collected about a queue at one step. */
export type QueueSample = {
  readonly atMs: number;
  readonly ready: number;
  readonly unacked: number;
  readonly consumers: number;
  readonly counters: Readonly<QueueCounters> | null;
};

/** A queue as it is now. */
export function sampleOf(queue: Queue, nowMs: number): QueueSample {
  return {
    atMs: nowMs,
    ready: queue.ready.count,
    unacked: queue.unacked,
    consumers: queue.consumers.size,
    counters: queue.counters === null ? null : { ...queue.counters },
  };
}

/** The samples of all queues, oldest first per queue. */
export class Statistics {
  readonly #samples = new Map<string, QueueSample[]>();

  collect(queues: Iterable<Queue>, nowMs: number): void {
    for (const queue of queues) {
      let series = this.#samples.get(queue.name);
      if (series === undefined) this.#samples.set(queue.name, (series = []));
      series.push(sampleOf(queue, nowMs));
      // Trimmed in strides, so that a step does not move the whole series.
      if (series.length > keptSamples + 120) series.splice(0, series.length - keptSamples);
    }
  }

  /** Empty for a queue younger than the last step. */
  of(queue: string): readonly QueueSample[] {
    return this.#samples.get(queue) ?? [];
  }

  forget(queue: string): void {
    this.#samples.delete(queue);
  }

  clear(): void {
    this.#samples.clear();
  }
}
