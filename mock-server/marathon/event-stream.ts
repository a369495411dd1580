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

/** The event stream of one world. Frames end in CRLF; a heartbeat is a bare CRLF. */
export class EventHub implements EventStream {
  readonly #world: World;
  readonly #readers = new Set<Reader>();
  readonly #stopListening: () => void;
  readonly #heartbeat: ReturnType<typeof setInterval>;

  constructor(world: World) {
    this.#world = world;
    this.#stopListening = world.cluster.onEvent((event) => {
      if (this.#readers.size === 0) return;
      const { type, payload } = eventJson(world.cluster, event);
      this.publish(type, payload);
    });
    // Heartbeats follow real time, since they only concern the connection.
    this.#heartbeat = setInterval(() => {
      for (const { res } of this.#readers) res.write('\r\n');
    }, heartbeatMs);
    this.#heartbeat.unref();
  }

  publish(type: string, payload: Wire): void {
    if (this.#readers.size === 0) return;
    const data = { ...payload, eventType: type, timestamp: stampText(this.#world.clock.nowMs()) };
    const frame = `event: ${type}\r\ndata: ${JSON.stringify(data)}\r\n\r\n`;
    for (const reader of this.#readers) this.#deliver(reader, type, frame);
  }

  attach(exchange: Exchange): void {
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
    this.#readers.add(reader);
    res.on('close', () => this.#readers.delete(reader));
    // Every reader hears of each that comes: measured on Marathon 1.11.26.
    this.publish('event_stream_attached', { remoteAddress: '127.0.0.1' });
  }

  /** Ends every stream, as a leader does that goes. */
  closeAll(): void {
    for (const { res } of this.#readers) res.end();
    this.#readers.clear();
  }

  readers(): number {
    return this.#readers.size;
  }

  /** Ends every stream and stops listening to the world. */
  dispose(): void {
    clearInterval(this.#heartbeat);
    this.#stopListening();
    this.closeAll();
  }

  #deliver(reader: Reader, type: string, frame: string): void {
    if (reader.types !== null && !reader.types.has(type)) return;
    reader.undelivered = reader.res.writableLength === 0 ? 1 : reader.undelivered + 1;
    if (reader.undelivered > mostUndelivered) {
      this.#readers.delete(reader);
      reader.res.destroy();
      return;
    }
    reader.res.write(frame);
  }
}
