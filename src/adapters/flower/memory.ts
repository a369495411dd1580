import type { EpochMs } from '../../domain/units.ts';
import type { WireEventWorker, WireInspection } from './wire.ts';

/** Between two refreshes of a worker: each asks the worker itself, and costs 2 s when it is dead (measured). */
const betweenRefreshesMs = 5_000;
/** Flower's cache changes only by refreshes; what others caused is seen this much later. */
const keepInspectionsMs = 10_000;
/** A worker that did not answer a refresh is left alone for this long. */
const betweenTriesMs = 60_000;

/** What the reads of one Flower tell each other. */
export class FlowerMemory {
  events = new Map<string, WireEventWorker>();
  inspections = new Map<string, WireInspection>();
  #inspectionsAtMs: EpochMs | null = null;
  #refreshedAtMs: EpochMs | null = null;
  readonly #triedAtMs = new Map<string, EpochMs>();
  /** Workers a command changed: Flower's cache does not follow until it is refreshed (measured). */
  readonly #changed = new Set<string>();

  /** Whether the cached inspections should be fetched again. */
  inspectionsDue(nowMs: EpochMs): boolean {
    return this.#inspectionsAtMs === null || nowMs - this.#inspectionsAtMs >= keepInspectionsMs;
  }

  keepInspections(inspections: Map<string, WireInspection>, nowMs: EpochMs): void {
    this.inspections = inspections;
    this.#inspectionsAtMs = nowMs;
  }

  /** A command was carried out on the worker. */
  changed(name: string): void {
    this.#changed.add(name);
  }

  /** A refresh of this worker was asked for, whoever asked. */
  refreshed(name: string, nowMs: EpochMs): void {
    this.#refreshedAtMs = nowMs;
    this.#triedAtMs.set(name, nowMs);
    this.#changed.delete(name);
  }

  /** The worker to refresh now: one a command changed, else one that is alive and not in Flower's cache; null for none or too soon. */
  refreshDue(nowMs: EpochMs): string | null {
    if (this.#refreshedAtMs !== null && nowMs - this.#refreshedAtMs < betweenRefreshesMs) return null;
    for (const name of this.#changed) return name;
    for (const [name, { status }] of this.events) {
      if (status !== true || this.inspections.has(name)) continue;
      if (nowMs - (this.#triedAtMs.get(name) ?? -betweenTriesMs) >= betweenTriesMs) return name;
    }
    return null;
  }

  /** Lets go of what is no longer told of. */
  prune(): void {
    for (const name of this.#triedAtMs.keys()) if (!this.events.has(name)) this.#triedAtMs.delete(name);
  }
}
