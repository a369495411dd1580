import { FaultError } from '../../domain/fault.ts';
import type { Json } from '../../domain/version.ts';
import { readRecord } from '../../platform/record.ts';
import { unreadable } from '../../platform/answer.ts';
import { appPath } from './client.ts';
import { listVersions, readStored, type Stored } from './read-app.ts';
import type { Reading } from './read-lists.ts';
import { asObject, definitionOf } from './translate.ts';
import { wireStored } from './wire.ts';

// Marathon's versions are a list of names, no history: it is unsorted, holds updates that were refused with 409 and phantoms that are
// not there when asked for, and a rollback gets a name from the past (all measured on 1.11.26). What does tell is `versionInfo`: a
// change of the count alone keeps `lastConfigChangeAt`, so definitions that share it are one line of counts.

/** Stored definitions looked at for one act. Marathon keeps 50. */
const mostLookedAt = 50;

interface Present {
  version: string;
  stored: Stored;
}

async function readPresent({ client }: Reading, appId: string, signal: AbortSignal): Promise<Present> {
  const app = asObject(asObject(await client.get(appPath(appId), 'answer', signal))?.['app'] ?? null);
  if (!app) throw unreadable('app', 'no app in the answer');
  const wire = readRecord(wireStored, app, 'app');
  if (wire instanceof FaultError) throw wire;
  const version = typeof app['version'] === 'string' ? app['version'] : '';
  const changedAt = wire.versionInfo?.lastConfigChangeAt ?? null;
  return { version, stored: { config: app, instances: wire.instances ?? 1, changedAt } };
}

/** The stored definitions but the present one, latest name first, one by one. */
async function* storedBefore(reading: Reading, appId: string, present: Present, signal: AbortSignal) {
  const listed = await listVersions(reading.client, appId, signal);
  for (const version of listed.filter((name) => name !== present.version).slice(0, mostLookedAt)) {
    const stored = await readStored(reading.client, appId, version, signal);
    if (stored) yield { version, stored };
  }
}

/**
 * The count an app had before it was suspended: what this process itself saw, which cannot be a refused update; else the latest
 * count above 0 of the same definition; else of any.
 */
export async function countBefore(reading: Reading, appId: string, signal: AbortSignal): Promise<number> {
  const seen = reading.memory.lastWanted(appId);
  if (seen !== null) return seen;
  const present = await readPresent(reading, appId, signal);
  if (present.stored.instances > 0) return present.stored.instances;
  let fallback: number | null = null;
  for await (const { version, stored } of storedBefore(reading, appId, present, signal)) {
    if (stored.instances > 0 && stored.changedAt === present.stored.changedAt) return stored.instances;
    if (stored.instances > 0) fallback ??= stored.instances;
    // Names below the config change's own can no longer belong to it.
    if (fallback !== null && version < (present.stored.changedAt ?? '')) break;
  }
  if (fallback === null) throw nothingBefore('No version of this app had any instances.');
  return fallback;
}

/** Where a rollback goes. */
interface Target {
  version: string;
  definition: { readonly [key: string]: Json };
  instancesNow: number;
}

/** The named stored definition, or the latest one that differs from the present in more than its count. */
export async function definitionBefore(
  reading: Reading,
  appId: string,
  version: string | null,
  signal: AbortSignal,
): Promise<Target> {
  const present = await readPresent(reading, appId, signal);
  const instancesNow = present.stored.instances;
  if (version !== null) {
    const stored = await readStored(reading.client, appId, version, signal);
    if (!stored) throw nothingBefore(`Version ${version} is no longer there.`);
    return { version, definition: writable(stored), instancesNow };
  }
  const now = comparable(present.stored);
  let fallback: Target | null = null;
  for await (const { version, stored } of storedBefore(reading, appId, present, signal)) {
    if (comparable(stored) === now) continue;
    const target = { version, definition: writable(stored), instancesNow };
    // Names after the present config change are updates that were refused, or changes already rolled back.
    if (version < (present.stored.changedAt ?? '')) return target;
    fallback ??= target;
  }
  if (!fallback) throw nothingBefore('There is no earlier version that differs.');
  return fallback;
}

function nothingBefore(text: string): FaultError {
  return new FaultError({ kind: 'missing', status: 404, text });
}

/** A definition in a form Marathon takes back: old releases write both the new fields and the ones they replaced, and refuse both. */
function writable({ config }: Stored): { readonly [key: string]: Json } {
  const { ports, uris, ...rest } = definitionOf(config);
  return {
    ...rest,
    ...(ports !== undefined && rest['portDefinitions'] === undefined ? { ports } : {}),
    ...(uris !== undefined && rest['fetch'] === undefined ? { uris } : {}),
  };
}

function comparable(stored: Stored): string {
  const { instances: _, ...definition } = writable(stored);
  return JSON.stringify(Object.entries(definition).sort(([a], [b]) => (a < b ? -1 : 1)));
}
