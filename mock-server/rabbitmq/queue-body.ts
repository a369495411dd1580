import type { QueueSample } from '../world/broker-statistics.ts';
import type { QueueFacts } from './queue-facts.ts';
import { details } from './series.ts';
import type { Range, Ranges } from './series.ts';

type Body = Record<string, unknown>;

/** The node's name; the cluster's is another. */
export const nodeName = 'rabbit@localhost';

const policies: Readonly<Record<string, Body>> = {
  'dead-letter-ttl': { 'max-length': 10_000, 'message-ttl': 86_400_000 },
};

/** Size of a Celery message with few arguments, bytes. */
const messageBytes = 88;

export const garbageCollection = {
  fullsweep_after: 65535,
  max_heap_size: 0,
  min_bin_vheap_size: 46422,
  min_heap_size: 233,
  minor_gcs: 47,
};

/** All a queue shows before the first statistics step after its declaration. */
function declaredBody(facts: QueueFacts): Body {
  return {
    arguments: facts.arguments,
    auto_delete: facts.autoDelete,
    durable: facts.durable,
    exclusive: facts.exclusive,
    name: facts.name,
    node: nodeName,
    type: facts.kind,
    vhost: '/',
  };
}

type Counter = 'publish' | 'deliver' | 'deliver_no_ack' | 'deliver_get' | 'ack' | 'redeliver';

function counterOf(facts: QueueFacts, counter: Counter, sample: QueueSample | null): number | null {
  const counters = sample?.counters ?? null;
  if (counters === null) return sample === null ? null : 0;
  switch (counter) {
    case 'publish':
    case 'ack':
    case 'redeliver':
      return counters[counter];
    case 'deliver':
      return facts.noAck ? 0 : counters.deliver;
    case 'deliver_no_ack':
      return facts.noAck ? counters.deliver : 0;
    case 'deliver_get':
      return counters.deliver;
  }
}

function counterBody(facts: QueueFacts, counters: readonly Counter[], range: Range | null, nowMs: number): Body {
  const body: Body = {};
  for (const counter of counters) {
    body[counter] = counterOf(facts, counter, facts.sampleAt(nowMs)) ?? 0;
    body[`${counter}_details`] = details((atMs) => counterOf(facts, counter, facts.sampleAt(atMs)), range, nowMs);
  }
  return body;
}

function messageStats(facts: QueueFacts, range: Range | null, nowMs: number): Body {
  const counters = facts.sampleAt(nowMs)?.counters ?? null;
  if (counters === null) return {};
  // A queue that was only published to has nothing but that counter.
  if (counters.deliver === 0) return { message_stats: counterBody(facts, ['publish'], range, nowMs) };
  const moved = counterBody(
    facts,
    ['ack', 'deliver', 'deliver_get', 'deliver_no_ack', 'publish', 'redeliver'],
    range,
    nowMs,
  );
  for (const counter of ['get', 'get_empty', 'get_no_ack']) {
    moved[counter] = 0;
    moved[`${counter}_details`] = details(() => 0, range, nowMs);
  }
  return { message_stats: moved };
}

function lengths(facts: QueueFacts, sample: QueueSample, range: Range | null, nowMs: number): Body {
  const series = (read: (sample: QueueSample) => number) => (atMs: number) => {
    const found = facts.sampleAt(atMs);
    return found === null ? null : read(found);
  };
  return {
    messages: sample.ready + sample.unacked,
    messages_details: details(
      series((s) => s.ready + s.unacked),
      range,
      nowMs,
    ),
    messages_ready: sample.ready,
    messages_ready_details: details(
      series((s) => s.ready),
      range,
      nowMs,
    ),
    messages_unacknowledged: sample.unacked,
    messages_unacknowledged_details: details(
      series((s) => s.unacked),
      range,
      nowMs,
    ),
  };
}

function backingStatus(facts: QueueFacts, sample: QueueSample): Body {
  const taken = sample.counters?.deliver ?? 0;
  const rate = details((atMs) => facts.sampleAt(atMs)?.counters?.publish ?? 0, null, sample.atMs)['rate'];
  const priorities =
    facts.maxPriority === null
      ? {}
      : {
          priority_lengths: Object.fromEntries(
            Array.from({ length: facts.maxPriority + 1 }, (_, level) => [
              String(level),
              level === 0 ? sample.ready : 0,
            ]),
          ),
        };
  return {
    avg_ack_egress_rate: rate,
    avg_ack_ingress_rate: rate,
    avg_egress_rate: rate,
    avg_ingress_rate: rate,
    delta:
      facts.maxPriority === null
        ? ['delta', 'undefined', 0, 0, 'undefined']
        : ['delta', 'todo', 'todo', 'todo', 'todo'],
    len: sample.ready,
    mode: 'default',
    next_deliver_seq_id: taken,
    next_seq_id: taken + sample.ready,
    ...priorities,
    q1: 0,
    q2: 0,
    q3: 0,
    q4: sample.ready,
    target_ram_count: 'infinity',
    version: facts.maxPriority === null ? 1 : facts.maxPriority + 1,
  };
}

