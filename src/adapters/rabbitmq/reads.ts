import type { Sink } from '../../domain/ports.ts';
import { readRecords } from '../../platform/json-stream.ts';
import type { RabbitmqClient } from './client.ts';
import { toConsumer, toQueue } from './translate.ts';
import { wireConsumer, wireQueue } from './wire.ts';

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
  await readRecords(await client.open(`/api/queues?columns=${columns}`, signal), {
    name: 'queues',
    form: 'bare',
    shape: wireQueue,
    put: (wire) => sink.put('queue', toQueue(source, wire)),
    unreadable: (fault) => sink.unreadable(fault),
  });
  sink.complete('queue');
}

/** All consumers, those of Celery's own pidbox queues too: they name the worker behind a connection (CELERY.md §2). */
export async function readConsumers(
  client: RabbitmqClient,
  source: string,
  sink: Sink,
  signal: AbortSignal,
): Promise<void> {
  await readRecords(await client.open('/api/consumers', signal), {
    name: 'consumers',
    form: 'bare',
    shape: wireConsumer,
    put: (wire) => {
      const consumer = toConsumer(source, wire);
      if (consumer) sink.put('consumer', consumer);
    },
    unreadable: (fault) => sink.unreadable(fault),
  });
  sink.complete('consumer');
}
