import type { Target } from '../client/scene.ts';
import { targetOf, type Intent } from '../domain/intent.ts';
import { appIdOf, localId, type EntityKey } from '../domain/keys.ts';
import { inSentence } from '../ui/hostile.ts';

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

/** What people call a thing, for a sentence: names are hostile. */
export function sayName(key: EntityKey, kind: Target['kind']): string {
  return inSentence(nameOf(key, kind));
}

/** What tells an app's task ids apart: `media_video.instance-ed8a1f20-…._app.2` is `ed8a1f20.2`, `web.4f3c…` its uuid's beginning. */
export function shortTaskId(id: string): string {
  const modern = /\.instance-([\da-f]{8})[\da-f-]*(?:\._app)?(?:\.(\d+))?$/.exec(id);
  if (modern) return modern[2] === undefined ? (modern[1] ?? id) : `${modern[1] ?? ''}.${modern[2]}`;
  const old = /\.([\da-f]{8})-[\da-f-]{27}$/.exec(id);
  return old?.[1] ?? id;
}

/** What people call the thing an intent acts on, as it is: to be typed, not to be said. */
export function nameOfTarget(intent: Intent): string {
  return nameOf(targetOf(intent), kindOf(intent));
}
