import { hold, withoutEchoes, type Held } from '../domain/attention-hold.ts';
import type { Attention, Trouble } from '../domain/attention.ts';
import type { EntityKey } from '../domain/keys.ts';
import type { Moment } from '../domain/timeline.ts';
import type { EpochMs } from '../domain/units.ts';
import { guarded, type OnBug } from './faults.ts';
import type { TableView } from './table-view.ts';

/** Something that may be in trouble, looked at in this moment. */
export interface Subject {
  trouble: Trouble | null;
  /** When the trouble began, where that is told; else it begins when it is first seen. */
  begunAtMs?: EpochMs | null;
  /** The attention it asks for once its trouble has lasted; null while it may pass. */
  attention: (held: Held) => Attention | null;
  /** False where it ceased to be in trouble without being well: suspended, cancelled, forgotten. */
  isWell?: boolean;
  /** Changes when whatever was held starts anew (a deployment got on). */
  progress?: string;
  /** Subjects whose own trouble explains this one. */
  causes?: readonly EntityKey[];
}

/** What watching over troubles needs. */
export interface TroublesOptions {
  table: TableView<Attention>;
  /** Breakages and mends. */
  moment: (moment: Moment) => void;
  /** A subject began or ceased to ask for someone. */
  turned: (id: string) => void;
  onBug: OnBug;
}

interface Watched {
  /** Looks at the subject again; null when it is no more. */
  look: () => Subject | null;
  held: Held;
  progress: string | undefined;
  raised: Attention | null;
  causes: readonly EntityKey[];
}

/** Watches over what is in trouble: only that is looked at again as time goes by, so a quiet cluster costs nothing. */
export class Troubles {
  readonly #options: TroublesOptions;
  readonly #watched = new Map<string, Watched>();
  #dirty = false;

  constructor(options: TroublesOptions) {
    this.#options = options;
  }

  /** Something changed about a subject; `look` tells what it is like, now and whenever time may have changed it. */
  changed(id: string, look: () => Subject | null, nowMs: EpochMs): void {
    guarded('attention', this.#options.onBug, undefined, () => this.#look(id, look, nowMs));
  }

  /** Once a second. */
  tick(nowMs: EpochMs): void {
    for (const [id, { look }] of this.#watched) this.changed(id, look, nowMs);
    this.publish();
  }

  isRaised(id: string): boolean {
    return (this.#watched.get(id)?.raised ?? null) !== null;
  }

  /** Brings the list up to date, leaving out what only echoes another trouble. */
  publish(): void {
    if (!this.#dirty) return;
    this.#dirty = false;
    const { table, onBug } = this.#options;
    const raised: Attention[] = [];
    const causes = new Map<string, readonly EntityKey[]>();
    for (const watched of this.#watched.values()) {
      if (!watched.raised) continue;
      raised.push(watched.raised);
      causes.set(watched.raised.key, watched.causes);
    }
    const shown = guarded('attention echoes', onBug, raised, () =>
      withoutEchoes(raised, (attention) => causes.get(attention.key) ?? []),
    );
    const keys = new Set(shown.map(({ key }) => key));
    for (const key of table.keys()) if (!keys.has(key)) table.drop(key);
    for (const attention of shown) table.put(attention.key, attention);
  }

  #look(id: string, look: () => Subject | null, nowMs: EpochMs): void {
    const subject = look();
    const known = this.#watched.get(id);
    const before = known && known.progress === subject?.progress ? known.held : null;
    const held = subject ? hold(before, subject.trouble, nowMs, subject.begunAtMs) : null;
    if (!subject || !held) {
      if (!known) return;
      this.#watched.delete(id);
      this.#raise(id, known.raised, null, nowMs, subject !== null && subject.isWell !== false);
      return;
    }
    const raised = held.raised ? subject.attention(held) : null;
    const { progress, causes = [] } = subject;
    this.#watched.set(id, { look, held, progress, raised, causes });
    this.#raise(id, known?.raised ?? null, raised, nowMs, subject.isWell !== false);
  }

  #raise(id: string, before: Attention | null, after: Attention | null, nowMs: EpochMs, isWell: boolean): void {
    if (!before && !after) return;
    this.#dirty = true;
    if (!before || !after) this.#options.turned(id);
    // One trouble that turns into another is one breakage.
    if (before && !after && isWell) this.#options.moment(momentOf(before, 'mend', nowMs));
    if (after && !before) this.#options.moment(momentOf(after, 'breakage', after.sinceMs));
  }
}

function momentOf(attention: Attention, kind: 'breakage' | 'mend', atMs: EpochMs): Moment {
  const { key, trouble, subject } = attention;
  return { id: `${kind} ${key} ${atMs}`, atMs, kind, what: trouble, subject, who: null };
}
