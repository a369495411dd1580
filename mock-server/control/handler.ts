import { sendJson } from '../http/upstream.ts';
import type { Handler } from '../http/upstream.ts';
import type { MockHost } from '../start.ts';

/** The control API, `/__mock/…`. */
export function createControlHandler(_host: MockHost): Handler {
  return (exchange) => sendJson(exchange, { message: 'There is no such control.' }, 404);
}
