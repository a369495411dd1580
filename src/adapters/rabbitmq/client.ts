import { FaultError } from '../../domain/fault.ts';
import type { Json } from '../../domain/version.ts';
import { cutText, isPage, pageTitle, readJson } from '../../platform/answer.ts';
import type { HttpAnswer, Upstream } from '../../platform/http.ts';
import { wireError } from './wire.ts';

/** RabbitMQ's management API: every status but a success is a FaultError. */
export class RabbitmqClient {
  readonly #upstream: Upstream;

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
  }

  /** An answer whose body is yet to be read. */
  async open(path: string, signal: AbortSignal): Promise<HttpAnswer> {
    const answer = await this.#upstream.send({ method: 'GET', path }, signal);
    if (answer.status !== 200) throw faultOf(answer.status, await answer.text());
    return answer;
  }

  async get(path: string, name: string, signal: AbortSignal): Promise<Json> {
    return readJson(await this.open(path, signal), name);
  }

  /** A deletion: 204 with no body. */
  async remove(path: string, signal: AbortSignal): Promise<void> {
    const answer = await this.#upstream.send({ method: 'DELETE', path }, signal);
    const text = await answer.text();
    if (answer.status < 200 || answer.status > 299 || isPage(text)) throw faultOf(answer.status, text);
  }
}

/** `{"error","reason"}`, a page of a proxy, or nothing. */
function faultOf(status: number, body: string): FaultError {
  const text = reasonIn(body);
  if (status === 401 || status === 403) return new FaultError({ kind: 'unauthorised', status, text });
  if (status >= 500 || isPage(body) || status < 400) {
    return new FaultError({ kind: 'failing', status, text: text === '' ? `status ${status}` : text });
  }
  if (status === 404) return new FaultError({ kind: 'missing', status, text });
  return new FaultError({ kind: 'refused', status, text, details: [] });
}

function reasonIn(body: string): string {
  if (isPage(body)) return pageTitle(body);
  try {
    const read = wireError.safeParse(JSON.parse(body));
    if (!read.success) return cutText(body.trim());
    const { error, reason } = read.data;
    return cutText(typeof reason === 'string' ? reason : (error ?? body));
  } catch {
    return cutText(body.trim());
  }
}
