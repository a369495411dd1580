import { setMaxListeners } from 'node:events';
import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import { Agent, request as ask, type Dispatcher } from 'undici';
import { FaultError } from '../src/domain/fault.ts';
import type { HttpAnswer, HttpRequest, Upstream } from '../src/platform/http.ts';
import { isLoopback } from './listen.ts';
import { faultOfError } from './upstream-faults.ts';

/** How one upstream is reached and how gently. */
export interface UpstreamOptions {
  /** Base address; its path is put before every request's. */
  url: string;
  authorization?: string | undefined;
  ca?: string | undefined;
  timeoutMs: number;
  /** Connections at once; further requests wait. */
  concurrency: number;
  maxBodyBytes: number;
  /** Hears of each request's end: status (0 when there was no answer) and how long it took. */
  onRequest?: (status: number, tookMs: number) => void;
}

const noTimeout = 0;

/** Opens the door to one upstream; `close` ends its connections. */
export function openUpstream(options: UpstreamOptions): Upstream & { close(): Promise<void> } {
  const base = new URL(options.url);
  const connect = {
    timeout: Math.min(options.timeoutMs, 5000),
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  };
  const calls = new Agent({ connections: options.concurrency, pipelining: 1, connect, keepAliveTimeout: 30_000 });
  // A stream stays open for days: it has a connection of its own, so that it takes none from the calls.
  const streams = new Agent({ connections: 2, pipelining: 1, connect });

  async function send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const isStream = request.headers?.accept === 'text/event-stream' || request.headers?.Accept === 'text/event-stream';
    const { url, own } = target(base, request.path);
    const timer = new Deadline(request.timeoutMs ?? options.timeoutMs, signal);
    const began = performance.now();
    const headers: Record<string, string> = { ...request.headers };
    // A redirect may lead to another host (Marathon's leader): credentials go to the configured host only.
    if (options.authorization !== undefined && own) headers.authorization = options.authorization;
    if (!isStream && !isLoopback(base.hostname)) headers['accept-encoding'] = 'gzip';
    try {
      const answer = await ask(url, {
        method: request.method,
        headers,
        ...(request.body === undefined ? {} : { body: request.body }),
        dispatcher: isStream ? streams : calls,
        signal: timer.signal,
        headersTimeout: request.timeoutMs ?? options.timeoutMs,
        bodyTimeout: isStream ? noTimeout : options.timeoutMs,
      });
      options.onRequest?.(answer.statusCode, performance.now() - began);
      // A proxy's page in a stream's place ends like any other answer.
      const flows = isStream && answer.statusCode === 200 && isEventStream(answer.headers['content-type']);
      if (flows) timer.disarm();
      return new UndiciAnswer(answer, timer, flows ? Infinity : options.maxBodyBytes);
    } catch (error) {
      options.onRequest?.(0, performance.now() - began);
      timer.end();
      throw faultOfError(error, timer.expired, signal);
    }
  }

  return {
    send,
    close: async () => {
      await Promise.all([calls.destroy(), streams.destroy()]);
    },
  };
}

function isEventStream(type: string | string[] | undefined): boolean {
  return typeof type === 'string' && type.startsWith('text/event-stream');
}

/** A path is put behind the base's; an absolute address (a redirect's) is taken as it is when it is http(s). */
function target(base: URL, path: string): { url: string; own: boolean } {
  if (path.startsWith('/')) return { url: base.origin + base.pathname.replace(/\/+$/, '') + path, own: true };
  const url = new URL(path);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new TypeError(`no http address: ${url.protocol}`);
  return { url: url.toString(), own: url.origin === base.origin };
}

/** A time limit and the caller's signal in one, without leaving listeners behind on a signal that lives as long as the process. */
class Deadline {
  expired = false;
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort: () => void;

  constructor(timeoutMs: number, caller: AbortSignal) {
    this.#caller = caller;
    // One signal stops all requests of a source: as many listeners as requests are right, and each is taken off again.
    setMaxListeners(0, caller);
    this.#onAbort = () => this.#controller.abort(caller.reason);
    if (caller.aborted) this.#onAbort();
    else caller.addEventListener('abort', this.#onAbort, { once: true });
    this.#timer = setTimeout(() => {
      this.expired = true;
      this.#controller.abort();
    }, timeoutMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get caller(): AbortSignal {
    return this.#caller;
  }

  /** The answer has begun and may go on for ever; only the caller ends it. */
  disarm(): void {
    clearTimeout(this.#timer);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#caller.removeEventListener('abort', this.#onAbort);
  }
}

class UndiciAnswer implements HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** As it comes off the wire; piping it on does not end it when its reader gives up. */
  readonly #raw: Readable;
  readonly #body: Readable;
  readonly #deadline: Deadline;
  readonly #limitBytes: number;

  constructor(answer: Dispatcher.ResponseData, deadline: Deadline, limitBytes: number) {
    this.status = answer.statusCode;
    this.headers = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) {
      if (value !== undefined) this.headers.set(name, Array.isArray(value) ? value.join(', ') : value);
    }
    const zipped = this.headers.get('content-encoding') === 'gzip';
    const plain: Readable = answer.body;
    this.#raw = plain;
    this.#body = zipped ? plain.pipe(createGunzip()) : plain;
    if (zipped) plain.on('error', (error) => this.#body.destroy(error));
    this.#deadline = deadline;
    this.#limitBytes = limitBytes;
  }

  async *chunks(): AsyncIterable<Uint8Array> {
    let seen = 0;
    try {
      for await (const chunk of this.#body) {
        if (!(chunk instanceof Uint8Array)) continue;
        seen += chunk.byteLength;
        if (seen > this.#limitBytes) throw new FaultError({ kind: 'too-large', limitBytes: this.#limitBytes });
        yield chunk;
      }
    } catch (error) {
      throw faultOfError(error, this.#deadline.expired, this.#deadline.caller);
    } finally {
      this.#deadline.end();
      this.#body.destroy();
      this.#raw.destroy();
    }
  }

  async text(): Promise<string> {
    const parts: Uint8Array[] = [];
    for await (const chunk of this.chunks()) parts.push(chunk);
    return Buffer.concat(parts).toString('utf8');
  }
}
