import type { Act } from '../domain/act.ts';
import { FaultError } from '../domain/fault.ts';
import { targetOf, type Intent } from '../domain/intent.ts';
import { sourceOf, type EntityKey } from '../domain/keys.ts';
import type { Accepted, Present } from '../domain/ports.ts';
import type { Moment } from '../domain/timeline.ts';
import type { DurationMs } from '../domain/units.ts';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import type { ActRow } from '../protocol/rows.ts';
import type { Acts } from './acts-door.ts';
import { createActs } from './acts.ts';
import type { OnBug } from './faults.ts';
import { lookOf, momentOfAct, sceneOf, type LeversOptions } from './levers.ts';
import type { TableView } from './table-view.ts';

/** What acts need of the engine around them. */
export interface ActDeskOptions extends LeversOptions {
  clock: Clock;
  random: Random;
  timeoutMs: DurationMs | null;
  table: TableView<ActRow>;
  moment: (moment: Moment) => void;
  /** An act was asked for, or stands otherwise than before. */
  changed: () => void;
  /** A single reading of a worker or task that an act waits for. */
  lookAt: (target: EntityKey, isWorker: boolean, done: () => void) => void;
  onBug: OnBug;
}

/** Where acts meet the engine: they go out through adapters, are watched through the store, and are seen in the list of acts. */
export class ActDesk {
  readonly acts: Acts;
  readonly #options: ActDeskOptions;
  #pending: readonly Act[] = [];
  #watched: ReadonlySet<EntityKey> = new Set();
  #count = 0;

  constructor(options: ActDeskOptions) {
    this.#options = options;
    this.acts = createActs({
      clock: options.clock,
      timeoutMs: options.timeoutMs,
      newId: () => this.#newId(),
      enact: (intent, signal, saw) => this.#enact(intent, signal, saw),
      scene: (intent) => sceneOf(intent, options),
      look: lookOf(options),
      onChange: (act) => this.#changed(act),
      onDrop: (id) => options.table.drop(id),
      onBug: options.onBug,
      refresh: (target) => this.#refresh(target),
    });
  }

  /** Acts whose effect has not shown yet. */
  get pending(): readonly Act[] {
    return this.#pending;
  }

  /** Whether an act on it waits for its effect, be it after its time: what it runs must be known then. */
  waitsFor(target: EntityKey): boolean {
    return this.#watched.has(target);
  }

  #newId(): string {
    this.#count += 1;
    const { clock, random } = this.#options;
    return [clock.now(), this.#count, Math.floor(random() * 36 ** 6)].map((part) => part.toString(36)).join('-');
  }

  #enact(intent: Intent, signal: AbortSignal, saw: (present: Present) => void): Promise<Accepted> {
    const source = this.#options.sources.get(sourceOf(targetOf(intent)));
    if (!source) throw new FaultError({ kind: 'missing', status: 404, text: '' });
    return source.spec.adapter.enact(intent, signal, saw);
  }

  #changed(act: Act): void {
    const { table, moment, changed } = this.#options;
    table.put(act.id, { ...act, key: act.id });
    if (act.state === 'sent') moment(momentOfAct(act));
    const all = this.acts.all();
    this.#pending = all.filter(({ state }) => state === 'asked' || state === 'sent');
    const late = all.filter(({ state }) => state === 'timed-out');
    this.#watched = new Set([...this.#pending, ...late].map(({ target }) => target));
    changed();
  }

  #refresh(target: EntityKey): void {
    const { sources, deployments, store, lookAt } = this.#options;
    const source = sources.get(sourceOf(target));
    if (!source) return;
    switch (source.spec.kind) {
      case 'marathon': {
        const deployment = deployments.get(target);
        const apps = deployment ? deployment.appIds.map((id) => source.id + id) : [target];
        for (const app of apps) source.markApp(app);
        source.readSoon(['deployments', 'launches']);
        return;
      }
      case 'rabbitmq':
        source.readSoon(['queues']);
        return;
      case 'flower':
        source.readSoon(['workers']);
        lookAt(target, store.get('worker', target) !== undefined, () => this.acts.observe());
    }
  }
}
