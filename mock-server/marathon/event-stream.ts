import type { ServerResponse } from 'node:http';
import type { Exchange } from '../http/upstream.ts';
import type { World } from '../world/world.ts';
import { commonHeaders } from './errors.ts';
import { eventJson } from './event-json.ts';
import type { EventStream } from './request.ts';
import { stampText } from './wire.ts';
import type { Wire } from './wire.ts';

/** A slower reader is cut off. */
const mostUndelivered = 1024;
const heartbeatMs = 10_000;

type Reader = {
  readonly res: ServerResponse;
  /** Null: every type. */
  readonly types: ReadonlySet<string> | null;
  undelivered: number;
};

/** The event stream of one world. */
export type EventHub = EventStream & {
  attach(exchange: Exchange): void;
  /** Ends every stream, as a leader does that goes. */
  closeAll(): void;
  readers(): number;
  /** Ends every stream and stops listening to the world. */
  dispose(): void;
};

/** Frames end in CRLF; a heartbeat is a bare CRLF. Heartbeats follow real time, since they only concern the connection. */
export function createEventHub(world: World): EventHub {
  const readers = new Set<Reader>();

  const deliver = (reader: Reader, type: string, frame: string): void => {
    if (reader.types !== null && !reader.types.has(type)) return;
    reader.undelivered = reader.res.writableLength === 0 ? 1 : reader.undelivered + 1;
    if (reader.undelivered > mostUndelivered) {
      readers.delete(reader);
      reader.res.destroy();
      return;
    }
    reader.res.write(frame);
  };

  const frameOf = (type: string, payload: Wire): string => {
    const data = { ...payload, eventType: type, timestamp: stampText(world.clock.nowMs()) };
    return `event: ${type}\r\ndata: ${JSON.stringify(data)}\r\n\r\n`;
  };

  const publish = (type: string, payload: Wire): void => {
    if (readers.size === 0) return;
    const frame = frameOf(type, payload);
    for (const reader of readers) deliver(reader, type, frame);
  };

  const stopListening = world.cluster.onEvent((event) => {
    if (readers.size === 0) return;
    const { type, payload } = eventJson(world.cluster, event);
    publish(type, payload);
  });
  const timer = setInterval(() => {
    for (const { res } of readers) res.write('\r\n');
  }, heartbeatMs);
  timer.unref();

  const closeAll = (): void => {
    for (const { res } of readers) res.end();
    readers.clear();
  };

  return {
    publish,
    attach(exchange) {
      const { res, query } = exchange;
      const asked = query.getAll('event_type');
      const reader: Reader = { res, types: asked.length === 0 ? null : new Set(asked), undelivered: 0 };
      res.removeHeader('transfer-encoding');
      res.writeHead(200, {
        ...commonHeaders(exchange),
        'Content-Type': 'text/event-stream;charset=utf-8',
        Connection: 'close',
      });
      res.flushHeaders();
      readers.add(reader);
      res.on('close', () => readers.delete(reader));
      const attached = { remoteAddress: '127.0.0.1' };
      publish('event_stream_attached', attached);
    },
    closeAll,
    readers: () => readers.size,
    dispose() {
      clearInterval(timer);
      stopListening();
      closeAll();
    },
  };
}
