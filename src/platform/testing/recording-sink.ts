import type { Fault } from '../../domain/fault.ts';
import type { EntityKey } from '../../domain/keys.ts';
import type { EntityByKind, EntityKind, Sink } from '../../domain/ports.ts';

/** A sink that keeps what it was given. */
export class RecordingSink implements Sink {
  readonly faults: Fault[] = [];
  /** `app`, or `instance main/shop/worker` for a scope. */
  readonly completed: string[] = [];
  /** What completions left alone because it could not be read. */
  readonly kept: EntityKey[] = [];
  /** `app main/shop/worker`. */
  readonly dropped: string[] = [];
  readonly ends: { deployment: EntityKey; outcome: 'succeeded' | 'failed'; reason: string | null }[] = [];
  readonly #entities: { readonly [K in EntityKind]: Map<EntityKey, EntityByKind[K]> } = {
    app: new Map(),
    launch: new Map(),
    instance: new Map(),
    deployment: new Map(),
    queue: new Map(),
    consumer: new Map(),
    worker: new Map(),
  };

  put<K extends EntityKind>(kind: K, entity: EntityByKind[K]): void {
    this.#entities[kind].set(entity.key, entity);
  }

  drop(kind: EntityKind, key: EntityKey): void {
    this.dropped.push(`${kind} ${key}`);
  }

  complete(kind: EntityKind, scope?: EntityKey, keep: ReadonlySet<EntityKey> = new Set()): void {
    this.kept.push(...keep);
    this.completed.push(scope === undefined ? kind : `${kind} ${scope}`);
  }

  unreadable(fault: Fault): void {
    this.faults.push(fault);
  }

  ended(deployment: EntityKey, outcome: 'succeeded' | 'failed', reason: string | null): void {
    this.ends.push({ deployment, outcome, reason });
  }

  /** Everything of a kind, in the order it first came. */
  all<K extends EntityKind>(kind: K): EntityByKind[K][] {
    return [...this.#entities[kind].values()];
  }

  get<K extends EntityKind>(kind: K, key: EntityKey): EntityByKind[K] | undefined {
    return this.#entities[kind].get(key);
  }

  /** How many entities were put, of all kinds. */
  get size(): number {
    return Object.values(this.#entities).reduce((sum, map) => sum + map.size, 0);
  }
}
