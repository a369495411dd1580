import type { Target } from '../client/scene.ts';
import { targetOf, type Intent } from '../domain/intent.ts';
import { appIdOf, localId, type EntityKey } from '../domain/keys.ts';

/** What people call a thing, from its key: an app by its path, a queue without its vhost, a deployment by its first letters. */
export function nameOf(key: EntityKey, kind: Target['kind']): string {
  switch (kind) {
    case 'app':
      return appIdOf(key);
    case 'queue':
      return localId(key).replace(/^[^/]*\//, '');
    case 'deployment':
      return localId(key).slice(0, 8);
    case 'worker':
      return localId(key);
    case 'task':
      return localId(key).slice(0, 8);
  }
}

/** The kind of thing an intent acts on. */
export function kindOf(intent: Intent): Target['kind'] {
  switch (intent.kind) {
    case 'scale-app':
    case 'restart-app':
    case 'suspend-app':
    case 'resume-app':
    case 'roll-back-app':
    case 'reset-delay':
    case 'kill-instance':
      return 'app';
    case 'stop-deployment':
      return 'deployment';
    case 'purge-queue':
      return 'queue';
    case 'grow-pool':
    case 'shrink-pool':
    case 'add-consumer':
    case 'cancel-consumer':
    case 'shut-down-worker':
      return 'worker';
    case 'revoke-task':
      return 'task';
  }
}

/** What people call the thing an intent acts on. */
export function nameOfTarget(intent: Intent): string {
  return nameOf(targetOf(intent), kindOf(intent));
}
