import type { Instance } from '../domain/instance.ts';
import { keyOf, sourceOf, type EntityKey } from '../domain/keys.ts';
import type { EntityByKind, EntityKind } from '../domain/ports.ts';
import type { EpochMs } from '../domain/units.ts';
import type { Clock } from '../platform/clock.ts';
import { noChanges, type Changes, type MutableChanges } from './changes.ts';
import { sameContent } from './equal.ts';

/** An entity with how fresh it is. */
export interface Entry<E> {
  entity: E;
  /** Rises with every change of content, across the whole store. */
  version: number;
  /** When the read that saw it last began, changed or not. */
  readAtMs: EpochMs;
  /** Number of the read that put it last: an older read must not overwrite what a younger one saw. */
  asOf: number;
}

/** What one read may do to the store. Nothing is ever removed because a read failed. */
export interface Transaction {
  put<K extends EntityKind>(kind: K, entity: EntityByKind[K]): void;
  drop(kind: EntityKind, key: EntityKey): void;
  complete(kind: EntityKind, scope?: EntityKey, keep?: ReadonlySet<EntityKey>): void;
  end(): void;
}

interface Reading {
  source: string;
  /** Its number: reads that began later know better. */
  began: number;
  atMs: EpochMs;
}

type Entries = { readonly [K in EntityKind]: Map<EntityKey, Entry<EntityByKind[K]>> };

const kinds = [
  'app',
  'launch',
  'instance',
  'deployment',
  'queue',
  'consumer',
  'worker',
] as const satisfies EntityKind[];

