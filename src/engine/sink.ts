import type { Fault } from '../domain/fault.ts';
import { keyOf, type EntityKey } from '../domain/keys.ts';
import type { EntityByKind, EntityKind, Sink } from '../domain/ports.ts';
import type { Transaction } from './store.ts';

/** Where the words of a sink go that are no entities, and what it leaves out. */
export interface SinkRules {
  /** Instances of other apps stay out: a hundred thousand that nobody looks at would fill the memory. */
  keepsInstances: (app: EntityKey) => boolean;
  /** A deployment whose end was told is over, even while a slower list still shows it. */
  isOver: (deployment: EntityKey) => boolean;
  ended: (deployment: EntityKey, outcome: 'succeeded' | 'failed', reason: string | null) => void;
  unreadable: (fault: Fault) => void;
}

function appOfInstance(kind: EntityKind, entity: EntityByKind[EntityKind]): EntityKey | null {
  return kind === 'instance' && 'appId' in entity ? keyOf(entity.source, entity.appId) : null;
}

/** A transaction as adapters see it. */
export function sinkOf(transaction: Transaction, rules: SinkRules): Sink {
  return {
    put(kind, entity) {
      const app = appOfInstance(kind, entity);
      if (app !== null && !rules.keepsInstances(app)) return;
      if (kind === 'deployment' && rules.isOver(entity.key)) return;
      transaction.put(kind, entity);
    },
    drop: (kind, key) => transaction.drop(kind, key),
    complete(kind, scope, keep) {
      // What was left out of a list was not listed: an empty list would say that nothing runs.
      if (kind === 'instance' && scope !== undefined && !rules.keepsInstances(scope)) return;
      transaction.complete(kind, scope, keep);
    },
    unreadable: rules.unreadable,
    ended: rules.ended,
  };
}
