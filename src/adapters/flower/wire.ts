import { z } from 'zod';

// What Flower 2.x sends, as far as a screen needs it (measured on 2.2.0). Any field but names may be absent or null: a Flower that started
// midway knows little. A wrong type makes the record unreadable.

const text = z.string();
const number = z.number();

/** A worker as the event stream knows it: an entry of `GET /workers?json=1`. Times in seconds. */
export const wireEventWorker = z.looseObject({
  hostname: text.min(1),
  status: z.boolean().nullish(),
  pid: number.nullish(),
  freq: number.nullish(),
  heartbeats: z.array(number).nullish(),
  active: number.nullish(),
  processed: number.nullish(),
  loadavg: z.array(number).nullish(),
  sw_ident: text.nullish(),
  sw_ver: text.nullish(),
  'task-received': number.nullish(),
  'task-failed': number.nullish(),
  'task-retried': number.nullish(),
});
export type WireEventWorker = z.infer<typeof wireEventWorker>;

/** `active` holds reprs, `reserved` and `scheduled` the real values (measured): what is no text becomes one. */
const reprOrValue = z.unknown().optional();

const wireActive = z.object({
  id: text.min(1),
  name: text.nullish(),
  type: text.nullish(),
  args: reprOrValue,
  kwargs: reprOrValue,
  time_start: number.nullish(),
});
export type WireActive = z.infer<typeof wireActive>;

/** A worker as it answered an inspection: a value of `GET /api/workers`. Absent parts were not asked for. */
export const wireInspection = z.object({
  timestamp: number.nullish(),
  active_queues: z.array(z.object({ name: text })).nullish(),
  active: z.array(wireActive).nullish(),
  reserved: z.array(z.unknown()).nullish(),
  scheduled: z.array(z.unknown()).nullish(),
  stats: z
    .object({
      pid: number.nullish(),
      prefetch_count: number.nullish(),
      pool: z
        .object({
          implementation: text.nullish(),
          'max-concurrency': number.nullish().catch(null),
          // Other pools than prefork may say something else here (not recorded).
          processes: z.array(z.unknown()).nullish().catch(null),
        })
        .nullish(),
      autoscaler: z.object({ min: number.nullish(), max: number.nullish() }).nullish(),
      total: z.record(text, number).nullish().catch(null),
    })
    .nullish(),
});
export type WireInspection = z.infer<typeof wireInspection>;

/** A task of `/api/tasks` and `/api/task/info`. Times in seconds. */
export const wireTask = z.object({
  uuid: text.min(1),
  state: text,
  name: text.nullish(),
  worker: text.nullish(),
  received: number.nullish(),
  sent: number.nullish(),
  started: number.nullish(),
  succeeded: number.nullish(),
  failed: number.nullish(),
  revoked: number.nullish(),
  rejected: number.nullish(),
  timestamp: number.nullish(),
  runtime: number.nullish(),
  retries: number.nullish(),
  args: reprOrValue,
  kwargs: reprOrValue,
  result: reprOrValue,
  exception: text.nullish(),
  traceback: text.nullish(),
  eta: text.nullish(),
  expires: z.union([text, number]).nullish(),
  exchange: text.nullish(),
  routing_key: text.nullish(),
  client: text.nullish(),
  root: text.nullish(),
  root_id: text.nullish(),
  parent: text.nullish(),
  parent_id: text.nullish(),
  children: z.array(text).nullish(),
});
export type WireTask = z.infer<typeof wireTask>;

/** `/api/task/result`. */
export const wireResult = z.object({ state: text, result: reprOrValue });
/** The answer to a control command. */
export const wireMessage = z.object({ message: text.nullish() });
/** The one kind of error that is JSON: a search that cannot be read. */
export const wireError = z.object({ error: text });
/** `GET /api/workers?status=1`, from events. */
export const wireStatus = z.record(text, z.boolean());
