import { FaultError } from '../../domain/fault.ts';
import { appIdOf, localId, type EntityKey } from '../../domain/keys.ts';
import type { Intent } from '../../domain/intent.ts';
import type { Present } from '../../domain/ports.ts';
import { escapeSegment } from '../../platform/address.ts';
import { appPath, queuePath, type Started } from './client.ts';
import type { Reading } from './read-lists.ts';
import { countBefore, definitionBefore, nothingBefore } from './history.ts';

/** Carries out an act; what it started. `saw` hears what an act that reads the app first found there. */
export async function enactOn(
  reading: Reading,
  intent: Intent,
  signal: AbortSignal,
  saw: (present: Present) => void = () => undefined,
): Promise<Started> {
  const { client } = reading;
  switch (intent.kind) {
    case 'scale-app':
      return client.write('PUT', forced(appPath(appIdOf(intent.app)), intent.force), { instances: intent.to }, signal);
    case 'suspend-app':
      return client.write('PUT', forced(appPath(appIdOf(intent.app)), intent.force), { instances: 0 }, signal);
    case 'resume-app': {
      const to = intent.to ?? (await countBefore(reading, appIdOf(intent.app), signal));
      if (to === null) throw nothingBefore('No version of this app is known to have had any instances.');
      return client.write('PUT', forced(appPath(appIdOf(intent.app)), intent.force), { instances: to }, signal);
    }
    case 'restart-app':
      return client.write('POST', forced(`${appPath(appIdOf(intent.app))}/restart`, intent.force), null, signal);
    case 'roll-back-app':
      return rollBack(reading, intent, signal, saw);
    case 'reset-delay':
      return client.write('DELETE', `${queuePath(appIdOf(intent.app))}/delay`, null, signal);
    case 'kill-instance':
      return client.write('DELETE', killPath(intent), null, signal);
    case 'stop-deployment':
      return client.write('DELETE', deploymentPath(intent.deployment, intent.mode), null, signal);
    case 'purge-queue':
    case 'grow-pool':
    case 'shrink-pool':
    case 'add-consumer':
    case 'cancel-consumer':
    case 'shut-down-worker':
    case 'revoke-task':
      throw new FaultError({ kind: 'refused', status: 0, text: `Marathon cannot ${intent.kind}.`, details: [] });
  }
}

/**
 * `PUT {"version"}` would restore the old count too (measured on 1.11.26), and a second write for the count would meet the first
 * one's lock. So the stored definition itself is written as a whole, with today's count: one deployment. `partialUpdate=false`, because
 * what the old definition left out must go, not stay as it is now.
 */
async function rollBack(
  reading: Reading,
  intent: Extract<Intent, { kind: 'roll-back-app' }>,
  signal: AbortSignal,
  saw: (present: Present) => void,
): Promise<Started> {
  const { client } = reading;
  const appId = appIdOf(intent.app);
  const target = await definitionBefore(reading, appId, intent.version, signal);
  saw(target.present);
  const isThere = target.isPresent && (intent.keepCount || target.instances === target.present.wanted);
  // Over a lock it may still be meant: it ends the deployment that holds the app.
  if (isThere && !intent.force) throw new FaultError(nothingChanges);
  if (!intent.keepCount) {
    return client.write('PUT', forced(appPath(appId), intent.force), { version: target.version }, signal);
  }
  const body = { ...target.definition, id: appId, instances: target.present.wanted };
  return client.write('PUT', forced(`${appPath(appId)}?partialUpdate=false`, intent.force), body, signal);
}

const nothingChanges = {
  kind: 'refused',
  status: 0,
  text: 'Nothing would change: the app is configured like that already.',
  details: [],
} as const;

function killPath(intent: Extract<Intent, { kind: 'kill-instance' }>): string {
  const path = `${appPath(appIdOf(intent.app))}/tasks/${escapeSegment(intent.instance)}`;
  return forced(intent.scale ? `${path}?scale=true` : path, intent.force);
}

/** Without force Marathon starts a new, forced deployment that undoes this one; with it, it only lets go (measured on 1.11.26). */
function deploymentPath(deployment: EntityKey, mode: 'roll-back' | 'leave'): string {
  return forced(`/v2/deployments/${escapeSegment(localId(deployment))}`, mode === 'leave');
}

function forced(path: string, force: boolean | undefined): string {
  if (!force) return path;
  return `${path}${path.includes('?') ? '&' : '?'}force=true`;
}
