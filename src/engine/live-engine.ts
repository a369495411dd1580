import { parseTopic, type Topic } from '../protocol/topics.ts';
import type { ActsAnswer, DocMessage, TableSnapshot } from '../protocol/messages.ts';
import type { Intent } from '../domain/intent.ts';
import type { DurationMs } from '../domain/units.ts';
import type { Engine, EngineOptions, EngineStatus, Subscription, ViewMessage } from './door.ts';
import { guarded } from './faults.ts';
import { World } from './world.ts';

/** The engine's door: topics and acts in, messages out. */
export class LiveEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #world: World;
  readonly #startedAtMs: number;
  #subscriptions = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#startedAtMs = options.clock.now();
    this.#world = new World(options);
  }

  start(): void {
    this.#world.start();
  }

  async stop(): Promise<void> {
    await this.#world.stop();
  }

  subscribe(topic: Topic, sub: string, listener: (message: ViewMessage) => void, have?: number): Subscription | null {
    const world = this.#world;
    const parsed = parseTopic(topic);
    if (!parsed) return null;
    const hear = (message: ViewMessage) =>
      guarded(`listener of ${topic}`, world.onBug, undefined, () => listener(message));
    // Interest first: what is looked at is kept and read.
    const leave = world.interest.add(parsed);
    const close =
      parsed.kind === 'table'
        ? world.tables[parsed.name].listen(sub, hear, have)
        : world.documents.listen(topic, sub, hear);
    if (!close) {
      leave();
      return null;
    }
    this.#subscriptions += 1;
    let open = true;
    return {
      resend: (again, known) => {
        const message =
          parsed.kind === 'table'
            ? world.tables[parsed.name].present(again, known)
            : (world.documents.get(topic)?.message(again) ?? null);
        if (open && message) hear(message);
      },
      close: () => {
        if (!open) return;
        open = false;
        this.#subscriptions -= 1;
        close();
        leave();
      },
    };
  }

  async read(topic: Topic, waitMs: DurationMs): Promise<TableSnapshot | DocMessage | null> {
    const parsed = parseTopic(topic);
    if (!parsed) return null;
    if (parsed.kind === 'table') return this.#world.tables[parsed.name].snapshot(null);
    // A screen may begin with what it saw a moment ago; a script that asks again wants to know what is now.
    this.#world.documents.forget(topic);
    return new Promise((resolve) => {
      let cancelTimer: (() => void) | null = null;
      let last: DocMessage | null = null;
      let subscription: Subscription | null = null;
      const finish = () => {
        cancelTimer?.();
        cancelTimer = null;
        subscription?.close();
        resolve(last && { ...last, sub: null });
      };
      subscription = this.subscribe(topic, '', (message) => {
        if (message.kind !== 'doc') return;
        last = message;
        if (subscription && isTold(message)) finish();
      });
      if (!subscription || isTold(last)) finish();
      else cancelTimer = this.#options.clock.after(waitMs, finish);
    });
  }

  act(intents: readonly Intent[], who: string): ActsAnswer {
    return this.#world.acts.ask(intents, who);
  }

  undo(actId: string, who: string): ActsAnswer | null {
    return this.#world.acts.undo(actId, who);
  }

  force(actId: string, who: string): ActsAnswer | null {
    return this.#world.acts.force(actId, who);
  }

  /** Rows derived so far: what changes cost. */
  get derivedRows(): number {
    return this.#world.projector.derived;
  }

  ages(): Record<string, number | null> {
    const now = this.#options.clock.now();
    const ages: Record<string, number | null> = {};
    for (const [id, source] of this.#world.sources) {
      const { lastOkAtMs } = source.status();
      ages[id] = lastOkAtMs === null ? null : now - lastOkAtMs;
    }
    return ages;
  }

  status(): EngineStatus {
    const sources = [...this.#world.sources.values()];
    const acts: Record<string, number> = {};
    for (const { state } of this.#world.acts.all()) acts[state] = (acts[state] ?? 0) + 1;
    return {
      startedAtMs: this.#startedAtMs,
      sources: sources.map((source) => ({ id: source.id, kind: source.spec.kind, status: source.status() })),
      entities: this.#world.store.counts(),
      reads: sources.flatMap((source) => source.readStats()),
      acts,
      subscriptions: this.#subscriptions,
    };
  }
}

function isTold(message: DocMessage | null): boolean {
  return message !== null && (message.doc !== null || message.fault !== null);
}
