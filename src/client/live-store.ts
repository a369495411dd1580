import { QueryClient, notifyManager } from '@tanstack/react-query';
import type { FaultAt } from '../domain/fault.ts';
import type { DurationMs, EpochMs } from '../domain/units.ts';
import type { Clock } from '../platform/clock.ts';
import type {
  BeatMessage,
  DocMessage,
  HeadMessage,
  HelloMessage,
  LookMessage,
  NoTopicMessage,
  TableSame,
  Versions,
} from '../protocol/messages.ts';
import { tableNames, type ClusterDoc, type DocName, type Docs, type TableName, type Tables } from '../protocol/rows.ts';
import type { Topic } from '../protocol/topics.ts';
import { openHead, type Head } from './head.ts';
import type { HubLine } from './hub/line.ts';
import type { Heard, StreamPhase } from './hub/wire.ts';
import { queryKeys } from './keys.ts';
import { applyTableMessage, createKeepers, type Table, type TableMessage } from './table.ts';

type Incoming =
  | HelloMessage
  | LookMessage
  | HeadMessage
  | BeatMessage
  | DocMessage
  | NoTopicMessage
  | TableSame
  | TableMessage;

/** A document as screens read it: the last one known, and what stood in the way of a newer one. */
export interface DocState {
  doc: Docs[DocName] | null;
  fault: FaultAt | null;
  /** The gateway has answered, even if with a fault or with "no such thing". */
  ready: boolean;
  /** The topic names nothing. */
  missing: boolean;
}

/** What the stream says about itself. */
export interface Pulse {
  stream: StreamPhase;
  /** This page's clock; null before the first. */
  lastBeatAtMs: EpochMs | null;
  beatMs: DurationMs;
  /** What to add to this page's clock to get the gateway's. */
  offsetMs: DurationMs;
  /** As of the last beat. */
  ages: Readonly<Record<string, number | null>>;
  /** The gateway's present build; null before it said. */
  build: string | null;
  protocol: number | null;
}

/** What the store is made of; `frame` runs its work once, at the next paint. */
export interface LiveStoreOptions {
  openLine(hear: (message: Heard) => void): HubLine;
  /** Topics the line has been asked for already. */
  asked?: readonly Topic[];
  clock: Clock;
  frame(run: () => void): void;
}

/** How long a document nobody looks at is kept. */
const docLifeMs: DurationMs = 60_000;

/** Who wants to hear of changes of one thing. */
interface Watchers {
  subscribe(listener: () => void): () => void;
  tell(): void;
}

function createWatchers(): Watchers {
  const listeners = new Set<() => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell() {
      for (const listener of listeners) listener();
    },
  };
}

const isCluster = (doc: Docs[DocName] | null): doc is ClusterDoc => doc !== null && 'viewer' in doc;

const isTableName = (topic: Topic): topic is TableName => tableNames.some((name) => name === topic);

/** The page's copy of what it looks at: fed by the stream alone, at most once a frame. */
export class LiveStore {
  readonly queries = new QueryClient({
    defaultOptions: { queries: { staleTime: Infinity, gcTime: docLifeMs, structuralSharing: false, retry: false } },
  });
  private readonly options: LiveStoreOptions;
  private readonly line: HubLine;
  private readonly keepers = createKeepers();
  /** Who looks at a list. Lists are kept here anyway: a cache of answers would only be one more place for them. */
  private readonly watchers = new Map<TableName, Watchers>();
  private readonly wanted = new Map<Topic, number>();
  private readonly told: Set<Topic>;
  private clusterDoc: ClusterDoc | null = null;
  private readonly clusterWatchers = createWatchers();
  private firstApps: Head | null = null;
  /** Lists whose snapshot is on its way: a delta that does not fit says nothing until it is there. */
  private readonly awaited = new Set<Topic>();
  /** Wishes of one moment, told to the hub as one. */
  private readonly changed = new Set<Topic>();
  private queue: string[] = [];
  private framed = false;
  private state: Pulse = {
    stream: { phase: 'opening' },
    lastBeatAtMs: null,
    beatMs: 10_000,
    offsetMs: 0,
    ages: {},
    build: null,
    protocol: null,
  };
  private readonly pulseWatchers = createWatchers();

  constructor(options: LiveStoreOptions) {
    this.options = options;
    this.told = new Set(options.asked);
    for (const topic of this.told) this.awaited.add(topic);
    // Work happens within a frame already: waiting for another task would paint one frame later.
    notifyManager.setScheduler(queueMicrotask);
    this.line = options.openLine((message) => this.hear(message));
  }

  /** Hears of every change of {@link pulse}. */
  readonly subscribePulse = this.pulseWatchers.subscribe;

  /** The stream's own state; a new object whenever it changed. */
  readonly pulse = (): Pulse => this.state;

  /** A list as it is now. */
  table<K extends TableName>(name: K): Table<Tables[K]> {
    return this.keepers[name].table;
  }

  /** Hears of every change of {@link cluster}. */
  readonly subscribeCluster = this.clusterWatchers.subscribe;

  /** The cluster as a whole, which every lever asks for as long as the page lives; null until known. */
  readonly cluster = (): ClusterDoc | null => this.clusterDoc;

  /** The first of the apps, from the first look until the list itself is there; told to those who look at the apps. */
  readonly head = (): Head | null => this.firstApps;

  /** Hears of every change of a list; the same function for the same list, as hooks need it. */
  subscribeTable(name: TableName): (listener: () => void) => () => void {
    return this.watchersOf(name).subscribe;
  }

