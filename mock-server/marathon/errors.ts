import { sendBody } from '../http/upstream.ts';
import type { Exchange } from '../http/upstream.ts';
import { lockedMessage } from '../world/root.ts';

/** One field's complaints; `path` is `/instances`, `/constraints(0)` or `/` for the object itself. */
export type Complaint = { readonly path: string; readonly errors: readonly string[] };

/** An answer that is not a success; its body is what the real program sends. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: { readonly message: string; readonly [key: string]: unknown }) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

/** Whether a 404 carries `details: []` depends on who found out: reads say it, writes do not. Measured on Marathon 1.11.26. */
export function notFound(message: string, whileWriting = false): Refusal {
  return new Refusal(404, whileWriting ? { message } : { message, details: [] });
}

export function noApp(id: string, whileWriting = false): Refusal {
  return notFound(`App '${id}' does not exist`, whileWriting);
}

export function noGroup(id: string, whileWriting = false): Refusal {
  return notFound(`Group '${id}' does not exist`, whileWriting);
}

/** 422 for what the JSON schema forbids. */
export function badSchema(details: readonly Complaint[]): Refusal {
  return new Refusal(422, { message: 'Invalid JSON', details });
}

/** 422 for what the fields together forbid. */
export function notValid(details: readonly Complaint[]): Refusal {
  return new Refusal(422, { message: 'Object is not valid', details });
}

export function illegal(message: string): Refusal {
  return new Refusal(422, { message });
}

export function badTimestamp(text: string): Refusal {
  return illegal(`Invalid timestamp provided '${text}'. Expecting ISO-8601 datetime string.`);
}

export function locked(deploymentIds: readonly string[]): Refusal {
  return new Refusal(409, { message: lockedMessage, deployments: deploymentIds.map((id) => ({ id })) });
}

export function methodNotAllowed(): Refusal {
  return new Refusal(405, { message: 'Method Not Allowed' });
}

/** Unknown routes really answer 500: measured on Marathon 1.11.26. */
export function unknownRoute(): Refusal {
  return new Refusal(500, { message: 'URI not found' });
}

/** The headers of every answer of a leader. */
export function commonHeaders(exchange: Exchange): Record<string, string> {
  const port = exchange.req.socket.localPort ?? 8080;
  return {
    'X-Marathon-Leader': `http://127.0.0.1:${port}`,
    'X-Frame-Options': 'DENY',
    'X-XSS-Protection': '1; mode=block',
    'Cache-Control': 'no-cache, no-store, must-revalidate',
    Pragma: 'no-cache',
    Expires: '0',
  };
}

/** Sends a ready-made JSON text. */
export function sendText(
  exchange: Exchange,
  text: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  const reason = status === 422 ? { reason: '' } : {};
  const vary: Record<string, string> = status === 200 ? { Vary: 'Accept-Encoding, User-Agent' } : {};
  const all = { ...commonHeaders(exchange), ...headers, 'Content-Type': 'application/json', ...vary };
  sendBody(exchange, status, all, text, reason);
}

/** Sends JSON with Marathon's headers. */
export function send(
  exchange: Exchange,
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendText(exchange, JSON.stringify(value), status, headers);
}

/** Sends a refusal. */
export function sendRefusal(exchange: Exchange, refusal: Refusal): void {
  send(exchange, refusal.body, refusal.status);
}
