import type { Cluster, SimApp } from '../world/cluster.ts';
import { isPlaced } from '../world/instance.ts';
import type { SimInstance } from '../world/instance.ts';
import type { ReadinessResult } from '../world/readiness.ts';
import type { World } from '../world/world.ts';
import { definitionText } from './app-json.ts';
import { countTasks } from './counts.ts';
import type { AppEmbed } from './embed.ts';
import { hasTask, taskJson, taskState } from './task-json.ts';
import { stampText } from './wire.ts';
import type { Wire } from './wire.ts';

type Cached = { revision: number; readonly text: string };
const cache = new WeakMap<SimApp, Cached>();

function countsText(app: SimApp): string {
  const { staged, running, healthy, unhealthy } = countTasks(app.instances.values());
  return `,"tasksStaged":${staged},"tasksRunning":${running},"tasksHealthy":${healthy},"tasksUnhealthy":${unhealthy}`;
}

function deploymentsText(cluster: Cluster, app: SimApp): string {
  return `,"deployments":${JSON.stringify(cluster.deployments.of(app.id).map((id) => ({ id })))}`;
}

/** Definition, counters and deployments: what every list needs, kept until the app changes. */
function summaryText(cluster: Cluster, app: SimApp): string {
  const known = cache.get(app);
  if (known !== undefined && known.revision === app.revision) return known.text;
  const text = definitionText(app.definition) + countsText(app) + deploymentsText(cluster, app);
  cache.set(app, { revision: app.revision, text });
  return text;
}

/** The tasks of an app in the order of their slots. */
export function tasksJson(world: World, app: SimApp, withServicePorts = false): Wire[] {
  const now = world.clock.nowMs();
  const tasks: Wire[] = [];
  for (const instance of app.instances.values()) {
    if (!hasTask(instance)) continue;
    tasks.push(taskJson(instance, world.cluster.agent(instance.agentId), now, withServicePorts));
  }
  return tasks;
}

export function readinessJson({ name, taskId, ready, response }: ReadinessResult): Wire {
  const lastResponse =
    response === null ? {} : { lastResponse: { status: response.status, contentType: '', body: response.body } };
  return { name, taskId, ready, ...lastResponse };
}

function failureJson(app: SimApp): Wire | null {
  const failure = app.lastFailure;
  if (failure === null) return null;
  const { facts, state, message, atMs } = failure;
  return {
    appId: app.id,
    host: facts.host ?? '',
    message,
    state: taskState(state),
    taskId: facts.taskId,
    timestamp: stampText(atMs),
    version: stampText(facts.versionMs),
    ...(facts.agentId === null ? {} : { slaveId: facts.agentId }),
  };
}

function median(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}

function statsJson(instances: readonly SimInstance[], nowMs: number): Wire | null {
  if (instances.length === 0) return null;
  const ages = instances
    .flatMap(({ startedAtMs }) => (startedAtMs === null ? [] : [(nowMs - startedAtMs) / 1000]))
    .sort((a, b) => a - b);
  const sum = ages.reduce((total, age) => total + age, 0);
  const lifeTime =
    ages.length === 0 ? {} : { lifeTime: { averageSeconds: sum / ages.length, medianSeconds: median(ages) } };
  return { stats: { counts: countTasks(instances), ...lifeTime } };
}

/** The key is `tasksStats` although it is asked for as `taskStats`: measured on Marathon 1.11.26. */
function taskStatsJson(app: SimApp, nowMs: number): Wire {
  const { lastScalingAtMs, lastConfigChangeAtMs } = app.definition;
  const counted = [...app.instances.values()].filter(({ state }) => isPlaced(state));
  const version = (instance: SimInstance): number => instance.definition.versionMs;
  const groups = {
    startedAfterLastScaling: statsJson(
      counted.filter((instance) => version(instance) >= lastScalingAtMs),
      nowMs,
    ),
    withLatestConfig: statsJson(
      counted.filter((instance) => version(instance) >= lastConfigChangeAtMs),
      nowMs,
    ),
    withOutdatedConfig: statsJson(
      counted.filter((instance) => version(instance) < lastConfigChangeAtMs),
      nowMs,
    ),
    totalSummary: statsJson(counted, nowMs),
  };
  return Object.fromEntries(Object.entries(groups).filter(([, value]) => value !== null));
}

/** One app as text, with what was asked for. */
export function appText(world: World, app: SimApp, embeds: ReadonlySet<AppEmbed>): string {
  const { cluster, clock } = world;
  const both = embeds.has('counts') && embeds.has('deployments');
  let text = both ? summaryText(cluster, app) : definitionText(app.definition);
  if (!both && embeds.has('counts')) text += countsText(app);
  if (!both && embeds.has('deployments')) text += deploymentsText(cluster, app);
  if (embeds.has('readiness')) {
    text += `,"readinessCheckResults":${JSON.stringify(cluster.deployments.readiness(app.id).map(readinessJson))}`;
  }
  if (embeds.has('tasks')) text += `,"tasks":${JSON.stringify(tasksJson(world, app))}`;
  const failure = embeds.has('lastTaskFailure') ? failureJson(app) : null;
  if (failure !== null) text += `,"lastTaskFailure":${JSON.stringify(failure)}`;
  if (embeds.has('taskStats')) text += `,"tasksStats":${JSON.stringify(taskStatsJson(app, clock.nowMs()))}`;
  return `${text}}`;
}

/** A list of apps as text. */
export function appsText(world: World, apps: Iterable<SimApp>, embeds: ReadonlySet<AppEmbed>): string {
  const texts: string[] = [];
  for (const app of apps) texts.push(appText(world, app, embeds));
  return `[${texts.join(',')}]`;
}