  private watchersOf(name: TableName): Watchers {
    const known = this.watchers.get(name) ?? createWatchers();
    this.watchers.set(name, known);
    return known;
  }

  /** Wants a topic until the returned function is called; wishes are counted. */
  want(topic: Topic): () => void {
    const count = this.wanted.get(topic) ?? 0;
    this.wanted.set(topic, count + 1);
    if (count === 0) this.tellLater(topic);
    return () => {
      const left = (this.wanted.get(topic) ?? 1) - 1;
      if (left > 0) {
        this.wanted.set(topic, left);
        return;
      }
      this.wanted.delete(topic);
      this.tellLater(topic);
    };
  }

  private tellLater(topic: Topic): void {
    if (this.changed.size === 0) queueMicrotask(() => this.tellHub());
    this.changed.add(topic);
  }

  /** A page that goes and one that comes in the same moment often want the same: only the difference is told. */
  private tellHub(): void {
    const add = [...this.changed].filter((topic) => this.wanted.has(topic) && !this.told.has(topic));
    const drop = [...this.changed].filter((topic) => !this.wanted.has(topic) && this.told.has(topic));
    this.changed.clear();
    for (const topic of add) {
      this.told.add(topic);
      this.awaited.add(topic);
    }
    for (const topic of drop) this.told.delete(topic);
    if (add.length + drop.length > 0) this.line.send({ kind: 'topics', add, drop, have: this.held(add) });
  }

  /** Versions of the lists among these that are here already: left a moment ago, they may still be the present ones. */
  private held(topics: readonly Topic[]): Versions {
    const tables = topics.filter(isTableName).map((name) => [name, this.keepers[name].table] as const);
    return Object.fromEntries(tables.flatMap(([name, { ready, v }]) => (ready ? [[name, v]] : [])));
  }

  /** Says that a wall looks: the gateway then beats every second. */
  lookAsWall(): void {
    this.line.send({ kind: 'wall' });
  }

  /** Says goodbye, when the page goes. */
  leave(): void {
    this.line.send({ kind: 'leave' });
  }

  private hear(message: Heard): void {
    if (message.kind === 'stream') {
      this.move({ stream: message });
      return;
    }
    if (message.kind === 'look') {
      // Nothing is drawn yet that should keep its place until the next frame.
      this.queue.push(...message.lines);
      this.drain();
      return;
    }
    this.queue.push(message.text);
    if (this.framed) return;
    this.framed = true;
    this.options.frame(() => this.drain());
  }

  private move(change: Partial<Pulse>): void {
    this.state = { ...this.state, ...change };
    this.pulseWatchers.tell();
  }

  /** Takes in everything that came since the last frame, then tells the screens once. */
  private drain(): void {
    this.framed = false;
    const lines = this.queue;
    this.queue = [];
    const touched = new Set<TableName>();
    notifyManager.batch(() => {
      for (const text of lines) this.take(text, touched);
      // Together with what the documents' readers hear, so that the screen is drawn once.
      for (const name of touched) notifyManager.schedule(() => this.watchersOf(name).tell());
    });
  }

  private take(text: string, touched: Set<TableName>): void {
    const message: Incoming = JSON.parse(text);
    switch (message.kind) {
      case 'hello':
        // A new stream brings each list it carries, or the word that ours is the present one.
        for (const topic of this.told) this.awaited.add(topic);
        this.greet(message, {});
        return;
      case 'look':
        this.greet(message, { ages: message.ages });
        return;
      case 'head':
        this.firstApps = openHead(message);
        touched.add('apps');
        return;
      case 'same':
        this.confirm(message);
        return;
      case 'beat':
        this.beat(message);
        return;
      case 'table':
      case 'delta':
        this.takeRows(message, touched);
        return;
      case 'doc':
        if (isCluster(message.doc)) this.keepCluster(message.doc);
        else this.keepDoc(message.topic, { doc: message.doc, fault: message.fault, ready: true, missing: false });
        return;
      case 'no-topic':
        if (!isTableName(message.topic))
          this.keepDoc(message.topic, { doc: null, fault: null, ready: true, missing: true });
    }
  }

  private takeRows(message: TableMessage, touched: Set<TableName>): void {
    const { topic } = message;
    if (message.kind === 'table') this.awaited.delete(topic);
    const isTaken = applyTableMessage(this.keepers, message, this.firstApps);
    if (this.keepers.apps.table.ready) this.firstApps = null;
    if (isTaken) touched.add(topic);
    else if (!this.awaited.has(topic)) {
      this.awaited.add(topic);
      this.line.send({ kind: 'again', topic });
    }
  }

  private keepCluster(doc: ClusterDoc): void {
    this.clusterDoc = doc;
    this.clusterWatchers.tell();
  }

  private keepDoc(topic: Topic, state: DocState): void {
    this.queries.setQueryData(queryKeys.doc(topic), state);
  }

  /** The gateway says that our copy is the present one; if it is not, there must be another. */
  private confirm({ topic, v }: TableSame): void {
    if (this.keepers[topic].table.v === v) this.awaited.delete(topic);
    else this.line.send({ kind: 'again', topic });
  }

  private greet(message: HelloMessage | LookMessage, more: Partial<Pulse>): void {
    const now = this.options.clock.now();
    this.move({
      ...more,
      lastBeatAtMs: now,
      beatMs: message.beatMs,
      offsetMs: message.nowMs - now,
      build: message.build,
      protocol: message.protocol,
    });
  }

  private beat(message: BeatMessage): void {
    const now = this.options.clock.now();
    this.move({ lastBeatAtMs: now, offsetMs: message.nowMs - now, ages: message.ages });
  }
}
