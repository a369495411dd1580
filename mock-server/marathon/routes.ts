import { sendBody } from '../http/upstream.ts';
import type { SimApp } from '../world/cluster.ts';
import { createApp, deleteApp, listVersions, restartApp, showVersion, updateApp, updateApps } from './app-writes.ts';
import { appText, appsText } from './apps-read.ts';
import { deleteDeployment, listDeployments } from './deployments.ts';
import { appEmbedsOf } from './embed.ts';
import { commonHeaders, methodNotAllowed, noApp, notFound, Refusal, send, sendText, unknownRoute } from './errors.ts';
import { listGroupVersions, showGroup, showGroupApps, showGroupVersion } from './groups.ts';
import { deleteGroup, postGroup, putGroup } from './group-writes.ts';
import { showInfo } from './info.ts';
import { labelSelector } from './label-selector.ts';
import { appTarget, idOf, segmentsOf } from './paths.ts';
import { listQueue, resetDelay } from './queue.ts';
import type { Call } from './request.ts';
import { appsBelow, killTask, killTasks, killTasksOf, listAppTasks, listTasks, listTasksOf } from './tasks.ts';

type Answer = void | Promise<void>;

function listApps(call: Call): void {
  const { query } = call.exchange;
  const id = query.get('id')?.toLowerCase();
  const cmd = query.get('cmd')?.toLowerCase();
  const selector = query.get('label');
  const labelled = selector === null ? null : labelSelector(selector);
  let apps: Iterable<SimApp> = call.world.cluster.apps();
  if (id !== undefined || cmd !== undefined || labelled !== null) {
    apps = [...apps].filter(
      (app) =>
        (id === undefined || app.id.includes(id)) &&
        (cmd === undefined || (app.definition.config.cmd ?? '').toLowerCase().includes(cmd)) &&
        (labelled === null || labelled(app.definition.config.labels)),
    );
  }
  const embeds = appEmbedsOf(query, ['counts', 'deployments']);
  sendText(call.exchange, `{"apps":${appsText(call.world, apps, embeds)}}`);
}

function showApp(call: Call, id: string): void {
  const app = call.world.cluster.app(id);
  if (app === undefined) throw noApp(id);
  const embeds = appEmbedsOf(call.exchange.query, ['counts', 'tasks', 'lastTaskFailure', 'deployments']);
  sendText(call.exchange, `{"app":${appText(call.world, app, embeds)}}`);
}

function showWildcard(call: Call, group: string): void {
  const embeds = appEmbedsOf(call.exchange.query, ['counts', 'tasks', 'lastTaskFailure', 'deployments']);
  sendText(call.exchange, `{"*":${appsText(call.world, appsBelow(call, group), embeds)}}`);
}

function routeAll(call: Call): Answer {
  switch (call.exchange.method) {
    case 'GET':
    case 'HEAD':
      return listApps(call);
    case 'POST':
      return createApp(call);
    case 'PUT':
      return updateApps(call, true);
    case 'PATCH':
      return updateApps(call, false);
    default:
      throw methodNotAllowed();
  }
}

function routeApp(call: Call, id: string): Answer {
  switch (call.exchange.method) {
    case 'GET':
    case 'HEAD':
      return showApp(call, id);
    case 'PUT':
      return updateApp(call, id, true);
    case 'PATCH':
      return updateApp(call, id, false);
    case 'DELETE':
      return deleteApp(call, id);
    default:
      throw methodNotAllowed();
  }
}

function only(call: Call, method: string): void {
  const asked = call.exchange.method === 'HEAD' ? 'GET' : call.exchange.method;
  if (asked !== method) throw methodNotAllowed();
}

function routeApps(call: Call): Answer {
  const { method, path } = call.exchange;
  const target = appTarget(path);
  switch (target.kind) {
    case 'all':
      return routeAll(call);
    case 'app':
      return routeApp(call, target.id);
    case 'wildcard':
      only(call, 'GET');
      return showWildcard(call, target.group);
    case 'wildcard-tasks':
      only(call, 'GET');
      return listAppTasks(call, appsBelow(call, target.group));
    case 'restart':
      only(call, 'POST');
      return restartApp(call, target.id);
    case 'versions':
      only(call, 'GET');
      return listVersions(call, target.id);
    case 'version':
      only(call, 'GET');
      return showVersion(call, target.id, target.version);
    case 'tasks':
      if (method === 'DELETE') return killTasksOf(call, target.id);
      only(call, 'GET');
      return listTasksOf(call, target.id);
    case 'task':
      only(call, 'DELETE');
      return killTask(call, target.id, target.taskId);
  }
}

