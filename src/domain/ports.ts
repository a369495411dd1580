import type { App } from './app.ts';
import type { Deployment } from './deployment.ts';
import type { Fault } from './fault.ts';
import type { Instance } from './instance.ts';
import type { Intent } from './intent.ts';
import type { EntityKey } from './keys.ts';
import type { Launch } from './launch.ts';
import type { Consumer, Queue } from './queue.ts';
import type { Facet, SourceKind } from './source.ts';
import type { Task, TaskDetail, TaskQuery } from './task.ts';
import type { DurationMs, EpochMs } from './units.ts';
import type { AppVersion, Json } from './version.ts';
import type { Worker } from './worker.ts';

/** Every entity the store keeps, by kind. */
export interface EntityByKind {
  app: App;
  launch: Launch;
  instance: Instance;
  deployment: Deployment;
  queue: Queue;
  consumer: Consumer;
  worker: Worker;
}

/** The name of a kind of entity. */
export type EntityKind = keyof EntityByKind;

/** Where a read puts what it found. A read that fails throws FaultError; what it put before stays. */
export interface Sink {
  put<K extends EntityKind>(kind: K, entity: EntityByKind[K]): void;
  drop(kind: EntityKind, key: EntityKey): void;
  /**
   * The read has listed everything of this kind (of this source; of the app `scope` for instances): what it did not put is gone.
   * Never called by a read that was cut off. `keep` names what was listed but could not be read: it is there, as it was known.
   */
  complete(kind: EntityKind, scope?: EntityKey, keep?: ReadonlySet<EntityKey>): void;
  /** A record that could not be read; its neighbours stay. */
  unreadable(fault: Fault): void;
  /** Raw words from events that say how a deployment ended. */
  ended(deployment: EntityKey, outcome: 'succeeded' | 'failed', reason: string | null): void;
}

/** How often a read runs: `fast` while something moves and someone looks, `steady` while someone looks, `idle` else; never below `floor`. */
export interface Pace {
  floorMs: DurationMs;
  fastMs: DurationMs;
  steadyMs: DurationMs;
  idleMs: DurationMs;
  /** While the stream is up and marks what changed; the read then only heals what an event lost. */
  streamedMs?: DurationMs;
}

/** A list an adapter can poll. */
export interface Read {
  name: string;
  facet: Facet;
  pace: Pace;
  run(sink: Sink, signal: AbortSignal): Promise<void>;
}

/** What a stream's event asks the engine to do: read one thing again (coalesced), or a whole list. */
export type Mark = { kind: 'app'; key: EntityKey } | { kind: 'read'; name: string };

/** What an adapter learns on connect. */
export interface Hello {
  version: string;
  facets: readonly Facet[];
}

/** What the upstream answered to an act it accepted. */
export interface Accepted {
  deployment: string | null;
  /** Message worth showing (Flower answers with one). */
  text: string | null;
  /** The version the change got, where the upstream says so: what shows it later is this act's work and nobody else's. */
  version?: string | null;
}

/** What an adapter saw of an app just before it changed it: fresher than what the store knows. */
export interface Present {
  wanted: number;
  version: string;
}

/** The definition of an app in full, read when someone looks at it. */
export interface AppDetail {
  app: App;
  config: Json;
  /** Version ids, newest last-known first; may hold phantoms. Null when nobody asked for them. */
  versions: readonly string[] | null;
}

/** How much of an app a reading is to tell: listing its versions costs the upstream a second request. */
export type AppDepth = 'instances' | 'versions';

/** A point of a broker's own history. */
export interface QueueSample {
  atMs: EpochMs;
  depth: number | null;
  inPerS: number | null;
  outPerS: number | null;
}

/**
 * A backend: one folder, one line in the gateway's table. All methods throw FaultError. Reads put entities into a sink; details are
 * read on demand; a facet that is absent leaves its methods absent.
 */
export interface Adapter {
  readonly kind: SourceKind;
  hello(signal: AbortSignal): Promise<Hello>;
  /** The lists it is read by, first the one the source is there for: without it, it counts as lost. */
  readonly reads: readonly Read[];
  /**
   * Runs until the stream ends (resolves) or fails (throws). `opened` is called when the upstream accepted it: everything is then read
   * again, for nothing of what happened while nobody listened is replayed.
   */
  listen?(marks: (mark: Mark) => void, sink: Sink, opened: () => void, signal: AbortSignal): Promise<void>;
  /** Reads one app with its instances into the sink (after a mark, or while someone looks at it). */
  readApp?(app: EntityKey, depth: AppDepth, sink: Sink, signal: AbortSignal): Promise<AppDetail | null>;
  readVersion?(app: EntityKey, version: string, signal: AbortSignal): Promise<AppVersion>;
  /** The count a suspended app had before; null where nothing tells. A resumption that names no count takes this one. */
  readCountBefore?(app: EntityKey, signal: AbortSignal): Promise<number | null>;
  /** An expensive look at one worker (Flower's refresh with workername); used sparingly. */
  inspectWorker?(worker: EntityKey, sink: Sink, signal: AbortSignal): Promise<void>;
  readTasks?(query: TaskQuery, signal: AbortSignal): Promise<{ tasks: readonly Task[]; faults: readonly Fault[] }>;
  readTask?(task: EntityKey, signal: AbortSignal): Promise<TaskDetail>;
  /** The last hour of every queue by the minute, as the broker itself kept it: one expensive request. */
  readQueueHistories?(signal: AbortSignal): Promise<ReadonlyMap<EntityKey, readonly QueueSample[]>>;
  readQueueHistory?(queue: EntityKey, signal: AbortSignal): Promise<readonly QueueSample[]>;
  /** Carries out an act. A conflict or refusal throws its FaultError. `saw` hears what was read on the way, before anything is written. */
  enact(intent: Intent, signal: AbortSignal, saw?: (present: Present) => void): Promise<Accepted>;
}
