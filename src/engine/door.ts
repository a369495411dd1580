import type { Intent } from '../domain/intent.ts';
import type { Adapter } from '../domain/ports.ts';
import type { Environment, SourceKind, SourceStatus } from '../domain/source.ts';
import type { DurationMs, EpochMs } from '../domain/units.ts';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import type { ActsAnswer, DocMessage, TableDelta, TableSame, TableSnapshot } from '../protocol/messages.ts';
import type { Topic } from '../protocol/topics.ts';

/** One upstream, ready to be asked. */
export interface SourceSpec {
  id: string;
  kind: SourceKind;
  name: string;
  readOnly: boolean;
  adapter: Adapter;
}

/** What the engine is made of; everything of the outside world comes in here. */
export interface EngineOptions {
  clock: Clock;
  random: Random;
  /** `viewer`: the name acts are recorded under. */
  cluster: { name: string; environment: Environment; readOnly: boolean; viewer: string };
  sources: readonly SourceSpec[];
  /** Deltas of a list are gathered this long before they are sent. */
  frameMs?: DurationMs;
  /** How long an accepted act may show no effect before it counts as timed out; each kind has its own time unless this is given. */
  actTimeoutMs?: DurationMs | null;
  /** Hears of bugs in rules or adapters, which never stop the engine. */
  onBug?: (error: unknown, where: string) => void;
}

/** What a subscriber hears: a snapshot first, then deltas or the document again. */
export type ViewMessage = TableSnapshot | TableSame | TableDelta | DocMessage;

/** A standing interest in a topic; polling follows interest. */
export interface Subscription {
  /** Sends a new snapshot under this name (another tab joined, or deltas were lost), unless `have` is the present version. */
  resend(sub: string, have?: number): void;
  close(): void;
}

/** How the engine fares, for health checks and metrics. */
export interface EngineStatus {
  startedAtMs: EpochMs;
  sources: readonly { id: string; kind: SourceKind; status: SourceStatus }[];
  /** Entities in the store by kind. */
  entities: Readonly<Record<string, number>>;
  /** Reads begun, failed and their time, by source and read. */
  reads: readonly { source: string; read: string; begun: number; failed: number; lastMs: DurationMs }[];
  /** Acts by state. */
  acts: Readonly<Record<string, number>>;
  subscriptions: number;
}

/** The live model: one runs in the gateway, screens hold views of it. */
export interface Engine {
  start(): void;
  stop(): Promise<void>;
  /**
   * null when the topic names nothing. The first message comes at once when something is known (complete or not); `have` is the
   * version of a list that the subscriber holds already.
   */
  subscribe(topic: Topic, sub: string, listener: (message: ViewMessage) => void, have?: number): Subscription | null;
  /** One reading of a topic for a script: waits up to `waitMs` for a document's first reading. Null when the topic names nothing. */
  read(topic: Topic, waitMs: DurationMs): Promise<TableSnapshot | DocMessage | null>;
  act(intents: readonly Intent[], who: string): ActsAnswer;
  /** The inverse of a confirmed or sent act; null when there is no such act or nothing can undo it. */
  undo(actId: string, who: string): ActsAnswer | null;
  /** The same act again, over the lock that refused it; null when it met no conflict. */
  force(actId: string, who: string): ActsAnswer | null;
  /** Milliseconds since each source last answered, null for never. */
  ages(): Record<string, number | null>;
  status(): EngineStatus;
}
