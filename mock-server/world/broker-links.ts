import type { SimRandom } from './random.ts';

/** A worker's AMQP connection and the queues that exist only as long as it does. */
export type Link = {
  readonly worker: string;
  /** `peer -> broker`, RabbitMQ's only name for it; what joins a worker's task consumers with its pidbox consumer. */
  readonly name: string;
  readonly peerHost: string;
  readonly peerPort: number;
  readonly openedAtMs: number;
  /** UUID in `celeryev.<uuid>`, the worker's own event queue. */
  readonly eventQueueId: string;
};

const brokerAddress = '10.32.0.4:5672';

/** A made-up but stable private address of a host. */
export function hostAddress(host: string): string {
  let value = 0;
  for (const char of host) value = (Math.imul(value, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  return `10.32.${1 + (value % 200)}.${1 + ((value >>> 8) % 250)}`;
}

/** A random (version 4) UUID of the stream. */
export function uuid(random: SimRandom): string {
  const hex = random.hex(30);
  const part = (from: number, to: number): string => hex.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-4${part(12, 15)}-${'89ab'[random.int(4)] ?? '8'}${part(15, 18)}-${part(18, 30)}`;
}

/** Opens a connection of a worker, from an address. */
export function openLink(worker: string, peerHost: string, nowMs: number, random: SimRandom): Link {
  const peerPort = 32768 + random.int(28000);
  return {
    worker,
    name: `${peerHost}:${peerPort} -> ${brokerAddress}`,
    peerHost,
    peerPort,
    openedAtMs: nowMs,
    eventQueueId: uuid(random),
  };
}
