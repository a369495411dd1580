import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { constants, createGzip, type Gzip } from 'node:zlib';
import type { Engine } from '../src/engine/door.ts';
import { protocolVersion, type LookMessage, type Versions } from '../src/protocol/messages.ts';
import { securityHeaders } from './page-rules.ts';
import { Session, type Outlet } from './session.ts';
import { encodeMessage } from './wire.ts';

/** A desk hears a beat every five seconds, a wall every second: its second hand shows each. */
const beatMs = 5000;
const tickMs = 1000;

/** Bytes that may wait in a socket before its browser counts as behind. */
const backlogBytes = 4 * 1024 * 1024;

/** All open streams. */
export interface Streams {
  /** `have`: versions of lists the browser holds already. */
  open(
    response: ServerResponse,
    options: { topics: readonly string[]; have: Versions; gzip: boolean; wall: boolean },
  ): void;
  /** What a stream would begin with, for a look without one. */
  look(versions: Versions): LookMessage;
  find(session: string): Session | undefined;
  count(): number;
  bytes(): number;
  close(): void;
}

/** Keeps the streams of all browsers and their common beat. */
export function createStreams(engine: Engine, build: string, now: () => number): Streams {
  const sessions = new Map<string, { session: Session; response: ServerResponse }>();
  let sent = 0;
  let ticks = 0;

  const timer = setInterval(() => {
    ticks += 1;
    const due = ticks % (beatMs / tickMs) === 0;
    const text = encodeMessage({ kind: 'beat', nowMs: now(), ages: engine.ages() });
    for (const { session } of sessions.values()) if (due || session.wall) session.send(text);
  }, tickMs);
  timer.unref();

  return {
    open(response, { topics, have, gzip, wall }) {
      const id = randomUUID();
      const outlet = openOutlet(response, gzip, (bytes) => {
        sent += bytes;
      });
      const session = new Session(id, engine, outlet);
      session.wall = wall;
      sessions.set(id, { session, response });
      response.once('close', () => {
        sessions.delete(id);
        session.close();
      });
      session.send(
        encodeMessage({ kind: 'hello', protocol: protocolVersion, build, session: id, nowMs: now(), beatMs }),
      );
      for (const topic of topics) session.add(topic, '0', have[topic]);
      session.send(encodeMessage({ kind: 'beat', nowMs: now(), ages: engine.ages() }));
    },
    look: (versions) => ({
      kind: 'look',
      protocol: protocolVersion,
      build,
      nowMs: now(),
      beatMs,
      ages: engine.ages(),
      versions,
    }),
    find: (id) => sessions.get(id)?.session,
    count: () => sessions.size,
    bytes: () => sent,
    close() {
      clearInterval(timer);
      for (const { session, response } of sessions.values()) {
        session.close();
        response.end();
      }
      sessions.clear();
    },
  };
}

function openOutlet(response: ServerResponse, gzip: boolean, count: (bytes: number) => void): Outlet {
  response.writeHead(200, {
    ...securityHeaders,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    ...(gzip ? { 'content-encoding': 'gzip', vary: 'accept-encoding' } : {}),
  });
  const zip: Gzip | null = gzip ? createGzip({ level: 5, flush: constants.Z_SYNC_FLUSH }) : null;
  zip?.on('data', (chunk: Buffer) => count(chunk.byteLength));
  zip?.pipe(response);
  response.once('close', () => zip?.destroy());
  const sink = zip ?? response;
  return {
    write(text) {
      if (response.destroyed || response.writableEnded) return true;
      sink.write(text);
      if (!zip) count(Buffer.byteLength(text));
      return sink.writableLength + response.writableLength < backlogBytes;
    },
    onceDrained(fn) {
      sink.once('drain', fn);
    },
  };
}
