import { FaultError } from '../../domain/fault.ts';
import type { Json } from '../../domain/version.ts';
import { isPage, pageTitle, readJson } from '../../platform/answer.ts';
import { escapeSegment } from '../../platform/address.ts';
import type { HttpAnswer, HttpRequest, Upstream } from '../../platform/http.ts';
import { faultOfAnswer } from './faults.ts';
import { wireStarted } from './wire.ts';

const json = { accept: 'application/json' } as const;

/** Marathon's REST API: every status but a success is a FaultError. */
export class MarathonClient {
  readonly #upstream: Upstream;

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
  }

  /** An answer whose body is yet to be read. */
  async open(path: string, signal: AbortSignal): Promise<HttpAnswer> {
    const answer = await this.#upstream.send({ method: 'GET', path, headers: json }, signal);
    if (answer.status !== 200) throw await faultOfAnswer(answer);
    return answer;
  }

  async get(path: string, name: string, signal: AbortSignal): Promise<Json> {
    return readJson(await this.open(path, signal), name);
  }

  /** The same, with undefined (which no JSON is) for what is not there. */
  async find(path: string, name: string, signal: AbortSignal): Promise<Json | undefined> {
    try {
      return await this.get(path, name, signal);
    } catch (error) {
      if (error instanceof FaultError && error.fault.kind === 'missing') return undefined;
      throw error;
    }
  }

  /** Carries out a write; the deployment it started and the version it gave, if it did. */
  async write(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: Json | null,
    signal: AbortSignal,
  ): Promise<Started> {
    const request: HttpRequest =
      body === null
        ? { method, path, headers: json }
        : { method, path, headers: { ...json, 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await this.#upstream.send(request, signal);
    if (answer.status < 200 || answer.status > 299) throw await faultOfAnswer(answer);
    const text = await answer.text();
    // A proxy's login page is a success to HTTP; nothing was done.
    if (isPage(text)) throw new FaultError({ kind: 'failing', status: answer.status, text: pageTitle(text) });
    const told = startedIn(text);
    return { ...told, deployment: answer.headers.get('marathon-deployment-id') ?? told.deployment };
  }

  /** Opens the event stream. Anything added to this Accept is answered 405 (measured on 1.11.26). */
  async events(path: string, signal: AbortSignal): Promise<HttpAnswer> {
    return this.#upstream.send({ method: 'GET', path, headers: { accept: 'text/event-stream' } }, signal);
  }
}

/** What a write started; both null where it started nothing. */
export interface Started {
  deployment: string | null;
  version: string | null;
}

/** 204 and 202 have no body. A body that cannot be read does not undo what was accepted: it only names no deployment. */
function startedIn(text: string): Started {
  try {
    const read = wireStarted.safeParse(JSON.parse(text));
    if (read.success) return { deployment: read.data.deploymentId ?? null, version: read.data.version ?? null };
  } catch {
    // No JSON names nothing.
  }
  return { deployment: null, version: null };
}

/**
 * An app's address: `/v2/apps//shop/worker`, with the double slash as recorded. What could mean another address is refused: Marathon
 * resolves `..` and `.` in paths and takes `*` for a whole group.
 */
export function appPath(appId: string): string {
  return `/v2/apps/${escapeId(appId)}`;
}

/** An app's place in the launch queue. */
export function queuePath(appId: string): string {
  return `/v2/queue/${escapeId(appId)}`;
}

function escapeId(appId: string): string {
  const segments = appId.split('/').slice(1);
  if (!appId.startsWith('/') || segments.includes('*')) {
    throw new FaultError({ kind: 'refused', status: 0, text: 'This is not the id of an app.', details: [] });
  }
  return `/${segments.map(escapeSegment).join('/')}`;
}
