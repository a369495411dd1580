import { FaultError } from '../../domain/fault.ts';
import { appIdOf, type EntityKey } from '../../domain/keys.ts';
import type { AppDepth, AppDetail, Sink } from '../../domain/ports.ts';
import type { AppVersion, Json } from '../../domain/version.ts';
import { unreadable } from '../../platform/answer.ts';
import { escapeSegment } from '../../platform/address.ts';
import { newBreath } from '../../platform/breath.ts';
import { Readability, Unread } from '../../platform/json-stream.ts';
import { readRecord } from '../../platform/record.ts';
import { appPath, type MarathonClient } from './client.ts';
import type { Reading } from './read-lists.ts';
import { asObject, definitionOf, instanceKeyIn, toApp, toInstance } from './translate.ts';
import { wireApp, wireStored, wireTask, wireVersions } from './wire.ts';

/** Apps whose list of versions is kept: it changes only with the app's own version. */
const keptLists = 500;

/** Reads single apps and their versions. */
export class AppReader {
  readonly #reading: Reading;
  readonly #versions = new Map<EntityKey, { of: string; versions: readonly string[] }>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** One app with its instances; null when it is gone, which the sink is told too. */
  async readApp(key: EntityKey, depth: AppDepth, sink: Sink, signal: AbortSignal): Promise<AppDetail | null> {
    const { client, source, memory } = this.#reading;
    const appId = appIdOf(key);
    const body = await client.find(appPath(appId), 'answer', signal);
    if (body === undefined) {
      memory.lost(appId);
      sink.drop('app', key);
      sink.drop('launch', key);
      sink.complete('instance', key);
      return null;
    }
    const raw = asObject(asObject(body)?.['app'] ?? null);
    if (!raw) throw unreadable('app', 'no app in the answer');
    const wire = readRecord(wireApp, raw, 'app');
    if (wire instanceof FaultError) throw wire;
    const app = toApp(source, wire);
    if (app.key !== key) throw unreadable('app.id', 'another app than the one asked for');
    memory.saw(app);
    sink.put('app', app);
    const tasks = raw['tasks'];
    if (!Array.isArray(tasks)) throw unreadable('app.tasks', 'no list of tasks in the answer');
    const breath = newBreath();
    const unread = new Unread();
    const faults = new Readability((fault, value) => {
      sink.unreadable(fault);
      unread.note(instanceKeyIn(source, value));
    });
    for (const [index, task] of tasks.entries()) {
      const wire = readRecord(wireTask, task, `app.tasks[${index}]`);
      if (faults.isGood(wire, () => task)) sink.put('instance', toInstance(source, wire, app.checked));
      if (breath.due()) await breath.take();
    }
    faults.finish();
    unread.complete(sink, 'instance', key);
    const versions = depth === 'versions' ? await this.#versionsOf(key, app.version, signal) : null;
    return { app, config: definitionOf(raw), versions };
  }

  /** A stored definition; null for a phantom: listed, but not there when asked for (measured on 1.11.26). */
  async readVersion(key: EntityKey, version: string, signal: AbortSignal): Promise<AppVersion> {
    const stored = await readStored(this.#reading.client, appIdOf(key), version, signal);
    return { app: key, version, instances: stored?.instances ?? null, config: stored && definitionOf(stored.config) };
  }

  /** Marathon lists versions in no order (measured): the present one first, then by name, which is a time in most cases. */
  async #versionsOf(key: EntityKey, current: string, signal: AbortSignal): Promise<readonly string[]> {
    const kept = this.#versions.get(key);
    if (kept?.of === current) return kept.versions;
    const listed = await listVersions(this.#reading.client, appIdOf(key), signal);
    const versions = listed.includes(current) ? [current, ...listed.filter((version) => version !== current)] : listed;
    this.#versions.delete(key);
    this.#versions.set(key, { of: current, versions });
    for (const oldest of this.#versions.keys()) {
      if (this.#versions.size <= keptLists) break;
      this.#versions.delete(oldest);
    }
    return versions;
  }
}

/** An app's version ids, latest name first; none when the app is gone. */
export async function listVersions(client: MarathonClient, appId: string, signal: AbortSignal): Promise<string[]> {
  const body = await client.find(`${appPath(appId)}/versions`, 'versions', signal);
  if (body === undefined) return [];
  const wire = readRecord(wireVersions, body, '');
  if (wire instanceof FaultError) throw wire;
  return [...new Set(wire.versions)].sort().reverse();
}

/** A stored definition as Marathon keeps it. */
export interface Stored {
  config: { readonly [key: string]: Json };
  /** Instances it asked for. */
  instances: number;
  /** The config change it belongs to. */
  changedAt: string | null;
}

/** A stored definition, or null where there is none. */
export async function readStored(
  client: MarathonClient,
  appId: string,
  version: string,
  signal: AbortSignal,
): Promise<Stored | null> {
  const body = await client.find(`${appPath(appId)}/versions/${escapeSegment(version)}`, 'version', signal);
  if (body === undefined) return null;
  const config = asObject(body);
  const wire = readRecord(wireStored, body, 'version');
  if (wire instanceof FaultError) throw wire;
  if (!config) throw unreadable('version', 'no definition in the answer');
  return { config, instances: wire.instances ?? 1, changedAt: wire.versionInfo?.lastConfigChangeAt ?? null };
}
