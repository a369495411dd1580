import { FaultError } from '../../domain/fault.ts';
import type { Json } from '../../domain/version.ts';
import { cutText, isPage, pageTitle, parseJson } from '../../platform/answer.ts';
import type { HttpAnswer, Upstream } from '../../platform/http.ts';
import { wireError, wireMessage } from './wire.ts';

/** Flower's HTTP API: every status but 200 is a FaultError. */
export class FlowerClient {
  readonly #upstream: Upstream;

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
  }

  async get(path: string, name: string, signal: AbortSignal): Promise<Json> {
    const answer = await this.#upstream.send({ method: 'GET', path }, signal);
    return parseJson(await goodText(answer), answer.status, name);
  }

  /** A control command. Its parameters stand in the query: a JSON body is not read (measured on Flower 2.2.0). */
  async command(path: string, signal: AbortSignal): Promise<string | null> {
    const answer = await this.#upstream.send({ method: 'POST', path }, signal);
    const text = await goodText(answer);
    // A proxy's login page is a success to HTTP; nothing was done.
    if (isPage(text)) throw new FaultError({ kind: 'failing', status: answer.status, text: pageTitle(text) });
    return messageIn(text);
  }
}

/** What Flower said; an answer that cannot be read does not undo what was accepted. */
function messageIn(text: string): string | null {
  try {
    const read = wireMessage.safeParse(JSON.parse(text));
    return read.success && read.data.message ? cutText(read.data.message) : null;
  } catch {
    return null;
  }
}

async function goodText(answer: HttpAnswer): Promise<string> {
  const text = await answer.text();
  if (answer.status !== 200) throw faultOf(answer.status, text);
  return text;
}

/**
 * Flower says 403 for a refusal of its own, a refusal of the worker's and a worker that did not answer within a second. In the last case
 * the command still waits for the worker: a frozen one's pool grew when it went on (measured on Flower 2.2.0).
 */
const unanswered = ': Unknown reason';

/** Errors are plain text, a page or nothing; a search that cannot be read is JSON. */
function faultOf(status: number, body: string): FaultError {
  const text = saidIn(body);
  if (status === 401) return new FaultError({ kind: 'unauthorised', status, text });
  if (status >= 500) return new FaultError({ kind: 'failing', status, text: text === '' ? `status ${status}` : text });
  if (isPage(body) || status < 400) return new FaultError({ kind: 'failing', status, text });
  if (status === 404) return new FaultError({ kind: 'missing', status, text });
  if (status === 403 && text.endsWith(unanswered)) return new FaultError({ kind: 'unreachable', why: 'timeout', text });
  return new FaultError({ kind: 'refused', status, text, details: [] });
}

function saidIn(body: string): string {
  if (isPage(body)) return pageTitle(body);
  if (!body.trimStart().startsWith('{')) return cutText(body.trim());
  try {
    const read = wireError.safeParse(JSON.parse(body));
    return cutText(read.success ? read.data.error : body);
  } catch {
    return cutText(body);
  }
}
