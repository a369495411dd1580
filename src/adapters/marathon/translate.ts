import type { App, LastFailure } from '../../domain/app.ts';
import type { Instance, InstanceHealth, InstanceState } from '../../domain/instance.ts';
import { keyOf, type EntityKey } from '../../domain/keys.ts';
import type { EpochMs } from '../../domain/units.ts';
import { addedFields, type Json } from '../../domain/version.ts';
import { cutText } from '../../platform/answer.ts';
import { textIn } from '../../platform/record.ts';
import type { WireApp, WireTask } from './wire.ts';

/** Marathon's times are ISO 8601 in UTC with three digits; anything else is no time. */
export function timeOf(text: string | null | undefined): EpochMs | null {
  if (!text) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** An app's path always begins with a slash. */
export function pathOf(appId: string): string {
  return appId.startsWith('/') ? appId : `/${appId}`;
}

/** An app of a list or of its own page. */
export function toApp(source: string, wire: WireApp): App {
  const id = pathOf(wire.id);
  return {
    key: keyOf(source, id),
    source,
    id,
    wanted: wire.instances ?? 1,
    counts: {
      staged: wire.tasksStaged,
      running: wire.tasksRunning,
      healthy: wire.tasksHealthy ?? 0,
      unhealthy: wire.tasksUnhealthy ?? 0,
    },
    checked: (wire.healthChecks?.length ?? 0) > 0 || (wire.check !== undefined && wire.check !== null),
    cpus: wire.cpus ?? 1,
    memMib: wire.mem ?? 128,
    diskMib: wire.disk ?? 0,
    gpus: wire.gpus ?? 0,
    labels: wire.labels ?? {},
    command: wire.cmd ?? wire.args?.join(' ') ?? null,
    image: wire.container?.docker?.image ?? null,
    version: wire.version ?? '',
    lastScalingAtMs: timeOf(wire.versionInfo?.lastScalingAt),
    lastConfigChangeAtMs: timeOf(wire.versionInfo?.lastConfigChangeAt),
    deploymentIds: wire.deployments?.map(({ id }) => id) ?? [],
    upgrade: {
      minimumHealthCapacity: wire.upgradeStrategy?.minimumHealthCapacity ?? 1,
      maximumOverCapacity: wire.upgradeStrategy?.maximumOverCapacity ?? 1,
    },
    dependencies: wire.dependencies ?? [],
    lastFailure: toFailure(wire.lastTaskFailure),
  };
}

function toFailure(wire: WireApp['lastTaskFailure']): LastFailure | null {
  const atMs = timeOf(wire?.timestamp);
  if (!wire || atMs === null) return null;
  return {
    atMs,
    host: wire.host ?? '',
    state: wire.state ?? '',
    message: cutText(wire.message ?? ''),
    taskId: wire.taskId ?? '',
    version: wire.version ?? '',
  };
}

const states: Readonly<Record<string, InstanceState>> = {
  TASK_STAGING: 'staging',
  TASK_STARTING: 'starting',
  TASK_RUNNING: 'running',
  TASK_KILLING: 'killing',
  TASK_KILLED: 'finished',
  TASK_FINISHED: 'finished',
  TASK_FAILED: 'failed',
  TASK_ERROR: 'failed',
  TASK_LOST: 'failed',
  TASK_DROPPED: 'failed',
  TASK_GONE: 'failed',
  TASK_UNREACHABLE: 'unreachable',
};

function instanceKey(source: string, appId: string, id: string): EntityKey {
  return keyOf(source, `${pathOf(appId).slice(1)}/${id}`);
}

/** Which instance a task is of that cannot be read; null when it does not say. */
export function instanceKeyIn(source: string, value: unknown): EntityKey | null {
  const [appId, id] = [textIn(value, 'appId'), textIn(value, 'id')];
  return appId === null || id === null ? null : instanceKey(source, appId, id);
}

/** One task. `checked`: whether its app has checks at all, which tells "nothing checks it" from "has not reported yet". */
export function toInstance(source: string, wire: WireTask, checked: boolean): Instance {
  const results = wire.healthCheckResults?.filter((result) => result !== null) ?? [];
  const failed = results.find((result) => result.alive === false);
  return {
    key: instanceKey(source, wire.appId, wire.id),
    source,
    appId: pathOf(wire.appId),
    id: wire.id,
    host: wire.host ?? '',
    ports: wire.ports ?? [],
    state: Object.hasOwn(states, wire.state ?? '') ? (states[wire.state ?? ''] ?? 'unknown') : 'unknown',
    stateText: cutText(wire.state ?? '', 100),
    health: healthOf(results, checked),
    healthText: cutText(failed?.lastFailureCause ?? ''),
    version: wire.version ?? null,
    stagedAtMs: timeOf(wire.stagedAt),
    startedAtMs: timeOf(wire.startedAt),
    zone: wire.zone ?? null,
  };
}

/** Marathon counts a task healthy when it has results and all are alive, unhealthy when any is not (Marathon 1.11, source). */
function healthOf(results: readonly { alive?: boolean | null | undefined }[], checked: boolean): InstanceHealth {
  if (results.length === 0) return checked ? 'unknown' : 'unchecked';
  if (results.some(({ alive }) => alive === false)) return 'unhealthy';
  return results.every(({ alive }) => alive === true) ? 'healthy' : 'unknown';
}

/** A JSON object, or null for any other JSON. */
export function asObject(json: Json): { readonly [key: string]: Json } | null {
  return typeof json === 'object' && json !== null && !isList(json) ? json : null;
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

/** An app's definition alone, as it was asked for: without what Marathon adds. */
export function definitionOf(app: { readonly [key: string]: Json }): { readonly [key: string]: Json } {
  const kept = Object.entries(app).filter(([name]) => !addedFields.has(name));
  return Object.fromEntries(kept);
}
