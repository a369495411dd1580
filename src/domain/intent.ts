import type { EntityKey } from './keys.ts';

/** What an operator may ask for. Keys are entity keys; `force` breaks a deployment's lock (Marathon only). */
export type Intent =
  | { kind: 'scale-app'; app: EntityKey; to: number; force?: boolean }
  | { kind: 'restart-app'; app: EntityKey; force?: boolean }
  | { kind: 'suspend-app'; app: EntityKey; force?: boolean }
  /** `to` null: the count it had before it was suspended, from the upstream's own versions. */
  | { kind: 'resume-app'; app: EntityKey; to: number | null; force?: boolean }
  /** Back to a stored version; keeps today's instance count unless `keepCount` is false. `version` null: the one before. */
  | { kind: 'roll-back-app'; app: EntityKey; version: string | null; keepCount: boolean; force?: boolean }
  | { kind: 'reset-delay'; app: EntityKey }
  | { kind: 'kill-instance'; app: EntityKey; instance: string; scale: boolean; force?: boolean }
  /** `roll-back` starts a new, forced deployment; `leave` cancels and leaves things as they stand. */
  | { kind: 'stop-deployment'; deployment: EntityKey; mode: 'roll-back' | 'leave' }
  | { kind: 'purge-queue'; queue: EntityKey }
  | { kind: 'grow-pool'; worker: EntityKey; by: number }
  | { kind: 'shrink-pool'; worker: EntityKey; by: number }
  | { kind: 'add-consumer'; worker: EntityKey; queue: string }
  | { kind: 'cancel-consumer'; worker: EntityKey; queue: string }
  | { kind: 'shut-down-worker'; worker: EntityKey }
  | { kind: 'revoke-task'; task: EntityKey; terminate: boolean };

/** The name of an intent. */
export type IntentKind = Intent['kind'];

/** `light` runs; `reversible` runs and offers Undo; `irreversible` asks in a dialog first. */
export type Weight = 'light' | 'reversible' | 'irreversible';

/** How much ceremony each intent has. */
export const weightOf: Readonly<Record<IntentKind, Weight>> = {
  'scale-app': 'reversible',
  'restart-app': 'light',
  'suspend-app': 'reversible',
  'resume-app': 'reversible',
  'roll-back-app': 'reversible',
  'reset-delay': 'light',
  'kill-instance': 'irreversible',
  'stop-deployment': 'irreversible',
  'purge-queue': 'irreversible',
  'grow-pool': 'reversible',
  'shrink-pool': 'reversible',
  'add-consumer': 'reversible',
  'cancel-consumer': 'reversible',
  'shut-down-worker': 'irreversible',
  'revoke-task': 'irreversible',
};

/** The entity an intent acts on. */
export function targetOf(intent: Intent): EntityKey {
  switch (intent.kind) {
    case 'scale-app':
    case 'restart-app':
    case 'suspend-app':
    case 'resume-app':
    case 'roll-back-app':
    case 'reset-delay':
    case 'kill-instance':
      return intent.app;
    case 'stop-deployment':
      return intent.deployment;
    case 'purge-queue':
      return intent.queue;
    case 'grow-pool':
    case 'shrink-pool':
    case 'add-consumer':
    case 'cancel-consumer':
    case 'shut-down-worker':
      return intent.worker;
    case 'revoke-task':
      return intent.task;
  }
}
