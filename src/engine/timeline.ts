import type { Moment } from '../domain/timeline.ts';
import type { DurationMs, EpochMs } from '../domain/units.ts';

const hourMs: DurationMs = 3_600_000;
const most = 500;

/** The moments of the last hour, at most five hundred. */
export class Timeline {
  readonly #moments = new Map<string, Moment>();
  readonly #added: (moment: Moment) => void;
  readonly #dropped: (id: string) => void;

  constructor(added: (moment: Moment) => void, dropped: (id: string) => void) {
    this.#added = added;
    this.#dropped = dropped;
  }

  /** Adds a moment, or puts a newer telling of it in its place. */
  add(moment: Moment): void {
    this.#moments.set(moment.id, moment);
    this.#added(moment);
    if (this.#moments.size > most) this.#dropOldest();
  }

  /** Lets go of what is older than an hour. */
  expire(nowMs: EpochMs): void {
    for (const [id, moment] of this.#moments) if (nowMs - moment.atMs > hourMs) this.#drop(id);
  }

  get size(): number {
    return this.#moments.size;
  }

  #dropOldest(): void {
    let oldest: Moment | null = null;
    for (const moment of this.#moments.values()) if (!oldest || moment.atMs < oldest.atMs) oldest = moment;
    if (oldest) this.#drop(oldest.id);
  }

  #drop(id: string): void {
    this.#moments.delete(id);
    this.#dropped(id);
  }
}
