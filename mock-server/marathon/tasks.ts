import type { AppWish } from '../world/classify.ts';
import type { SimApp } from '../world/cluster.ts';
import { isBelow } from '../world/groups.ts';
import type { SimInstance } from '../world/instance.ts';
import { tasksJson } from './apps-read.ts';
import { changeRoot, refuseScaleAndWipe, sendDeployment } from './app-writes.ts';
import { badSchema, noApp, noGroup, notFound, Refusal, send } from './errors.ts';
import { flag, jsonBody } from './request.ts';
import type { Call } from './request.ts';
import { hasTask, taskJson } from './task-json.ts';
import { isWire } from './wire.ts';

function needApp(call: Call, id: string): SimApp {
  const app = call.world.cluster.app(id);
  if (app === undefined) throw noApp(id);
  return app;
}

/** Apps below a group; refuses a group there is not. */
export function appsBelow(call: Call, group: string): SimApp[] {
  const { cluster } = call.world;
  if (group !== '/' && !cluster.root.groups().has(group)) throw noGroup(group);
  return [...cluster.apps()].filter((app) => isBelow(app.id, group));
}

/** GET /v2/tasks: the one list that fills `servicePorts`. */
export function listTasks(call: Call): void {
  const { query } = call.exchange;
  const wanted = new Set([...query.getAll('status'), ...query.getAll('status[]')]);
  const states = new Set([...wanted].flatMap((status) => statesOf(status)));
  const tasks = [...call.world.cluster.apps()].flatMap((app) => tasksJson(call.world, app, true));
  const shown = wanted.size === 0 ? tasks : tasks.filter(({ state }) => typeof state === 'string' && states.has(state));
  send(call.exchange, { tasks: shown });
}

function statesOf(status: string): string[] {
  if (status === 'running') return ['TASK_RUNNING'];
  return status === 'staging' ? ['TASK_STAGING'] : [];
}

/** GET /v2/apps/{id}/tasks and GET /v2/apps/{group}/…/tasks */
export function listAppTasks(call: Call, apps: readonly SimApp[]): void {
  send(call.exchange, { tasks: apps.flatMap((app) => tasksJson(call.world, app)) });
}

/** GET /v2/apps/{id}/tasks */
export function listTasksOf(call: Call, id: string): void {
  listAppTasks(call, [needApp(call, id)]);
}

/** The tasks go; without `scale` new ones take their places. Returns them as they were. */
function killAndShow(call: Call, victims: readonly SimInstance[]): unknown[] {
  const { cluster, clock } = call.world;
  const shown = victims.map((victim) => taskJson(victim, cluster.agent(victim.agentId), clock.nowMs()));
  cluster.kill(victims);
  return shown;
}

function scaleDown(call: Call, victims: readonly SimInstance[]): void {
  const { cluster } = call.world;
  const perApp = new Map<string, number>();
  for (const { appId } of victims) perApp.set(appId, (perApp.get(appId) ?? 0) + 1);
  const wishes = [...perApp].flatMap(([id, count]): AppWish[] => {
    const definition = cluster.app(id)?.definition;
    if (definition === undefined) return [];
    return [{ kind: 'put', id, config: definition.config, instances: Math.max(0, definition.instances - count) }];
  });
  const sentenced = new Set(victims.map(({ id }) => id));
  sendDeployment(call, changeRoot(call, { groupId: '/', wishes, force: flag(call, 'force'), sentenced }));
}

/** DELETE /v2/apps/{id}/tasks */
export function killTasksOf(call: Call, id: string): void {
  refuseScaleAndWipe(call);
  const host = call.exchange.query.get('host') ?? '*';
  const victims = [...needApp(call, id).instances.values()].filter(
    (instance) => hasTask(instance) && (host === '*' || instance.host === host),
  );
  if (flag(call, 'scale')) scaleDown(call, victims);
  else send(call.exchange, { tasks: killAndShow(call, victims) });
}

/** DELETE /v2/apps/{id}/tasks/{taskId} */
export function killTask(call: Call, id: string, taskId: string): void {
  refuseScaleAndWipe(call);
  const victim = [...needApp(call, id).instances.values()].find((instance) => instance.taskId === taskId);
  if (victim === undefined) throw notFound(`Task '${taskId}' does not exist`);
  if (flag(call, 'scale')) scaleDown(call, [victim]);
  else send(call.exchange, { task: killAndShow(call, [victim])[0] });
}

const taskIdForm =
  /^.+[._](?:instance-|marathon-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?:\._app(?:\.\d+)?|\..+)?$/;

/** POST /v2/tasks/delete; well-formed ids that nobody knows are ignored. */
export async function killTasks(call: Call): Promise<void> {
  refuseScaleAndWipe(call);
  const body = await jsonBody(call);
  const ids: unknown = isWire(body) ? body['ids'] : undefined;
  if (!Array.isArray(ids)) throw badSchema([{ path: '/ids', errors: ['error.path.missing'] }]);
  const wanted = new Set<string>();
  for (const id of ids) {
    const text = String(id);
    if (!taskIdForm.test(text)) {
      const why = `taskId ${text} no valid identifier (of class java.lang.String)`;
      throw new Refusal(400, { message: `Invalid task id '${text}'. [${why}]` });
    }
    wanted.add(text);
  }
  const victims: SimInstance[] = [];
  for (const app of call.world.cluster.apps()) {
    for (const instance of app.instances.values()) if (wanted.has(instance.taskId)) victims.push(instance);
  }
  if (flag(call, 'scale')) scaleDown(call, victims);
  else send(call.exchange, { tasks: killAndShow(call, victims) });
}
