import { sendJson } from '../http/upstream.ts';
import type { Handler, UpstreamContext } from '../http/upstream.ts';

/** The front door of the simulated Rabbitmq. */
export function createRabbitmqHandler(_context: UpstreamContext): Handler {
  return (exchange) => sendJson(exchange, { message: 'not built yet' }, 501);
}
