import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultAction } from './plan.ts';

/** Looks like the start of an answer, is valid UTF-8 and never valid JSON. */
const garbageBody = '{"apps": [{"id": "/shop/web", "instances": 3,, "tasks": \u0000}] <<<<';

function htmlPage(status: number): string {
  const title = status === 502 ? '502 Bad Gateway' : `${status} Error`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n`;
}

type Chunk = string | Uint8Array;

function asBuffer(chunk: unknown, encoding: unknown): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding === 'latin1' ? 'latin1' : 'utf8');
  return chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.alloc(0);
}

/** Sends the headers a handler has written (`headersSent` is true from then on), but does not write any for it. */
function flushed(res: ServerResponse): void {
  if (res.headersSent && !res.destroyed) res.flushHeaders();
}

/**
 * Puts `pass` between the handler and the socket: it says what of each chunk goes out, and `null` means nothing more ever will.
 * What the handler writes after that is swallowed, so a stream stays open and dumb.
 */
function throttle(res: ServerResponse, pass: (chunk: Buffer) => Chunk | null, atEnd: 'end' | 'keep-open'): void {
  const write = res.write.bind(res);
  const end = res.end.bind(res);
  let muted = false;
  const send = (chunk: unknown, encoding: unknown): void => {
    if (muted || chunk === undefined || chunk === null) return;
    const allowed = pass(asBuffer(chunk, encoding));
    if (allowed === null) {
      muted = true;
      flushed(res);
    } else if (allowed.length > 0) write(allowed);
  };
  res.write = (chunk: unknown, encoding?: unknown): boolean => {
    send(chunk, encoding);
    return true;
  };
  res.end = (chunk?: unknown, encoding?: unknown): ServerResponse => {
    send(typeof chunk === 'function' ? undefined : chunk, encoding);
    return muted || atEnd === 'keep-open' ? res : end();
  };
}

/** Lets `afterBytes` out, then drops the connection in the middle of the promised body. */
function truncate(res: ServerResponse, afterBytes: number): void {
  const write = res.write.bind(res);
  const drop = (): void => void setImmediate(() => res.socket?.destroy());
  let left = afterBytes;
  throttle(
    res,
    (chunk) => {
      if (chunk.length <= left) {
        left -= chunk.length;
        return chunk;
      }
      // Dropped only once the head has been handed to the kernel, so that it does arrive.
      if (left > 0) write(chunk.subarray(0, left), drop);
      else setImmediate(drop);
      return null;
    },
    'end',
  );
}

/** Counts blank-line terminated events, comments (heartbeats) included, as they pass. */
function stallAfter(res: ServerResponse, afterEvents: number): void {
  let events = 0;
  throttle(
    res,
    (chunk) => {
      if (events >= afterEvents) return null;
      events += chunk.toString('utf8').match(/\r?\n\r?\n/g)?.length ?? 0;
      return chunk;
    },
    'keep-open',
  );
}

function reply(res: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: string): void {
  res.writeHead(status, { ...headers, 'Content-Length': String(Buffer.byteLength(body)) });
  res.end(body);
}

/**
 * Carries a fault out on one exchange. `proceed` is the upstream's own handling of the request; it is called for the kinds that
 * only spoil the answer (latency, truncate, stall-stream, silent-stream) and never for the others.
 */
export function applyFault(
  action: FaultAction,
  req: IncomingMessage,
  res: ServerResponse,
  proceed: () => void | Promise<void>,
): void {
  switch (action.kind) {
    case 'latency': {
      const timer = setTimeout(() => void proceed(), action.ms);
      res.once('close', () => clearTimeout(timer));
      return;
    }
    case 'status':
      reply(res, action.status, { 'Content-Type': 'application/json', ...action.headers }, action.body ?? '');
      return;
    case 'reset':
      req.socket.resetAndDestroy();
      return;
    case 'truncate':
      truncate(res, action.afterBytes);
      void proceed();
      return;
    case 'garbage':
      reply(res, 200, { 'Content-Type': 'application/json' }, garbageBody);
      return;
    case 'html':
      reply(res, action.status, { 'Content-Type': 'text/html' }, htmlPage(action.status));
      return;
    case 'stall-stream':
      stallAfter(res, action.afterEvents);
      void proceed();
      return;
    case 'silent-stream':
      throttle(res, () => null, 'keep-open');
      // The handler may answer later; its headers go out once it has written them.
      void Promise.resolve(proceed()).then(() => flushed(res));
      return;
    case 'hang':
      req.resume();
      return;
  }
}
