import type { Condition } from '../domain/app.ts';
import type { FaultAt } from '../domain/fault.ts';
import type { Intent } from '../domain/intent.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { EpochMs } from '../domain/units.ts';
import type { ActRow, DocName, Docs, TableName } from './rows.ts';
import type { Topic } from './topics.ts';
import type { AppTuple, WireRow } from './tuples.ts';

/** Raised when a message changes its meaning; a screen of another number reloads itself. */
export const protocolVersion = 1;

/** First on every stream. `build` names the gateway's build: a screen of another build is told to reload. */
export interface HelloMessage {
  kind: 'hello';
  protocol: number;
  build: string;
  /** Names this stream in requests that change its topics. */
  session: string;
  nowMs: EpochMs;
  /** A beat comes at least this often. */
  beatMs: number;
}

/** All rows of a list. `sub` echoes the request that asked for it, null when the gateway sends it unasked (the screen fell behind). */
export interface TableSnapshot<K extends TableName = TableName> {
  kind: 'table';
  topic: K;
  sub: string | null;
  v: number;
  rows: readonly WireRow<K>[];
  /** True once every source that feeds it answered: before that, an empty list means nothing. */
  complete: boolean;
}

/** What changed in a list since version `base`. A screen whose version is not `base` asks anew. */
export interface TableDelta<K extends TableName = TableName> {
  kind: 'delta';
  topic: K;
  base: number;
  v: number;
  put: readonly WireRow<K>[];
  drop: readonly string[];
  complete: boolean;
}

/** The screen's own copy of a list, which it named by version, is the present one: what follows are deltas on it. */
export interface TableSame {
  kind: 'same';
  topic: TableName;
  sub: string | null;
  v: number;
}

/** A document, whole; `doc` null while it was never had, `fault` set when the last reading of it failed. */
export interface DocMessage {
  kind: 'doc';
  topic: Topic;
  sub: string | null;
  v: number;
  doc: Docs[DocName] | null;
  fault: FaultAt | null;
}

/** The gateway lives; `ages` are milliseconds since each source last answered, null for never. */
export interface BeatMessage {
  kind: 'beat';
  nowMs: EpochMs;
  ages: Readonly<Record<string, number | null>>;
}

/** A topic that names nothing. */
export interface NoTopicMessage {
  kind: 'no-topic';
  topic: Topic;
  sub: string | null;
}

/** All that comes down a stream, each as one JSON line in an SSE `data:` field. */
export type StreamMessage =
  | HelloMessage
  | TableSnapshot
  | TableSame
  | TableDelta
  | DocMessage
  | BeatMessage
  | NoTopicMessage;

/**
 * First line of `GET /api/v1/look`: how things stand, read without a stream; lines of snapshots and documents follow. `versions` are
 * those of the lists among them: named when a stream is opened, they need not be sent again.
 */
export interface LookMessage {
  kind: 'look';
  protocol: number;
  build: string;
  nowMs: EpochMs;
  beatMs: number;
  ages: Readonly<Record<string, number | null>>;
  versions: Versions;
}

/**
 * Stands for a long list in a look that asked for its head alone: its first rows, worst first and then by name, which is the order its
 * page begins with. The list itself comes with the stream.
 */
export interface HeadMessage {
  kind: 'head';
  topic: 'apps';
  rows: readonly AppTuple[];
  /** Of all of the list: how many apps are in each condition, and their instances. */
  counts: Readonly<Record<Condition, number>>;
  running: number;
  wanted: number;
}

/** Versions of lists by topic. They grow as long as the gateway lives and across its restarts. */
export type Versions = Readonly<Record<Topic, number>>;

/** Body of `POST /api/v1/stream/{session}/topics`. */
export interface TopicsRequest {
  /** `have`: the version of the list the screen holds already; the same again is answered by `same`. */
  add: readonly { topic: Topic; sub: string; have?: number }[];
  drop: readonly Topic[];
  /** A wall looks: beats every second. */
  wall?: boolean;
}

/** Body of `POST /api/v1/acts`: one intent, or several as one bulk. */
export interface ActsRequest {
  intents: readonly Intent[];
}

/** Answer to `POST /api/v1/acts`, `/acts/{id}/undo` and `/acts/{id}/force`: in the order asked. */
export interface ActsAnswer {
  results: readonly ({ act: ActRow } | { refusal: Refusal; intent: Intent })[];
}

/** Every answer of 4xx and 5xx. */
export interface Problem {
  /** One sentence for a person. */
  message: string;
  /** A word for a program. */
  code: string;
}
