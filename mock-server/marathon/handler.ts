import type { Exchange, Handler, UpstreamContext } from '../http/upstream.ts';
import type { World } from '../world/world.ts';
import { commonHeaders, Refusal, send, sendRefusal } from './errors.ts';
import { EventHub } from './event-stream.ts';
import { sendHtmlError } from './html-error.ts';
import { createLeadership } from './leadership.ts';
import type { Door, Leadership } from './leadership.ts';
import { route } from './routes.ts';

export type MarathonOptions = {
  /** `user:password` to ask for; null asks for nothing. */
  readonly user: string | null;
  readonly door: Door;
};

export type Marathon = {
  readonly handler: Handler;
  readonly leadership: Leadership;
  /** The event stream's readers. */
  readers(): number;
  /** The world was replaced or is over. */
  forget(): void;
};

const abdicationMs = 500;
const awayMs = 4000;

function isAllowed(exchange: Exchange, user: string | null): boolean {
  if (user === null) return true;
  return exchange.req.headers.authorization === `Basic ${Buffer.from(user, 'utf8').toString('base64')}`;
}

/** Only exactly this header opens the stream; a list of types does not. Measured on Marathon 1.11.26. */
function attach(exchange: Exchange, hub: EventHub): void {
  if (exchange.method === 'GET' && exchange.req.headers.accept === 'text/event-stream') {
    hub.attach(exchange);
    return;
  }
  const headers = { ...commonHeaders(exchange), 'Content-Length': '0' };
  exchange.res.writeHead(405, `HTTP method ${exchange.method} is not supported by this URL`, headers);
  exchange.res.end();
}

/** The front door of the simulated Marathon. */
export function createMarathonHandler(context: UpstreamContext, options: MarathonOptions): Marathon {
  let seat: { readonly world: World; readonly hub: EventHub } | null = null;

  const hubOf = (world: World): EventHub => {
    if (seat !== null && seat.world === world) return seat.hub;
    seat?.hub.dispose();
    seat = { world, hub: new EventHub(world) };
    return seat.hub;
  };

  const leadership = createLeadership(options.door, () => seat?.hub.closeAll());

  const leader = (exchange: Exchange, world: World): void => {
    if (exchange.method === 'DELETE') {
      send(exchange, { message: 'Leadership abdicated', details: [] });
      world.clock.after(abdicationMs, () => leadership.change(world, awayMs, 'refused'));
      return;
    }
    send(exchange, { leader: `127.0.0.1:${exchange.req.socket.localPort ?? 8080}` });
  };

  const handler: Handler = async (exchange) => {
    const world = context.world();
    const hub = hubOf(world);
    if (leadership.answer(exchange)) return;
    if (!isAllowed(exchange, options.user)) {
      sendHtmlError(exchange, 401, 'Unauthorized', { 'WWW-Authenticate': 'basic realm="null"' });
      return;
    }
    const { path } = exchange;
    try {
      if (path.startsWith('/v2/events')) attach(exchange, hub);
      else if (path === '/v2/leader') leader(exchange, world);
      else if (path === '/') redirect(exchange, '/ui/');
      else if (path === '/help') redirect(exchange, '/api-console/index.html');
      else await route({ exchange, world, stream: hub });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      sendRefusal(exchange, error);
    }
  };

  return {
    handler,
    leadership,
    readers: () => seat?.hub.readers() ?? 0,
    forget() {
      seat?.hub.dispose();
      seat = null;
      leadership.restore();
    },
  };
}

function redirect(exchange: Exchange, to: string): void {
  const port = exchange.req.socket.localPort ?? 8080;
  const headers = { ...commonHeaders(exchange), Location: `http://127.0.0.1:${port}${to}`, 'Content-Length': '0' };
  exchange.res.writeHead(302, headers);
  exchange.res.end();
}

/** The route a request is counted under: ids and task ids become `*`. */
export function marathonRoute(method: string, path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  const [version = '', area = ''] = parts;
  if (version !== 'v2') return `${method} ${path}`;
  const last = parts.at(-1) ?? '';
  if (parts.length === 2) return `${method} /v2/${area}`;
  const tail = ['restart', 'versions', 'tasks', 'delay', 'delete'].includes(last) ? `/${last}` : '';
  return `${method} /v2/${area}/*${tail}`;
}
