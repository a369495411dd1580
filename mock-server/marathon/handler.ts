import { sendJson } from '../http/upstream.ts';
import type { Handler, UpstreamContext } from '../http/upstream.ts';

/** The front door of the simulated Marathon. */
export function createMarathonHandler(_context: UpstreamContext): Handler {
  return (exchange) => sendJson(exchange, { message: 'URI not found' }, 500);
}
