import type { Act } from '../domain/act.ts';
import type { Intent } from '../domain/intent.ts';
import type { EntityKey } from '../domain/keys.ts';
import type { Accepted, Present } from '../domain/ports.ts';
import type { IntentScene } from '../domain/refusal.ts';
import type { DurationMs } from '../domain/units.ts';
import type { Clock } from '../platform/clock.ts';
import type { ActsAnswer } from '../protocol/messages.ts';
import type { Look } from './acts-look.ts';

/** What acts are made of. */
export interface ActsDeps {
  clock: Clock;
  /** How long an accepted act may show no effect; null for each kind's own time. */
  timeoutMs?: DurationMs | null;
  newId(): string;
  /** Carries it out upstream; throws FaultError. `saw` hears what was read of the target before it was written. */
  enact(intent: Intent, signal: AbortSignal, saw: (present: Present) => void): Promise<Accepted>;
  scene(intent: Intent): IntentScene;
  look: Look;
  /** Hears each act whenever it changes, beginning with `asked`. */
  onChange(act: Act): void;
  /** Hears the ids of acts that were let go. */
  onDrop?(id: string): void;
  /** Hears of throws that carry no fault: mistakes of ours. */
  onBug?(error: unknown, where: string): void;
  /** Asks for a new reading of an act's target (the app with its instances, the deployments, the worker …). */
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
  /** Takes and sends nothing more, waits up to `withinMs` for answers on their way; returns the acts whose outcome nobody learns. */
  close(withinMs: DurationMs): Promise<readonly Act[]>;
}
