import { keyOf, queueKey, type EntityKey } from '../../domain/keys.ts';
import type { QueueSample } from '../../domain/ports.ts';
import { roleOfQueue, type Consumer, type Queue } from '../../domain/queue.ts';
import type { EpochMs } from '../../domain/units.ts';
import { cutText } from '../../platform/answer.ts';
import type { WireConsumer, WireHistory, WireQueue, WireSample } from './wire.ts';

/** A queue of the list. */
export function toQueue(source: string, wire: WireQueue): Queue {
  const stats = wire.message_stats;
  return {
    key: queueKey(source, wire.vhost, wire.name),
    source,
    vhost: wire.vhost,
    name: wire.name,
    role: roleOfQueue(wire.name),
    type: wire.type === 'classic' || wire.type === 'quorum' || wire.type === 'stream' ? wire.type : 'unknown',
    state: cutText(wire.state ?? '', 100),
    depth: wire.messages ?? null,
    ready: wire.messages_ready ?? null,
    unacked: wire.messages_unacknowledged ?? null,
    inPerS: stats?.publish_details?.rate ?? null,
    outPerS: stats?.deliver_get_details?.rate ?? null,
    ackPerS: stats?.ack_details?.rate ?? null,
    consumers: wire.consumers ?? null,
    memoryBytes: wire.memory ?? null,
    idleSinceMs: timeOf(wire.idle_since),
    deadLetter: settingOf(wire, 'dead-letter-exchange'),
    deadLetterKey: settingOf(wire, 'dead-letter-routing-key'),
  };
}

/** RabbitMQ writes ISO 8601, before 3.9 without the T and the zone. */
function timeOf(text: string | null | undefined): EpochMs | null {
  if (!text) return null;
  const isoText = /^\d{4}-\d\d-\d\d \d/.test(text) ? `${text.replace(/ +/, 'T')}Z` : text;
  const at = Date.parse(isoText);
  return Number.isNaN(at) ? null : at;
}

/** What a queue was told to do: its own argument, else its policy's. */
function settingOf(wire: WireQueue, name: string): string | null {
  const own = wire.arguments?.[`x-${name}`];
  if (typeof own === 'string') return cutText(own, 300);
  const policy = wire.effective_policy_definition;
  const theirs = policy && !Array.isArray(policy) ? policy[name] : undefined;
  return typeof theirs === 'string' ? cutText(theirs, 300) : null;
}

/** A consumer; null while the broker cannot say whose it is, which is so for the first seconds of its life. */
export function toConsumer(source: string, wire: WireConsumer): Consumer | null {
  const channel = wire.channel_details;
  if (Array.isArray(channel) || !channel.connection_name) return null;
  const { vhost, name } = wire.queue;
  return {
    key: keyOf(
      source,
      `${encodeURIComponent(vhost)}/${name}/${channel.name ?? channel.connection_name}/${wire.consumer_tag ?? ''}`,
    ),
    source,
    vhost,
    queue: name,
    connection: channel.connection_name,
    peerHost: typeof channel.peer_host === 'string' ? channel.peer_host : null,
    prefetch: wire.prefetch_count ?? null,
  };
}

/** The broker's own history, oldest first. Depths are levels, rates come from counters; the two may end a step apart. */
export function toHistory(wire: WireHistory): QueueSample[] {
  const depths = new Map((wire.messages_details?.samples ?? []).map(({ timestamp, sample }) => [timestamp, sample]));
  const ins = ratesOf(wire.message_stats?.publish_details?.samples ?? []);
  const outs = ratesOf(wire.message_stats?.deliver_get_details?.samples ?? []);
  const times = [...new Set([...depths.keys(), ...ins.keys(), ...outs.keys()])].sort((a, b) => a - b);
  // Before a queue existed the broker tells 0 (measured on 3.10.8): what begins with nothing at all says nothing there.
  const begun = times.findIndex((atMs) => [depths, ins, outs].some((series) => (series.get(atMs) ?? 0) > 0));
  return times.slice(begun < 0 ? times.length : begun).map((atMs) => ({
    atMs,
    depth: depths.get(atMs) ?? null,
    inPerS: ins.get(atMs) ?? null,
    outPerS: outs.get(atMs) ?? null,
  }));
}

/** How fast a counter rose up to each moment; a counter that fell was reset, and says nothing there. */
function ratesOf(samples: readonly WireSample[]): Map<EpochMs, number> {
  const rates = new Map<EpochMs, number>();
  const sorted = [...samples].sort((a, b) => a.timestamp - b.timestamp);
  let before: WireSample | undefined;
  for (const now of sorted) {
    const tookMs = before ? now.timestamp - before.timestamp : 0;
    if (before && tookMs > 0 && now.sample >= before.sample) {
      rates.set(now.timestamp, ((now.sample - before.sample) * 1000) / tookMs);
    }
    before = now;
  }
  return rates;
}

/** The vhost and the name within a queue's key. */
export function queueOf(localKey: EntityKey): { vhost: string; name: string } | null {
  const cut = localKey.indexOf('/');
  if (cut < 0) return null;
  try {
    return { vhost: decodeURIComponent(localKey.slice(0, cut)), name: localKey.slice(cut + 1) };
  } catch {
    return null;
  }
}
