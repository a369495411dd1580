import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isLoopback } from './listen.ts';
import { cspReportPath } from './page-rules.ts';
import { HttpProblem } from './problem.ts';

/** What the guard needs to know of the configuration. */
export interface GuardOptions {
  hosts: readonly string[];
  listenHost: string;
  /** Read-only on a trusted network: any address literal will do as a host. */
  trustNetwork: boolean;
}

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The types in which browsers report violations of the page's own rules. */
export const cspReportTypes = ['application/csp-report', 'application/reports+json'];

/**
 * Three checks before any route. Host: a page elsewhere can point its own name at loopback (DNS rebinding), so only names that are
 * ours are answered. Origin: a write must come from our own page, or from a script (which sends no Origin). JSON: a form of a foreign
 * page can't send it without asking first, and nobody answers that question here.
 */
export function guard(server: FastifyInstance, options: GuardOptions): void {
  server.addHook('onRequest', async (request) => {
    const host = request.headers.host ?? '';
    if (!isOurs(host, options)) {
      throw new HttpProblem(
        421,
        'wrong-host',
        'This gateway is not called by that name; name it under "hosts" in the configuration.',
      );
    }
    if (reads.has(request.method)) return;
    refuseForeign(request, host);
    const type = request.headers['content-type'] ?? '';
    if (!isJson(type) && !isCspReport(request.url, type)) {
      throw new HttpProblem(415, 'json-only', 'Send a JSON body with Content-Type: application/json.');
    }
  });
}

function isJson(type: string): boolean {
  return /^application\/json\s*(?:;|$)/i.test(type);
}

/** It changes nothing but a counter. */
function isCspReport(url: string, type: string): boolean {
  return url === cspReportPath && cspReportTypes.includes((type.split(';')[0] ?? '').trim().toLowerCase());
}

function refuseForeign(request: FastifyRequest, host: string): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const foreign = (site !== undefined && site !== 'same-origin') || (origin !== undefined && hostOf(origin) !== host);
  if (foreign)
    throw new HttpProblem(403, 'foreign-origin', 'Acts are taken from this gateway’s own pages and from scripts only.');
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

function isOurs(host: string, options: GuardOptions): boolean {
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  if (isLoopback(name) || name === options.listenHost.toLowerCase()) return true;
  if (options.hosts.some((known) => known.toLowerCase() === name)) return true;
  return options.trustNetwork && /^[\d.]+$|:/.test(name);
}
