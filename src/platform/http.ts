import type { DurationMs } from '../domain/units.ts';

/** A request to one upstream; paths are relative to its base. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Path and query, beginning with a slash; or an absolute http(s) address an upstream redirected to, which gets no credentials
   * unless it is the base's own origin.
   */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** Until the headers and the whole body are there; streams use it for the headers only. */
  timeoutMs?: DurationMs;
}

/** An answer whose body has not been read. Redirects are answers too: nothing is followed. */
export interface HttpAnswer {
  status: number;
  headers: Headers;
  /** Chunks as they arrive, cut off by the body limit (throws FaultError too-large). */
  chunks(): AsyncIterable<Uint8Array>;
  text(): Promise<string>;
}

/**
 * One upstream's door: base address, credentials, custom CA, time limit, concurrency limit and body limit are inside, so adapters
 * hold none. Throws FaultError (unreachable …) when there is no answer; any status is an answer.
 */
export interface Upstream {
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
}
