import { FaultError } from '../../domain/fault.ts';
import type { Sink } from '../../domain/ports.ts';
import { readElements } from '../../platform/json-stream.ts';
import { readText, type Shape } from '../../platform/record.ts';
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
  await eachRecord(client, `/api/queues?columns=${columns}`, 'queues', wireQueue, sink, signal, (wire) =>
    sink.put('queue', toQueue(source, wire)),
  );
  sink.complete('queue');
}

/** All consumers, those of Celery's own pidbox queues too: they name the worker behind a connection (CELERY.md §2). */
export async function readConsumers(
  client: RabbitmqClient,
  source: string,
  sink: Sink,
  signal: AbortSignal,
): Promise<void> {
  await eachRecord(client, '/api/consumers', 'consumers', wireConsumer, sink, signal, (wire) => {
    const consumer = toConsumer(source, wire);
    if (consumer) sink.put('consumer', consumer);
  });
  sink.complete('consumer');
}

async function eachRecord<T>(
  client: RabbitmqClient,
  address: string,
  name: string,
  shape: Shape<T>,
  sink: Sink,
  signal: AbortSignal,
  put: (wire: T) => void,
): Promise<void> {
  const answer = await client.open(address, signal);
  for await (const element of readElements(answer, name)) {
    const path = `${name}[${element.index}]`;
    const wire = readText(shape, element.text(), path);
    if (wire instanceof FaultError) sink.unreadable(wire.fault);
    else put(wire);
  }
}
