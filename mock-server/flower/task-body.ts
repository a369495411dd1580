import type { TaskRecord } from '../world/celery-monitor.ts';
import { pythonRepr } from '../world/celery-python.ts';
import { isoMicros, secondsOrNull } from './time.ts';

/** A task in a list: without `worker` until one has it, and at the end then (measured on Flower 2.2.0). */
export function listedTaskBody(record: TaskRecord): Record<string, unknown> {
  const { worker, ...body } = taskBody(record);
  return worker === null ? body : { ...body, worker };
}

/** A task as Flower's API shows it. What came only with the producer's event is null if that was never heard. */
export function taskBody(record: TaskRecord): Record<string, unknown> {
  const { message, at } = record;
  const heard = at.sent !== null;
  return {
    uuid: record.id,
    name: message.type,
    state: record.state,
    received: secondsOrNull(at.received),
    sent: secondsOrNull(at.sent),
    started: secondsOrNull(at.started),
    rejected: secondsOrNull(at.rejected),
    succeeded: secondsOrNull(at.succeeded),
    failed: secondsOrNull(at.failed),
    retried: secondsOrNull(at.retried),
    revoked: secondsOrNull(at.revoked),
    args: message.argsRepr,
    kwargs: message.kwargsRepr,
    eta: message.etaMs === null ? null : isoMicros(message.etaMs),
    expires: message.expiresMs === null ? null : isoMicros(message.expiresMs),
    retries: message.retries,
    worker: record.worker,
    result: at.succeeded === null ? null : pythonRepr(record.value),
    exception: record.exception,
    timestamp: record.timestampMs / 1000,
    runtime: record.runtimeS,
    traceback: record.traceback,
    exchange: heard ? message.exchange : null,
    routing_key: heard ? message.routingKey : null,
    clock: record.clock,
    client: heard ? message.client : null,
    root: message.rootId,
    root_id: message.rootId,
    parent: message.parentId,
    parent_id: message.parentId,
    children: record.children,
  };
}
