import { createParser } from 'eventsource-parser';
import { FaultError } from '../domain/fault.ts';
import type { DurationMs } from '../domain/units.ts';
import type { Clock } from './clock.ts';
import type { HttpAnswer } from './http.ts';

/** An event of an event stream. */
export interface ServerEvent {
  /** Its `event:` line, `message` without one. */
  name: string;
  data: string;
}

/** How an event stream is watched. */
export interface Watch {
  clock: Clock;
  /** Bytes of any kind, a bare heartbeat too, must come this often. */
  silenceMs: DurationMs;
  /** Gives up the request: the only way to end a read that waits for a chunk. */
  cancel: () => void;
}

/** A line longer than this is no event of anybody's. */
const longestLineBytes = 4 * 1024 * 1024;

/**
 * Reads Server-Sent Events until the stream ends (resolves) or fails (throws FaultError: `silent` when nothing came for too long,
 * `too-large` for a line without end, or what the connection met).
 */
export async function readEvents(
  answer: HttpAnswer,
  watch: Watch,
  onEvent: (event: ServerEvent) => void,
): Promise<void> {
  const parser = createParser({ onEvent: ({ event, data }) => onEvent({ name: event ?? 'message', data }) });
  const decoder = new TextDecoder();
  const chunks = answer.chunks()[Symbol.asyncIterator]();
  let lineBytes = 0;
  for (;;) {
    const { done, value } = await orSilence(chunks.next(), watch);
    if (done) return;
    lineBytes = bytesAfterLine(value, lineBytes);
    if (lineBytes > longestLineBytes) {
      watch.cancel();
      throw new FaultError({ kind: 'too-large', limitBytes: longestLineBytes });
    }
    parser.feed(decoder.decode(value, { stream: true }));
  }
}

/** Waits for the next chunk, or gives up. A timer for each wait: racing one long-lived promise would gather a listener per chunk. */
async function orSilence<T>(next: Promise<T>, { clock, silenceMs, cancel }: Watch): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const relax = clock.after(silenceMs, () => {
      reject(new FaultError({ kind: 'silent', forMs: silenceMs }));
      cancel();
    });
    next.then(resolve, reject).finally(relax);
  });
}

function bytesAfterLine(bytes: Uint8Array, before: number): number {
  const line = Math.max(bytes.lastIndexOf(0x0a), bytes.lastIndexOf(0x0d));
  return line < 0 ? before + bytes.length : bytes.length - line - 1;
}
