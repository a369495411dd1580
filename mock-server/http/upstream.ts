import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { gzip } from 'node:zlib';
import { applyFault } from '../faults/apply.ts';
import type { FaultPlan, UpstreamName } from '../faults/plan.ts';
import type { World } from '../world/world.ts';
import type { RequestLog } from './request-log.ts';

/** What every upstream's front door gets. The world is asked for each time: a reset replaces it. */
export type UpstreamContext = {
  world(): World;
  readonly faults: FaultPlan;
  readonly requests: RequestLog;
};

/** One request on its way through an upstream. */
export type Exchange = {
  readonly method: string;
  /** As sent, not decoded: `%2F` and `//` still mean something here. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** The whole body as text; throws `BodyTooLarge` beyond the limit. */
  text(): Promise<string>;
};

export type Handler = (exchange: Exchange) => void | Promise<void>;

export type UpstreamOptions = {
  readonly name: UpstreamName | 'control';
  /** 0 takes any free port; a taken one gives way to a free one. */
  readonly port: number;
  readonly context: UpstreamContext;
  readonly handler: Handler;
  /** Answers `/__mock/…`; never counted, never spoiled. */
  readonly control: Handler;
  /** The route a request is counted under; `METHOD /path` if absent. */
  readonly routeOf?: (method: string, path: string) => string;
};

export type Upstream = {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  /** The wanted port was taken. */
  readonly moved: boolean;
  readonly server: Server;
  /** Refuses connections from now on, the open ones included. */
  suspend(): Promise<void>;
  /** Listens again on the same port. */
  resume(): Promise<void>;
  close(): Promise<void>;
};

const bodyLimitBytes = 32 * 1024 * 1024;

/** A request body above 32 MiB. */
class BodyTooLarge extends Error {}

async function readText(req: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of req) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.length;
    if (bytes > bodyLimitBytes) throw new BodyTooLarge('The body is larger than 32 MiB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Sends a whole body, gzipped if the client takes that and it is worth it. */
export function sendBody(
  exchange: Exchange,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
  options: { readonly compress?: boolean; readonly reason?: string } = {},
): void {
  const { req, res } = exchange;
  const send = (bytes: Uint8Array, more: Readonly<Record<string, string>>): void => {
    const all = { ...headers, ...more, 'Content-Length': String(bytes.length) };
    if (options.reason === undefined) res.writeHead(status, all);
    else res.writeHead(status, options.reason, all);
    res.end(req.method === 'HEAD' ? undefined : bytes);
  };
  const raw = Buffer.from(body, 'utf8');
  const accepts = (req.headers['accept-encoding'] ?? '').includes('gzip');
  if (options.compress === false || !accepts || raw.length < 1024) {
    send(raw, {});
    return;
  }
  gzip(raw, { level: 1 }, (error, packed) => {
    if (error === null) send(packed, { 'Content-Encoding': 'gzip' });
    else send(raw, {});
  });
}

/** Sends JSON; `status` defaults to 200. */
export function sendJson(
  exchange: Exchange,
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendBody(exchange, status, { 'Content-Type': 'application/json', ...headers }, JSON.stringify(value));
}

function exchangeOf(req: IncomingMessage, res: ServerResponse): Exchange {
  const raw = req.url ?? '/';
  const at = raw.indexOf('?');
  const path = at < 0 ? raw : raw.slice(0, at);
  const query = new URLSearchParams(at < 0 ? '' : raw.slice(at + 1));
  let text: Promise<string> | null = null;
  return { method: req.method ?? 'GET', path, query, req, res, text: () => (text ??= readText(req)) };
}

function failed(exchange: Exchange, error: unknown): void {
  if (exchange.res.headersSent) {
    exchange.res.destroy();
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  sendJson(exchange, { message }, error instanceof BodyTooLarge ? 413 : 500);
}

function dispatch(options: UpstreamOptions, exchange: Exchange): void {
  const { name, context } = options;
  const run = (handler: Handler): Promise<void> =>
    Promise.resolve()
      .then(() => handler(exchange))
      .catch((error: unknown) => failed(exchange, error));
  if (name === 'control' || exchange.path.startsWith('/__mock')) {
    void run(options.control);
    return;
  }
  const { method, req, res } = exchange;
  context.requests.count(name, options.routeOf?.(method, exchange.path) ?? `${method} ${exchange.path}`);
  const action = context.faults.match({ upstream: name, method, url: req.url ?? '/' });
  if (action === null) void run(options.handler);
  else applyFault(action, req, res, () => run(options.handler));
}

function bind(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error & { code?: string }): void => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    server.once('error', onError);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', onError);
      resolve(true);
    });
  });
}

/** Opens an upstream on loopback. */
export async function openUpstream(options: UpstreamOptions): Promise<Upstream> {
  const server = createServer((req, res) => dispatch(options, exchangeOf(req, res)));
  server.keepAliveTimeout = 60_000;
  const wanted = await bind(server, options.port);
  if (!wanted) await bind(server, 0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  let closed = false;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    name: options.name,
    url: `http://127.0.0.1:${port}`,
    port,
    moved: !wanted,
    server,
    suspend: stop,
    async resume() {
      if (!closed && !server.listening) await bind(server, port);
    },
    close() {
      closed = true;
      return stop();
    },
  };
}
