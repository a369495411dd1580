import type { TaskRecord } from '../world/celery-monitor.ts';
import type { Json } from '../world/celery-message.ts';
import { taskTypes } from '../world/celery-task-types.ts';
import type { FlowerCall } from './context.ts';
import { empty, json, message, refuse, Refusal } from './reply.ts';
import type { Reply } from './reply.ts';
import { taskBody } from './task-body.ts';
import { mustReachBroker } from './worker-controls.ts';

/** How often a waiting call looks again, real ms. */
const pollMs = 50;

/** GET /api/task/info/ID */
export function readTask({ messaging, subject: id }: FlowerCall): Reply {
  const record = messaging.monitor.tasks.get(id);
  return record === undefined ? refuse(404, `Unknown task '${id}'`) : json(taskBody(record));
}

/** GET /api/task/types: those seen since Flower's start, not those registered. */
export function readTypes({ messaging }: FlowerCall): Reply {
  return json({ 'task-types': [...messaging.monitor.types].sort() });
}

const done = (record: TaskRecord | undefined): boolean =>
  record !== undefined && (record.state === 'SUCCESS' || record.state === 'FAILURE' || record.state === 'REVOKED');

function outcome(id: string, record: TaskRecord | undefined): Record<string, unknown> {
  if (record?.state === 'SUCCESS') return { 'task-id': id, state: 'SUCCESS', result: record.value };
  if (record?.state === 'FAILURE') {
    return { 'task-id': id, state: 'FAILURE', result: record.exception, traceback: record.traceback };
  }
  // The result backend knows nothing of a task before its end: unknown and waiting look the same.
  const state = record?.state === 'RETRY' || record?.state === 'REVOKED' ? record.state : 'PENDING';
  return { 'task-id': id, state };
}

/** GET /api/task/result/ID?timeout */
export async function readResult({ messaging, args, subject: id, sleep }: FlowerCall): Promise<Reply> {
  const timeoutS = args.decimal('timeout');
  const rounds = timeoutS === null ? 0 : Math.ceil((timeoutS * 1000) / pollMs);
  for (let n = 0; n < rounds && !done(messaging.monitor.tasks.get(id)); n += 1) await sleep(pollMs);
  return json(outcome(id, messaging.monitor.tasks.get(id)));
}

type Options = {
  readonly args: readonly Json[];
  readonly kwargs: Readonly<Record<string, Json>>;
  readonly etaMs: number | null;
  readonly expiresMs: number | null;
  readonly queue: string | null;
};

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function parseJson(body: string): Json {
  if (body.trim() === '') return {};
  try {
    const value: Json = JSON.parse(body);
    return value;
  } catch {
    // Python's words; the place is the end, where a cut body breaks.
    return refuse(400, `Expecting ',' delimiter: line 1 column ${body.length + 1} (char ${body.length})`);
  }
}

/** `%Y-%m-%d %H:%M:%S.%f`; ISO is an invalid option (measured on Flower 2.2.0). */
function parseTime(value: Json | undefined, nowMs: number): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return nowMs + value * 1000;
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{1,6}$/.test(value))
    return refuse(400, 'Invalid option');
  return Date.parse(`${value.slice(0, 23).replace(' ', 'T')}Z`);
}

function parseOptions(body: string, nowMs: number): Options {
  const value = parseJson(body);
  if (!isObject(value)) return refuse(400, 'invalid options');
  const { args = [], kwargs = {}, eta, countdown, expires, queue } = value;
  if (!isList(args)) return refuse(400, 'args must be an array');
  if (!isObject(kwargs)) return refuse(400, 'kwargs must be an object');
  const etaMs = typeof countdown === 'number' ? nowMs + countdown * 1000 : parseTime(eta, nowMs);
  return { args, kwargs, etaMs, expiresMs: parseTime(expires, nowMs), queue: typeof queue === 'string' ? queue : null };
}

/** More arguments than any of the shop's functions takes: Celery refuses to send, Flower crashes with an empty 500. */
const mostArguments = 3;

async function start(call: FlowerCall, known: boolean): Promise<string> {
  const { messaging, subject: type, body } = call;
  const options = parseOptions(body, messaging.nowMs());
  if (known && !taskTypes.has(type)) refuse(404, `Unknown task '${type}'`);
  await mustReachBroker(call);
  if (known && options.args.length > mostArguments) throw new Refusal(empty(500));
  const { queue, ...rest } = options;
  const id = messaging.send({ type, ...rest, ...(queue === null ? {} : { queue }) });
  return id ?? refuse(503, 'Broker or result backend unavailable');
}

/** POST /api/task/async-apply/TYPE, and /send-task/TYPE, which does not ask whether anybody knows the type. */
export async function applyAsync(call: FlowerCall, known: boolean): Promise<Reply> {
  return json({ 'task-id': await start(call, known), state: 'PENDING' });
}

/** POST /api/task/apply/TYPE: answers when the task is finished, however long that takes. */
export async function apply(call: FlowerCall): Promise<Reply> {
  const id = await start(call, true);
  while (!done(call.messaging.monitor.tasks.get(id))) await call.sleep(pollMs);
  return json(outcome(id, call.messaging.monitor.tasks.get(id)));
}

/** POST /api/task/revoke/ID?terminate&signal: verifies nothing. */
export async function revoke(call: FlowerCall): Promise<Reply> {
  const { messaging, args, subject: id } = call;
  const terminate = args.flag('terminate');
  const signal = args.optional('signal') ?? 'SIGTERM';
  await mustReachBroker(call);
  messaging.revoke(id, { terminate, signal });
  return message(`Revoked '${id}'`);
}

/** POST /api/task/abort/ID: marks it in the result backend; the shop's tasks do not look there. */
export async function abort(call: FlowerCall): Promise<Reply> {
  await mustReachBroker(call);
  return message(`Aborted '${call.subject}'`);
}
