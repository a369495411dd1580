import type { EntityKind } from '../domain/ports.ts';
import type { EntityKey } from '../domain/keys.ts';

/** Keys of entities that appeared, changed or went, by kind, since the last time someone took them. */
export type Changes = { readonly [K in EntityKind]: ReadonlySet<EntityKey> };

/** The same, while it is gathered. */
export type MutableChanges = { readonly [K in EntityKind]: Set<EntityKey> };

/** No changes yet. */
export function noChanges(): MutableChanges {
  return {
    app: new Set(),
    launch: new Set(),
    instance: new Set(),
    deployment: new Set(),
    queue: new Set(),
    consumer: new Set(),
    worker: new Set(),
  };
}