/** All entities by kind and key. */
export class Store {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #entries: Entries = {
    app: new Map(),
    launch: new Map(),
    instance: new Map(),
    deployment: new Map(),
    queue: new Map(),
    consumer: new Map(),
    worker: new Map(),
  };
  readonly #instancesByApp = new Map<EntityKey, Set<EntityKey>>();
  /** What was dropped while older reads still ran, so that they do not bring it back: `kind key` → number of the read. */
  readonly #graves = new Map<string, number>();
  readonly #running = new Set<number>();
  /** When the last whole listing began, by source and kind. */
  readonly #listedAtMs = new Map<string, EpochMs>();
  /** The same of an app's instances, by app. */
  readonly #instancesListedAtMs = new Map<EntityKey, EpochMs>();
  #changes: MutableChanges = noChanges();
  #dirty = false;
  #reads = 0;
  #versions = 0;

  /** `changed` is called once when the first change since the last {@link takeChanges} happens. */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  get<K extends EntityKind>(kind: K, key: EntityKey): EntityByKind[K] | undefined {
    return this.#entries[kind].get(key)?.entity;
  }

  entry<K extends EntityKind>(kind: K, key: EntityKey): Readonly<Entry<EntityByKind[K]>> | undefined {
    return this.#entries[kind].get(key);
  }

  *all<K extends EntityKind>(kind: K): Generator<EntityByKind[K]> {
    for (const entry of this.#entries[kind].values()) yield entry.entity;
  }

  /** When the last read began that told of this key, or would have by listing all; null when there was none. */
  toldAtMs(kind: EntityKind, key: EntityKey): EpochMs | null {
    const listedAtMs = this.#listedAtMs.get(`${kind} ${sourceOf(key)}`) ?? null;
    const readAtMs = this.#entries[kind].get(key)?.readAtMs ?? null;
    return listedAtMs === null || readAtMs === null ? (listedAtMs ?? readAtMs) : Math.max(listedAtMs, readAtMs);
  }

  /** When the last read of all instances of an app began; null when there was none since they are kept. */
  instancesToldAtMs(app: EntityKey): EpochMs | null {
    return this.#instancesListedAtMs.get(app) ?? null;
  }

  /** The app's instances, as far as they are kept. */
  instancesOf(app: EntityKey): Instance[] {
    const found: Instance[] = [];
    for (const key of this.#instancesByApp.get(app) ?? []) {
      const instance = this.get('instance', key);
      if (instance) found.push(instance);
    }
    return found;
  }

  /** Apps of which instances were read and are kept, be there none. */
  appsWithInstances(): ReadonlySet<EntityKey> {
    return new Set([...this.#instancesByApp.keys(), ...this.#instancesListedAtMs.keys()]);
  }

  /** Lets go of an app's instances because nobody looks at them. */
  forgetInstances(app: EntityKey): void {
    for (const key of this.#instancesByApp.get(app) ?? []) this.#remove('instance', key);
    this.#instancesListedAtMs.delete(app);
  }

  /** Number of entities by kind. */
  counts(): Record<EntityKind, number> {
    const counts = { app: 0, launch: 0, instance: 0, deployment: 0, queue: 0, consumer: 0, worker: 0 };
    for (const kind of kinds) counts[kind] = this.#entries[kind].size;
    return counts;
  }

  /** What changed since the last call; null when nothing did. */
  takeChanges(): Changes | null {
    if (!this.#dirty) return null;
    const taken = this.#changes;
    this.#changes = noChanges();
    this.#dirty = false;
    return taken;
  }

  /** Opens a read of one source: all it puts counts as seen when it began. */
  begin(source: string): Transaction {
    const read = { source, began: this.#next(), atMs: this.#clock.now() };
    this.#running.add(read.began);
    return {
      put: (kind, entity) => this.#put(kind, entity, read),
      drop: (kind, key) => this.#drop(kind, key, read),
      complete: (kind, scope, keep) => this.#complete(kind, scope, keep, read),
      end: () => this.#end(read.began),
    };
  }

  /** For a stream: what it puts counts as seen in that moment. */
  live(source: string): Transaction {
    const now = () => ({ source, began: this.#next(), atMs: this.#clock.now() });
    return {
      put: (kind, entity) => this.#put(kind, entity, now()),
      drop: (kind, key) => this.#drop(kind, key, now()),
      // A stream never lists everything.
      complete: () => undefined,
      end: () => undefined,
    };
  }

  #next(): number {
    this.#reads += 1;
    return this.#reads;
  }

  #end(began: number): void {
    this.#running.delete(began);
    let oldest = Infinity;
    for (const running of this.#running) oldest = Math.min(oldest, running);
    for (const [grave, asOf] of this.#graves) if (asOf < oldest) this.#graves.delete(grave);
  }

  #put<K extends EntityKind>(kind: K, entity: EntityByKind[K], { source, began, atMs }: Reading): void {
    if (entity.source !== source) return;
    const entries = this.#entries[kind];
    const known = entries.get(entity.key);
    if (!known) {
      if ((this.#graves.get(`${kind} ${entity.key}`) ?? 0) > began) return;
      entries.set(entity.key, { entity, version: this.#version(), readAtMs: atMs, asOf: began });
      if (kind === 'instance') this.#index(entity.key);
      this.#mark(kind, entity.key);
      return;
    }
    if (known.asOf > began) return;
    known.asOf = began;
    known.readAtMs = atMs;
    if (sameContent(known.entity, entity)) return;
    known.entity = entity;
    known.version = this.#version();
    this.#mark(kind, entity.key);
  }

  #drop(kind: EntityKind, key: EntityKey, { source, began }: Reading): void {
    const known = this.#entries[kind].get(key);
    if (known && (known.entity.source !== source || known.asOf > began)) return;
    if (this.#running.size > 0) this.#graves.set(`${kind} ${key}`, began);
    if (known) this.#remove(kind, key);
  }

  #complete(
    kind: EntityKind,
    scope: EntityKey | undefined,
    keep: ReadonlySet<EntityKey> | undefined,
    read: Reading,
  ): void {
    const app = kind === 'instance' ? scope : undefined;
    const [listedAtMs, listed] =
      app === undefined ? [this.#listedAtMs, `${kind} ${read.source}`] : [this.#instancesListedAtMs, app];
    listedAtMs.set(listed, Math.max(listedAtMs.get(listed) ?? 0, read.atMs));
    const candidates = app === undefined ? this.#entries[kind].keys() : (this.#instancesByApp.get(app) ?? []);
    for (const key of candidates) {
      if (keep?.has(key)) continue;
      const known = this.#entries[kind].get(key);
      if (known && known.entity.source === read.source && known.asOf < read.began) this.#drop(kind, key, read);
    }
  }

  #remove(kind: EntityKind, key: EntityKey): void {
    if (kind === 'instance') this.#unindex(key);
    this.#entries[kind].delete(key);
    this.#mark(kind, key);
  }

  #index(key: EntityKey): void {
    const instance = this.get('instance', key);
    if (!instance) return;
    const app = keyOf(instance.source, instance.appId);
    const siblings = this.#instancesByApp.get(app);
    if (siblings) siblings.add(key);
    else this.#instancesByApp.set(app, new Set([key]));
  }

  #unindex(key: EntityKey): void {
    const instance = this.get('instance', key);
    if (!instance) return;
    const app = keyOf(instance.source, instance.appId);
    const siblings = this.#instancesByApp.get(app);
    siblings?.delete(key);
    if (siblings?.size === 0) this.#instancesByApp.delete(app);
  }

  #version(): number {
    this.#versions += 1;
    return this.#versions;
  }

  #mark(kind: EntityKind, key: EntityKey): void {
    this.#changes[kind].add(key);
    if (this.#dirty) return;
    this.#dirty = true;
    this.#changed();
  }
}
