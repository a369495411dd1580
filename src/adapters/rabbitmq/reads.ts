import { queueKey, type EntityKey } from '../../domain/keys.ts';
import type { QueueSample, Sink } from '../../domain/ports.ts';
import { roleOfQueue } from '../../domain/queue.ts';
import { readRecords, Unread } from '../../platform/json-stream.ts';
import { textIn } from '../../platform/record.ts';
import type { RabbitmqClient } from './client.ts';
import { toConsumer, toHistory, toQueue } from './translate.ts';
import { wireConsumer, wireNamedHistory, wireQueue } from './wire.ts';

/** Only what is shown: a whole queue is 1.4 kB, these are 0.4. */
const columns = [
  'name',
  'vhost',
  'type',
  'state',
  'messages',
  'messages_ready',
  'messages_unacknowledged',
  'consumers',
  'memory',
  'idle_since',
  'arguments',
  'effective_policy_definition',
  'message_stats.publish_details.rate',
  'message_stats.deliver_get_details.rate',
  'message_stats.ack_details.rate',
].join(',');

/** All queues of all vhosts the user may see. */
export async function readQueues(
  client: RabbitmqClient,
  source: string,
  sink: Sink,
  signal: AbortSignal,
): Promise<void> {
  const unread = new Unread();
  await readRecords(await client.open(`/api/queues?columns=${columns}`, signal), {
    name: 'queues',
    form: 'bare',
    shape: wireQueue,
    put: (wire) => sink.put('queue', toQueue(source, wire)),
    unreadable: (fault, value) => {
      sink.unreadable(fault);
      const [vhost, name] = [textIn(value, 'vhost'), textIn(value, 'name')];
      unread.note(vhost === null || name === null ? null : queueKey(source, vhost, name));
    },
  });
  unread.complete(sink, 'queue');
}

/** All consumers, those of Celery's own pidbox queues too: they name the worker behind a connection (measured on 3.10.8). */
export async function readConsumers(
  client: RabbitmqClient,
  source: string,
  sink: Sink,
  signal: AbortSignal,
): Promise<void> {
  const unread = new Unread();
  await readRecords(await client.open('/api/consumers', signal), {
    name: 'consumers',
    form: 'bare',
    shape: wireConsumer,
    put: (wire) => {
      const consumer = toConsumer(source, wire);
      if (consumer) sink.put('consumer', consumer);
    },
    unreadable: (fault) => {
      sink.unreadable(fault);
      // Its key is made of most of its fields.
      unread.note(null);
    },
  });
  unread.complete(sink, 'consumer');
}

/** The last hour by minutes: queues' samples are kept no longer. Each age needs its step, alone it is ignored (measured). */
export const hourQuery = 'lengths_age=3600&lengths_incr=60&msg_rates_age=3600&msg_rates_incr=60';
const hourColumns = 'name,vhost,messages_details,message_stats.publish_details,message_stats.deliver_get_details';

/** The last hour of all queues but Celery's own. A queue whose history cannot be read has none. */
export async function readHistories(
  client: RabbitmqClient,
  source: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<EntityKey, readonly QueueSample[]>> {
  const histories = new Map<EntityKey, readonly QueueSample[]>();
  await readRecords(await client.open(`/api/queues?${hourQuery}&columns=${hourColumns}`, signal), {
    name: 'queues',
    form: 'bare',
    shape: wireNamedHistory,
    put: (wire) => {
      if (roleOfQueue(wire.name) !== 'internal')
        histories.set(queueKey(source, wire.vhost, wire.name), toHistory(wire));
    },
    unreadable: () => undefined,
  });
  return histories;
}
