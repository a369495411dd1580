import { setTimeout as wait } from 'node:timers/promises';
import type { Exchange, Handler, UpstreamContext } from '../http/upstream.ts';
import type { Messaging } from '../world/messaging.ts';
import { Arguments } from './arguments.ts';
import type { FlowerCall, FlowerOptions } from './context.ts';
import { InspectCache } from './inspect-cache.ts';
import { metricsPage, notFoundPage } from './pages.ts';
import { empty, Refusal, sendReply, text } from './reply.ts';
import type { Reply } from './reply.ts';
import { listTasks } from './task-list.ts';
import { abort, apply, applyAsync, readResult, readTask, readTypes, revoke } from './task-routes.ts';
import {
  autoscale,
  changeConsumer,
  rateLimit,
  resizePool,
  restartPool,
  shutdown,
  timeLimit,
} from './worker-controls.ts';
import { readQueueLengths, readWorkers, readWorkersView } from './worker-reads.ts';

type Answer = (call: FlowerCall) => Reply | Promise<Reply>;
type Route = { readonly method: 'GET' | 'POST'; readonly path: string; readonly answer: Answer };

/** A path that ends in a slash takes the rest of the URL as its subject. */
const routes: readonly Route[] = [
  { method: 'GET', path: '/api/workers', answer: readWorkers },
  { method: 'GET', path: '/workers', answer: readWorkersView },
  { method: 'GET', path: '/api/queues/length', answer: readQueueLengths },
  { method: 'GET', path: '/api/tasks', answer: ({ messaging, args }) => listTasks(messaging, args) },
  { method: 'GET', path: '/api/task/types', answer: readTypes },
  { method: 'GET', path: '/api/task/info/', answer: readTask },
  { method: 'GET', path: '/api/task/result/', answer: readResult },
  { method: 'POST', path: '/api/task/apply/', answer: apply },
  { method: 'POST', path: '/api/task/async-apply/', answer: (call) => applyAsync(call, true) },
  { method: 'POST', path: '/api/task/send-task/', answer: (call) => applyAsync(call, false) },
  { method: 'POST', path: '/api/task/revoke/', answer: revoke },
  { method: 'POST', path: '/api/task/abort/', answer: abort },
  { method: 'POST', path: '/api/task/rate-limit/', answer: rateLimit },
  { method: 'POST', path: '/api/task/timeout/', answer: timeLimit },
  { method: 'POST', path: '/api/worker/shutdown/', answer: shutdown },
  { method: 'POST', path: '/api/worker/pool/grow/', answer: (call) => resizePool(call, 'pool-grow') },
  { method: 'POST', path: '/api/worker/pool/shrink/', answer: (call) => resizePool(call, 'pool-shrink') },
  { method: 'POST', path: '/api/worker/pool/autoscale/', answer: autoscale },
  { method: 'POST', path: '/api/worker/pool/restart/', answer: restartPool },
  { method: 'POST', path: '/api/worker/queue/add-consumer/', answer: (call) => changeConsumer(call, 'add-consumer') },
  {
    method: 'POST',
    path: '/api/worker/queue/cancel-consumer/',
    answer: (call) => changeConsumer(call, 'cancel-consumer'),
  },
];

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function findRoute(path: string): { readonly route: Route; readonly subject: string } | null {
  for (const route of routes) {
    if (path === route.path) return { route, subject: '' };
    if (route.path.endsWith('/') && path.startsWith(route.path)) {
      return { route, subject: decoded(path.slice(route.path.length)) };
    }
  }
  return null;
}

const unauthenticated =
  'FLOWER_UNAUTHENTICATED_API environment variable is required to enable API without authentication';

function loggedIn(exchange: Exchange, auth: { readonly user: string; readonly password: string }): boolean {
  const token = Buffer.from(`${auth.user}:${auth.password}`).toString('base64');
  return exchange.req.headers.authorization === `Basic ${token}`;
}

/** Who is let in: 401 for two reasons that only the body tells apart, 403 for pages of other origins (when there is a login). */
function gate(exchange: Exchange, options: FlowerOptions): Reply | null {
  const { auth = null, unauthenticatedApi = true, readOnly = false } = options;
  const { method, req } = exchange;
  if (method === 'OPTIONS') return null;
  if (auth === null && !unauthenticatedApi && exchange.path.startsWith('/api/')) return text(401, unauthenticated);
  if (auth !== null && !loggedIn(exchange, auth)) return empty(401);
  if (method !== 'POST') return null;
  if (auth !== null) {
    const origin = req.headers.origin;
    if (origin !== undefined && origin !== `http://${req.headers.host ?? ''}`)
      return text(403, 'Cross-origin request forbidden');
    const site = req.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') return text(403, 'Cross-site request forbidden');
  }
  return readOnly ? text(403, 'Read only mode is enabled') : null;
}

const openCors = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'x-requested-with,access-control-allow-origin,authorization,content-type',
  'Access-Control-Allow-Methods': 'PUT, DELETE, OPTIONS, POST, GET, PATCH',
};

async function answer(
  exchange: Exchange,
  messaging: Messaging,
  cache: InspectCache,
  options: FlowerOptions,
): Promise<Reply> {
  if (exchange.path === '/healthcheck') return { status: 200, type: 'html', body: 'OK' };
  if (exchange.path === '/metrics') return metricsPage(messaging);
  const found = findRoute(exchange.path);
  const refusal = gate(exchange, options);
  if (refusal !== null) return refusal;
  if (found === null) return notFoundPage;
  if (exchange.method === 'OPTIONS') return { status: 204, type: 'text', body: '' };
  if (exchange.method !== found.route.method) return empty(405);
  const body = await exchange.text();
  const isForm = (exchange.req.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const args = new Arguments(exchange.query, isForm ? new URLSearchParams(body) : null);
  const sleep = options.sleep ?? ((ms: number) => wait(ms));
  try {
    return await found.route.answer({ messaging, cache, args, body, subject: found.subject, sleep });
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}

/** The front door of the simulated Flower 2.2.0. */
export function createFlowerHandler(context: UpstreamContext, options: FlowerOptions = {}): Handler {
  /** Flower starts, for a world, when somebody first asks it: what was running then is in its cache. */
  const caches = new WeakMap<Messaging, InspectCache>();
  const isOpen = (options.auth ?? null) === null && options.unauthenticatedApi !== false;
  return async (exchange) => {
    const { messaging } = context.world();
    let cache = caches.get(messaging);
    if (cache === undefined) caches.set(messaging, (cache = new InspectCache(messaging)));
    const reply = await answer(exchange, messaging, cache, options);
    sendReply(exchange, reply, isOpen ? openCors : {});
  };
}
