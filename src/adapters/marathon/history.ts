import { FaultError } from '../../domain/fault.ts';
import type { Present } from '../../domain/ports.ts';
import type { Json } from '../../domain/version.ts';
import { readRecord } from '../../platform/record.ts';
import { unreadable } from '../../platform/answer.ts';
import { appPath } from './client.ts';
import { listVersions, readStored, type Stored } from './read-app.ts';
import type { Reading } from './read-lists.ts';
import { asObject, definitionOf, timeOf } from './translate.ts';
import { wireStored } from './wire.ts';

// Marathon's versions are a list of names, no history: it is unsorted, holds updates that were refused with 409 and phantoms that are
// not there when asked for, and a rollback gets a name from the past (all measured on 1.11.26). What does tell is `versionInfo`: a
// change of the count alone keeps `lastConfigChangeAt`, so definitions that share it are one line of counts.

/** Stored definitions looked at for one rollback. Marathon keeps 50. */
const mostLookedAt = 50;
/** The same for a count, which screens ask for too. */
const mostCounted = 12;

interface Now {
  version: string;
  stored: Stored;
}

async function readPresent({ client }: Reading, appId: string, signal: AbortSignal): Promise<Now> {
  const app = asObject(asObject(await client.get(appPath(appId), 'answer', signal))?.['app'] ?? null);
  if (!app) throw unreadable('app', 'no app in the answer');
  const wire = readRecord(wireStored, app, 'app');
  if (wire instanceof FaultError) throw wire;
  const version = typeof app['version'] === 'string' ? app['version'] : '';
  const changedAt = wire.versionInfo?.lastConfigChangeAt ?? null;
  return { version, stored: { config: app, instances: wire.instances ?? 1, changedAt } };
}

/** Stored definitions by name, those that are there. */
async function* storedOf({ client }: Reading, appId: string, versions: readonly string[], signal: AbortSignal) {
  for (const version of versions) {
    const stored = await readStored(client, appId, version, signal);
    if (stored) yield { version, stored };
  }
}

/**
 * The count an app had before it was suspended: what this process itself saw, which cannot be a refused update; else the latest one
 * above 0 of the same definition; else of an older one. Names after the suspension are updates that were refused. Null where nothing
 * tells; screens and acts ask here alike, so that what is shown is what is done.
 */
export async function countBefore(reading: Reading, appId: string, signal: AbortSignal): Promise<number | null> {
  const seen = reading.memory.lastWanted(appId);
  if (seen !== null) return seen;
  const present = await readPresent(reading, appId, signal);
  const { instances, changedAt } = present.stored;
  if (instances > 0) return instances;
  const listed = (await listVersions(reading.client, appId, signal)).filter((name) => name !== present.version);
  const before = listed.filter((name) => name < present.version).slice(0, mostCounted);
  if (before.length === 0) return onlyCount(reading, appId, listed.slice(0, mostCounted), signal);
  for await (const { version, stored } of storedOf(reading, appId, before, signal)) {
    const isOlder = changedAt !== null && version < changedAt;
    if (stored.instances > 0 && (stored.changedAt === changedAt || isOlder)) return stored.instances;
  }
  return null;
}

/** A rolled back version can be older than all it replaced (measured on 1.11.26): no order tells, so only what all agree on counts. */
async function onlyCount(
  reading: Reading,
  appId: string,
  versions: readonly string[],
  signal: AbortSignal,
): Promise<number | null> {
  const counts = new Set<number>();
  for await (const { stored } of storedOf(reading, appId, versions, signal)) {
    if (stored.instances > 0) counts.add(stored.instances);
  }
  const [only] = counts;
  return counts.size === 1 ? (only ?? null) : null;
}

/** Where a rollback goes, and what it starts from. */
interface Target {
  version: string;
  definition: { readonly [key: string]: Json };
  instances: number;
  present: Present;
  /** Nothing but the count differs from what is there. */
  isPresent: boolean;
}

/**
 * The named stored definition, or the one before: the latest from before the present change of configuration that differs and that this
 * process knows the app had (it was read, or its deployment was seen: one that lived a second is never read), else the last other one
 * that was read, else the latest that differs. Names after that change are updates that were refused, or changes already rolled
 * back: no fallback, for they are the ones nobody wants.
 */
export async function definitionBefore(
  reading: Reading,
  appId: string,
  version: string | null,
  signal: AbortSignal,
): Promise<Target> {
  const now = await readPresent(reading, appId, signal);
  const comparableNow = comparable(now.stored);
  const targetOf = (name: string, stored: Stored): Target => ({
    version: name,
    definition: writable(stored),
    instances: stored.instances,
    present: { version: now.version, wanted: now.stored.instances },
    isPresent: comparable(stored) === comparableNow,
  });
  if (version !== null) {
    const stored = await readStored(reading.client, appId, version, signal);
    if (!stored) throw nothingBefore(`Version ${version} is no longer there.`);
    return targetOf(version, stored);
  }
  const { changedAt } = now.stored;
  const { memory } = reading;
  const seen = memory.configuredBefore(appId, timeOf(changedAt));
  const listed = await listVersions(reading.client, appId, signal);
  const older = listed.filter((name) => name < (changedAt ?? now.version)).slice(0, mostLookedAt);
  const known = older.filter((name) => seen.includes(name) || memory.wasDeployed(name));
  const inTurn = new Set([...known, ...seen, ...older]);
  for await (const { version, stored } of storedOf(reading, appId, [...inTurn], signal)) {
    const target = targetOf(version, stored);
    if (!target.isPresent) return target;
  }
  throw nothingBefore('No earlier version is known that differs.');
}

/** There is nothing to go back to. */
export function nothingBefore(text: string): FaultError {
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
