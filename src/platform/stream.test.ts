import { describe, expect, it } from 'vitest';
import { FaultError } from '../domain/fault.ts';
import type { HttpAnswer } from './http.ts';
import { readEvents, type ServerEvent } from './stream.ts';
import { SteeredClock } from './testing/steered-clock.ts';

/** A stream that is fed by hand. */
function openStream() {
  const waiting: ((result: IteratorResult<Uint8Array>) => void)[] = [];
  const ready: IteratorResult<Uint8Array>[] = [];
  let failed: ((error: unknown) => void) | null = null;
  const hand = (result: IteratorResult<Uint8Array>) => {
    const next = waiting.shift();
    if (next) next(result);
    else ready.push(result);
  };
  const answer: HttpAnswer = {
    status: 200,
    headers: new Headers(),
    chunks: () => ({
      [Symbol.asyncIterator]: () => ({
        next: () =>
          new Promise((resolve, reject) => {
            failed = reject;
            const result = ready.shift();
            if (result) resolve(result);
            else waiting.push(resolve);
          }),
      }),
    }),
    text: () => Promise.resolve(''),
  };
  return {
    answer,
    feed: (text: string) => hand({ done: false, value: new TextEncoder().encode(text) }),
    bytes: (value: Uint8Array) => hand({ done: false, value }),
    end: () => hand({ done: true, value: undefined }),
    fail: (error: unknown) => failed?.(error),
  };
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function listen() {
  const clock = new SteeredClock();
  const stream = openStream();
  const events: ServerEvent[] = [];
  let cancelled = 0;
  const watch = { clock, silenceMs: 25_000, cancel: () => (cancelled += 1) };
  const ended = readEvents(stream.answer, watch, (event) => events.push(event)).then(
    () => 'ended' as const,
    (error: unknown) => (error instanceof FaultError ? error.fault : Promise.reject(error)),
  );
  return { clock, stream, events, ended, cancelled: () => cancelled };
}

describe('an event stream', () => {
  it('gives its events in order, with CRLF line ends and however it is cut', async () => {
    const { stream, events, ended } = listen();
    const text = 'event: a_event\r\ndata: {"x":"é"}\r\n\r\ndata: plain\r\n\r\n';
    const bytes = new TextEncoder().encode(text);
    for (const byte of bytes) stream.bytes(Uint8Array.of(byte));
    stream.end();
    expect(await ended).toBe('ended');
    expect(events).toEqual([
      { name: 'a_event', data: '{"x":"é"}' },
      { name: 'message', data: 'plain' },
    ]);
  });

  it('is alive as long as bare heartbeats come', async () => {
    const { clock, stream, ended, cancelled } = listen();
    for (let beat = 0; beat < 10; beat += 1) {
      clock.advance(24_000);
      stream.feed('\r\n');
      await settle();
    }
    stream.end();
    expect(await ended).toBe('ended');
    expect(cancelled()).toBe(0);
  });

  it('is silent when nothing came for the limit, and the request is given up', async () => {
    const { clock, stream, ended, cancelled } = listen();
    stream.feed('event: a\r\ndata: 1\r\n\r\n');
    await settle();
    clock.advance(25_000);
    expect(await ended).toEqual({ kind: 'silent', forMs: 25_000 });
    expect(cancelled()).toBe(1);
  });

  it('passes on the fault its connection met', async () => {
    const { stream, ended } = listen();
    await settle();
    stream.fail(new FaultError({ kind: 'unreachable', why: 'reset', text: 'reset' }));
    expect(await ended).toMatchObject({ kind: 'unreachable', why: 'reset' });
  });

  it('is given up when a line never ends', async () => {
    const { stream, ended, cancelled } = listen();
    for (let part = 0; part < 5; part += 1) stream.feed('x'.repeat(1024 * 1024));
    expect(await ended).toMatchObject({ kind: 'too-large' });
    expect(cancelled()).toBe(1);
  });
});
