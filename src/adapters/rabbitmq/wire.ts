import { z } from 'zod';

// What RabbitMQ's management API sends, as far as a screen needs it. A new queue has no figures at all until the next
// statistics step (measured on 3.10.8), so all of them may be absent. A wrong type makes the record unreadable.

const text = z.string();
const number = z.number();

const wireSample = z.object({ sample: number, timestamp: number });
const wireRate = z.object({ rate: number.nullish(), samples: z.array(wireSample).nullish() }).nullish();

const wireStats = z
  .object({ publish_details: wireRate, deliver_get_details: wireRate, ack_details: wireRate })
  .nullish();

/** A queue; the details hold samples only when history was asked for. */
export const wireQueue = z.object({
  name: text,
  vhost: text,
  type: text.nullish(),
  state: text.nullish(),
  messages: number.nullish(),
  messages_ready: number.nullish(),
  messages_unacknowledged: number.nullish(),
  consumers: number.nullish(),
  memory: number.nullish(),
  idle_since: text.nullish(),
  arguments: z.record(text, z.unknown()).nullish(),
  effective_policy_definition: z.union([z.record(text, z.unknown()), z.array(z.unknown())]).nullish(),
  message_stats: wireStats,
});
export type WireQueue = z.infer<typeof wireQueue>;

/** A queue with its history: samples newest first, counters as they stood. */
export const wireHistory = z.object({ messages_details: wireRate, message_stats: wireStats });
export type WireHistory = z.infer<typeof wireHistory>;

/** One of many queues with its history. */
export const wireNamedHistory = wireHistory.extend({ name: text, vhost: text });
export type WireSample = z.infer<typeof wireSample>;

/** A consumer. Until its channel's first statistics `channel_details` is an empty list. */
export const wireConsumer = z.object({
  consumer_tag: text.nullish(),
  prefetch_count: number.nullish(),
  queue: z.object({ name: text, vhost: text }),
  channel_details: z.union([
    z.object({
      connection_name: text.nullish(),
      name: text.nullish(),
      peer_host: z.unknown().optional(),
    }),
    z.array(z.unknown()),
  ]),
});
export type WireConsumer = z.infer<typeof wireConsumer>;

export const wireOverview = z.object({ rabbitmq_version: text.min(1), management_version: text.nullish() });

/** An error's body, where there is one. */
export const wireError = z.object({ error: text.nullish(), reason: z.unknown().optional() });
