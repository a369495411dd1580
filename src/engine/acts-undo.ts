import { showsVersion } from '../domain/intent-rules.ts';
import { targetOf, weightOf, type Intent } from '../domain/intent.ts';
import type { Entry } from './acts-entry.ts';
import type { Look } from './acts-look.ts';

/**
 * Whether undoing an act would take back more than that act: something newer is on its way to the same target, or what the act left
 * there is no longer what is there.
 */
export function isChangedSince(entry: Entry, entries: Iterable<Entry>, look: Look): boolean {
  return isOvertaken(entry, entries) || (entry.act.state === 'confirmed' && !isAsLeft(entry, look));
}

/** The store cannot show yet what an act on its way will change. */
function isOvertaken(entry: Entry, entries: Iterable<Entry>): boolean {
  let newer = false;
  for (const other of entries) {
    if (other === entry) newer = true;
    else if (!newer || other.act.target !== entry.act.target || other.act.id === entry.undoneBy) continue;
    else if ((other.act.state === 'asked' || other.act.state === 'sent') && changesTarget(other.act.intent))
      return true;
  }
  return false;
}

/** A restart or a kill leaves the target as it is wanted to be. */
function changesTarget(intent: Intent): boolean {
  return weightOf[intent.kind] === 'reversible' || (intent.kind === 'kill-instance' && intent.scale);
}

/** True also where nothing newer than the act was read: then nothing speaks against it. */
function isAsLeft({ act, accepted, sinceMs }: Entry, look: Look): boolean {
  const { intent, after } = act;
  const key = targetOf(intent);
  const isFresh = (kind: 'app' | 'worker') => (look.readAtMs(kind, key) ?? -Infinity) >= sinceMs;
  switch (intent.kind) {
    case 'scale-app':
    case 'suspend-app':
    case 'resume-app': {
      const app = isFresh('app') ? look.app(key) : undefined;
      return !app || after === null || app.wanted === after;
    }
    case 'roll-back-app': {
      const app = isFresh('app') ? look.app(key) : undefined;
      const version = accepted?.version ?? null;
      return !app || version === null || showsVersion(app, version);
    }
    case 'grow-pool':
    case 'shrink-pool': {
      const processes = isFresh('worker') ? (look.worker(key)?.processes ?? null) : null;
      return processes === null || after === null || processes === after;
    }
    default:
      return true;
  }
}