function classicBody(facts: QueueFacts, sample: QueueSample): Body {
  const total = sample.ready + sample.unacked;
  return {
    backing_queue_status: backingStatus(facts, sample),
    exclusive_consumer_tag: null,
    head_message_timestamp: null,
    message_bytes_paged_out: 0,
    messages_paged_out: 0,
    messages_ready_ram: sample.ready,
    messages_unacknowledged_ram: sample.unacked,
    recoverable_slaves: null,
    single_active_consumer_tag: null,
    messages_ram: total,
    message_bytes_ram: total * messageBytes,
    memory: 23_456 + total * 1_100,
  };
}

function quorumBody(sample: QueueSample): Body {
  return {
    leader: nodeName,
    members: [nodeName],
    online: [nodeName],
    open_files: { [nodeName]: 0 },
    messages_dlx: 0,
    message_bytes_dlx: 0,
    single_active_consumer_ctag: null,
    messages_ram: 0,
    message_bytes_ram: 0,
    memory: 68_268 + (sample.ready + sample.unacked) * 900,
  };
}

/** Share of time the queue could deliver at once; useless on quorum queues, which say 1 (measured on RabbitMQ 3.10.8). */
function capacity(facts: QueueFacts, sample: QueueSample): number {
  if (sample.consumers === 0) return 0;
  return facts.kind === 'classic' && sample.ready > 0 ? 3.728935244327859e-5 : 1;
}

/** A queue in a list; its numbers are those of the last statistics step, and before the first there are none. */
export function queueBody(facts: QueueFacts, ranges: Ranges, nowMs: number): Body {
  const sample = facts.sampleAt(nowMs);
  const declared = declaredBody(facts);
  if (sample === null) return declared;
  const total = sample.ready + sample.unacked;
  const free = capacity(facts, sample);
  return {
    ...declared,
    ...(facts.kind === 'classic' ? classicBody(facts, sample) : quorumBody(sample)),
    ...lengths(facts, sample, ranges.lengths, nowMs),
    ...messageStats(facts, ranges.messages, nowMs),
    ...(facts.idleSinceMs === null ? {} : { idle_since: idleSince(facts.idleSinceMs) }),
    consumer_capacity: free,
    consumer_utilisation: free,
    consumers: sample.consumers,
    effective_policy_definition: facts.policy === null ? {} : (policies[facts.policy] ?? {}),
    garbage_collection: garbageCollection,
    message_bytes: total * messageBytes,
    message_bytes_persistent: total * messageBytes,
    message_bytes_ready: sample.ready * messageBytes,
    message_bytes_unacknowledged: sample.unacked * messageBytes,
    messages_persistent: total,
    operator_policy: null,
    policy: facts.policy,
    reductions: 54_650 + (sample.counters?.publish ?? 0) * 1_400,
    reductions_details: details((atMs) => (facts.sampleAt(atMs)?.counters?.publish ?? 0) * 1_400, ranges.data, nowMs),
    state: 'running',
  };
}

function idleSince(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+00:00');
}

/** With `disable_stats=true`: what the queue's metadata says, and with `enable_queue_totals=true` its present depth. */
export function leanQueueBody(facts: QueueFacts, withTotals: boolean): Body {
  const body = declaredBody(facts);
  const place =
    facts.kind === 'quorum' ? { leader: nodeName, members: [nodeName], online: [nodeName] } : { node: nodeName };
  delete body['node'];
  const sample = facts.sampleAt(Infinity);
  const ready = facts.queue?.ready.count ?? sample?.ready ?? 0;
  const unacked = facts.queue?.unacked ?? 0;
  return {
    ...body,
    ...place,
    ...(facts.policy === null ? {} : { policy: facts.policy }),
    ...(withTotals ? { messages: ready + unacked, messages_ready: ready, messages_unacknowledged: unacked } : {}),
    state: withTotals || facts.kind === 'quorum' ? 'running' : 'live',
  };
}
