import { FaultError } from '../../domain/fault.ts';
import type { Intent } from '../../domain/intent.ts';
import { localId, type EntityKey } from '../../domain/keys.ts';
import type { Adapter, Hello, QueueSample, Read } from '../../domain/ports.ts';
import type { Facet } from '../../domain/source.ts';
import { escapeSegment } from '../../platform/address.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Upstream } from '../../platform/http.ts';
import { readRecord } from '../../platform/record.ts';
import { RabbitmqClient } from './client.ts';
import { hourQuery, readConsumers, readHistories, readQueues } from './reads.ts';
import { queueOf, toHistory } from './translate.ts';
import { wireHistory, wireOverview } from './wire.ts';

const facets = ['queues', 'consumers'] as const satisfies readonly Facet[];

/** RabbitMQ 3.x behind its management API. It has no stream, and tells no time but its own, so it needs no clock. */
export function rabbitmqAdapter(source: { id: string }, upstream: Upstream, _clock: Clock): Adapter {
  const client = new RabbitmqClient(upstream);
  return {
    kind: 'rabbitmq',
    hello: (signal) => hello(client, signal),
    reads: readsOf(client, source.id),
    readQueueHistories: (signal) => readHistories(client, source.id, signal),
    readQueueHistory: (queue, signal) => readHistory(client, queue, signal),
    async enact(intent, signal) {
      await enactOn(client, intent, signal);
      return { deployment: null, text: null };
    },
  };
}

async function hello(client: RabbitmqClient, signal: AbortSignal): Promise<Hello> {
  const wire = readRecord(wireOverview, await client.get('/api/overview', 'overview', signal), 'overview');
  if (wire instanceof FaultError) throw wire;
  return { version: wire.rabbitmq_version, facets };
}

/** Statistics are collected every 5 s (measured on 3.10.8): asking more often tells nothing new. */
function readsOf(client: RabbitmqClient, source: string): readonly Read[] {
  return [
    {
      name: 'queues',
      facet: 'queues',
      pace: { floorMs: 5_000, fastMs: 5_000, steadyMs: 5_000, idleMs: 15_000 },
      run: (sink, signal) => readQueues(client, source, sink, signal),
    },
    {
      name: 'consumers',
      facet: 'consumers',
      pace: { floorMs: 10_000, fastMs: 10_000, steadyMs: 10_000, idleMs: 30_000 },
      run: (sink, signal) => readConsumers(client, source, sink, signal),
    },
  ];
}

function queuePath(queue: EntityKey): string {
  const place = queueOf(localId(queue));
  if (!place)
    throw new FaultError({ kind: 'refused', status: 0, text: 'This is not the key of a queue.', details: [] });
  // The vhost "/" is %2F (measured: a literal slash is 404).
  return `/api/queues/${escapeSegment(place.vhost)}/${escapeSegment(place.name)}`;
}

async function readHistory(
  client: RabbitmqClient,
  queue: EntityKey,
  signal: AbortSignal,
): Promise<readonly QueueSample[]> {
  const body = await client.get(`${queuePath(queue)}?${hourQuery}`, 'queue', signal);
  const wire = readRecord(wireHistory, body, 'queue');
  if (wire instanceof FaultError) throw wire;
  return toHistory(wire);
}

async function enactOn(client: RabbitmqClient, intent: Intent, signal: AbortSignal): Promise<void> {
  if (intent.kind !== 'purge-queue') {
    throw new FaultError({ kind: 'refused', status: 0, text: `RabbitMQ cannot ${intent.kind}.`, details: [] });
  }
  // Only ready messages go: what workers hold already survives (measured).
  await client.remove(`${queuePath(intent.queue)}/contents`, signal);
}
