import type { EntityKey } from '../domain/keys.ts';
import type { QueueSample } from '../domain/ports.ts';
import type { Queue } from '../domain/queue.ts';
import type { DurationMs, EpochMs } from '../domain/units.ts';
import type { SparkRow } from '../protocol/rows.ts';

const fineMs: DurationMs = 10_000;
const coarseMs: DurationMs = 60_000;
const points = 60;

/** The newest samples, at most sixty: the first or the last of each step of time. */
class Ring {
  readonly #stepMs: DurationMs;
  readonly #keeps: 'first' | 'last';
  readonly #samples: QueueSample[] = [];

  constructor(stepMs: DurationMs, keeps: 'first' | 'last') {
    this.#stepMs = stepMs;
    this.#keeps = keeps;
  }

  add(sample: QueueSample): void {
    const last = this.#samples.at(-1);
    if (last && this.#step(last.atMs) >= this.#step(sample.atMs)) {
      if (this.#keeps === 'first') return;
      this.#samples.pop();
    }
    this.#samples.push(sample);
    if (this.#samples.length > points) this.#samples.shift();
  }

  /** Puts older samples below: a step that was measured here keeps what was measured. */
  seed(samples: readonly QueueSample[], nowMs: EpochMs): void {
    const oldest = this.#step(nowMs) - points;
    const bySteps = new Map<number, QueueSample>();
    for (const sample of samples) {
      const step = this.#step(sample.atMs);
      if (step > oldest && sample.atMs <= nowMs) bySteps.set(step, sample);
    }
    for (const sample of this.#samples) bySteps.set(this.#step(sample.atMs), sample);
    const merged = [...bySteps.values()].sort((a, b) => a.atMs - b.atMs);
    this.#samples.splice(0, this.#samples.length, ...merged.slice(-points));
  }

  get samples(): readonly QueueSample[] {
    return this.#samples;
  }

  /** Depths of the last sixty steps up to `nowMs`, null where nothing was measured. */
  depths(nowMs: EpochMs): (number | null)[] {
    const depths: (number | null)[] = Array.from({ length: points }, () => null);
    const newest = this.#step(nowMs);
    for (const sample of this.#samples) {
      const place = points - 1 - (newest - this.#step(sample.atMs));
      if (place >= 0 && place < points) depths[place] = sample.depth;
    }
    return depths;
  }

  #step(atMs: EpochMs): number {
    return Math.floor(atMs / this.#stepMs);
  }
}

/** What queues were like: ten minutes in steps of 10 s as measured here, an hour in steps of a minute, from the broker where it is older. */
export class QueueHistory {
  readonly #rings = new Map<EntityKey, { fine: Ring; coarse: Ring }>();

  record(queue: Queue, atMs: EpochMs): void {
    // Celery's own queues come and go with workers and carry nothing worth a curve.
    if (queue.role === 'internal') return;
    let rings = this.#rings.get(queue.key);
    if (!rings) {
      // A minute shows its first reading, so that a curve is sent once a minute and not with every reading.
      rings = { fine: new Ring(fineMs, 'last'), coarse: new Ring(coarseMs, 'first') };
      this.#rings.set(queue.key, rings);
    }
    const sample = { atMs, depth: queue.depth, inPerS: queue.inPerS, outPerS: queue.outPerS };
    rings.fine.add(sample);
    rings.coarse.add(sample);
  }

  /** What the broker kept from before; only of queues that were recorded here. */
  seed(queue: EntityKey, samples: readonly QueueSample[], nowMs: EpochMs): void {
    this.#rings.get(queue)?.coarse.seed(samples, nowMs);
  }

  forget(queue: EntityKey): void {
    this.#rings.delete(queue);
  }

  /** Samples of the last ten minutes, oldest first. */
  recent(queue: EntityKey): readonly QueueSample[] {
    return this.#rings.get(queue)?.fine.samples ?? [];
  }

  /** Samples of the last hour, oldest first: by the minute, then finer. */
  hour(queue: EntityKey): readonly QueueSample[] {
    const rings = this.#rings.get(queue);
    if (!rings) return [];
    const fineFromMs = rings.fine.samples[0]?.atMs ?? Infinity;
    return [...rings.coarse.samples.filter((sample) => sample.atMs < fineFromMs), ...rings.fine.samples];
  }

  spark(queue: EntityKey, nowMs: EpochMs): SparkRow | null {
    const rings = this.#rings.get(queue);
    if (!rings) return null;
    const endMs = (Math.floor(nowMs / coarseMs) + 1) * coarseMs;
    return { key: queue, endMs, points: rings.coarse.depths(nowMs) };
  }
}
