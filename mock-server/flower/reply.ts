import { createHash } from 'node:crypto';
import { sendBody } from '../http/upstream.ts';
import type { Exchange } from '../http/upstream.ts';

/** What Flower answers: JSON, plain text, or HTML (which is also the type of its empty and of its refused bodies). */
export type Reply = {
  readonly status: number;
  readonly type: 'json' | 'text' | 'html';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const contentTypes: Readonly<Record<Reply['type'], string>> = {
  json: 'application/json; charset=UTF-8',
  text: 'text/plain; charset=UTF-8',
  html: 'text/html; charset=UTF-8',
};

/** A reply that ends the handling of a request wherever it is found. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(reply.body);
    this.reply = reply;
  }
}

export const json = (value: unknown, status = 200): Reply => ({ status, type: 'json', body: JSON.stringify(value) });
export const message = (text: string): Reply => json({ message: text });
export const text = (status: number, body: string): Reply => ({ status, type: 'text', body });
/** 403 of a worker that refused or did not answer; Flower sends it as HTML (measured on Flower 2.2.0). */
export const refused = (body: string): Reply => ({ status: 403, type: 'html', body });
export const empty = (status: number): Reply => ({ status, type: 'html', body: '' });

/** Ends the handling with a plain text. */
export function refuse(status: number, body: string): never {
  throw new Refusal(text(status, body));
}

/** Sends a reply as Tornado does: an ETag on successful reads, 304 when the client has it, never compressed. */
export function sendReply(exchange: Exchange, reply: Reply, cors: Readonly<Record<string, string>>): void {
  const { method, req, res } = exchange;
  const common = { Server: 'TornadoServer/6.6.1', 'X-Content-Type-Options': 'nosniff', ...cors, ...reply.headers };
  if (method === 'OPTIONS') {
    res.writeHead(204, common);
    res.end();
    return;
  }
  const etag =
    method === 'GET' && reply.status === 200 ? `"${createHash('sha1').update(reply.body).digest('hex')}"` : null;
  if (etag !== null && req.headers['if-none-match'] === etag) {
    res.writeHead(304, { ...common, Etag: etag });
    res.end();
    return;
  }
  const headers = { ...common, 'Content-Type': contentTypes[reply.type], ...(etag === null ? {} : { Etag: etag }) };
  sendBody(exchange, reply.status, headers, reply.body, { compress: false });
}
