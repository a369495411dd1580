import type { Act } from '../domain/act.ts';
import type { App } from '../domain/app.ts';
import type { Deployment } from '../domain/deployment.ts';
import type { Instance } from '../domain/instance.ts';
import type { Intent } from '../domain/intent.ts';
import type { EntityKey } from '../domain/keys.ts';
import type { Launch } from '../domain/launch.ts';
import type { Accepted } from '../domain/ports.ts';
import type { Queue } from '../domain/queue.ts';
import type { IntentScene } from '../domain/refusal.ts';
import type { Task } from '../domain/task.ts';
import type { EpochMs } from '../domain/units.ts';
import type { Worker } from '../domain/worker.ts';
import type { Clock } from '../platform/clock.ts';
import type { ActsAnswer } from '../protocol/messages.ts';

/** The kinds of things {@link Look} can tell the reading time of. */
export type LookKind = 'app' | 'launch' | 'instances' | 'deployment' | 'queue' | 'worker' | 'task';

/** What the store knows now. */
export interface Look {
  app(key: EntityKey): App | undefined;
  launch(app: EntityKey): Launch | undefined;
  /** Instances of an app, as far as they were read. */
  instances(app: EntityKey): readonly Instance[];
  deployment(key: EntityKey): Deployment | undefined;
  queue(key: EntityKey): Queue | undefined;
  worker(key: EntityKey): Worker | undefined;
  task(key: EntityKey): Task | undefined;
  /**
   * When the last reading that told (or, by listing all, would have told) about this began, gateway clock; null when never. `instances`
   * takes the app's key.
   */
  readAtMs(kind: LookKind, key: EntityKey): EpochMs | null;
}

/** What acts are made of. */
export interface ActsDeps {
  clock: Clock;
  newId(): string;
  /** Carries it out upstream; throws FaultError. */
  enact(intent: Intent, signal: AbortSignal): Promise<Accepted>;
  scene(intent: Intent): IntentScene;
  look: Look;
  /** Hears each act whenever it changes, beginning with `asked`. */
  onChange(act: Act): void;
  /** Hears the ids of acts that were let go. */
  onDrop?(id: string): void;
  /** Asks for a new reading of an act's target (the app with its instances, the deployment list, the worker …). */
  refresh(target: EntityKey): void;
}

/** The acts of this gateway: asked, carried out, watched through, undone. */
export interface Acts {
  ask(intents: readonly Intent[], who: string): ActsAnswer;
  /** null when there is no such act or nothing can undo it. */
  undo(id: string, who: string): ActsAnswer | null;
  /** null when there is no such act or it met no lock. */
  force(id: string, who: string): ActsAnswer | null;
  /** To be called whenever the store changed: settles what the upstream now shows. */
  observe(): void;
  /** Oldest first. */
  all(): readonly Act[];
  close(): void;
}

/** Creates the acts of one engine. */
export function createActs(_deps: ActsDeps): Acts {
  return { ask: () => ({ results: [] }), undo: () => null, force: () => null, observe() {}, all: () => [], close() {} };
}