function routeGroups(call: Call): Answer {
  const segments = segmentsOf(call.exchange.path, '/v2/groups');
  const last = segments.at(-1);
  const head = idOf(segments.slice(0, -1));
  if (last === 'versions') return listGroupVersions(call, head);
  if (last === 'apps') return showGroupApps(call, head);
  if (last === 'pods') return send(call.exchange, []);
  if (segments.at(-2) === 'versions') return showGroupVersion(call, idOf(segments.slice(0, -2)), last ?? '');
  const id = idOf(segments);
  switch (call.exchange.method) {
    case 'GET':
    case 'HEAD':
      return showGroup(call, id);
    case 'POST':
      return postGroup(call, id);
    case 'PUT':
      return putGroup(call, id);
    case 'DELETE':
      return deleteGroup(call, id);
    default:
      throw methodNotAllowed();
  }
}

function routeDeployments(call: Call): Answer {
  const [id] = segmentsOf(call.exchange.path, '/v2/deployments');
  only(call, id === undefined ? 'GET' : 'DELETE');
  return id === undefined ? listDeployments(call) : deleteDeployment(call, id);
}

function routeQueue(call: Call): Answer {
  const segments = segmentsOf(call.exchange.path, '/v2/queue');
  if (segments.length === 0) {
    only(call, 'GET');
    return listQueue(call);
  }
  if (segments.at(-1) !== 'delay') throw unknownRoute();
  only(call, 'DELETE');
  return resetDelay(call, idOf(segments.slice(0, -1)));
}

function routeTasks(call: Call): Answer {
  const [rest] = segmentsOf(call.exchange.path, '/v2/tasks');
  only(call, rest === undefined ? 'GET' : 'POST');
  return rest === undefined ? listTasks(call) : killTasks(call);
}

/** There are no pods here: lists are empty, and each pod is one that nobody knows. Its 404 holds JSON in a string (measured). */
function routePods(call: Call): Answer {
  const segments = segmentsOf(call.exchange.path, '/v2/pods');
  if (segments.length === 0 || segments[0] === '::status') {
    only(call, 'GET');
    return send(call.exchange, []);
  }
  const id = idOf(segments).replace(/::.*$/, '');
  throw notFound(JSON.stringify({ message: `pod with ${id} does not exist` }).replace(':', ': '));
}

/** A caller that takes only text gets nothing: the text forms are gone from this version. */
function refuseOtherFormats(call: Call): void {
  const { accept } = call.exchange.req.headers;
  if (accept === undefined || /json|\*\/\*|application\/\*/.test(accept)) return;
  throw new Refusal(406, { message: 'Not Acceptable' });
}

function ping(call: Call): void {
  const { exchange } = call;
  const wantsJson = (exchange.req.headers.accept ?? '').includes('json');
  const type = wantsJson ? 'application/json' : 'text/plain';
  const headers = { ...commonHeaders(exchange), 'Content-Type': type };
  sendBody(exchange, 200, headers, wantsJson ? '"pong"' : 'pong', { compress: false });
}

const areas: readonly (readonly [prefix: string, answer: (call: Call) => Answer])[] = [
  ['/v2/apps', routeApps],
  ['/v2/groups', routeGroups],
  ['/v2/deployments', routeDeployments],
  ['/v2/queue', routeQueue],
  ['/v2/tasks', routeTasks],
  ['/v2/info', (call) => showInfo(call.exchange, call.world)],
  ['/v2/pods', routePods],
  ['/v2/plugins', (call) => send(call.exchange, { plugins: [] })],
];

/** Everything but events and leadership. */
export function route(call: Call): Answer {
  const { path } = call.exchange;
  if (path === '/ping') return ping(call);
  const area = areas.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`));
  if (area === undefined) throw unknownRoute();
  refuseOtherFormats(call);
  return area[1](call);
}
