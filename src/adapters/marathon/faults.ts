import { FaultError, type FaultDetail } from '../../domain/fault.ts';
import { cutText, isPage, pageTitle } from '../../platform/answer.ts';
import type { HttpAnswer } from '../../platform/http.ts';
import { wireError, type WireError } from './wire.ts';

/** The fault of an answer that is no success; reads its body. */
export async function faultOfAnswer(answer: HttpAnswer): Promise<FaultError> {
  return faultOf(answer.status, await answer.text());
}

function faultOf(status: number, body: string): FaultError {
  const error = parseError(body);
  const text = error?.message ? sayable(error.message) : plainText(body);
  if (status === 401) return new FaultError({ kind: 'unauthorised', status, text });
  if (isPage(body) || status >= 500) return new FaultError({ kind: 'failing', status, text });
  if (status === 404) return new FaultError({ kind: 'missing', status, text });
  const deployments = error?.deployments ?? [];
  // A 409 without deployments is about a name that is taken, not about a lock (Marathon 1.11, source).
  if (status === 409 && deployments.length > 0) {
    return new FaultError({ kind: 'conflict', status, text, deployments: deployments.map(({ id }) => id) });
  }
  if (status >= 400) return new FaultError({ kind: 'refused', status, text, details: detailsOf(error) });
  return new FaultError({ kind: 'failing', status, text: text === '' ? `unexpected status ${status}` : text });
}

function parseError(body: string): WireError | null {
  try {
    const read = wireError.safeParse(JSON.parse(body));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** The message of an unknown pod is itself JSON in a text (measured on 1.11.26). */
function sayable(message: string): string {
  const inner = message.startsWith('{') ? parseError(message)?.message : null;
  return cutText(inner ?? message);
}

function plainText(body: string): string {
  return isPage(body) ? pageTitle(body) : cutText(body.trim());
}

function detailsOf(error: WireError | null): readonly FaultDetail[] {
  if (!error?.details) return [];
  if (typeof error.details === 'string') return [{ path: '', errors: [cutText(error.details)] }];
  return error.details.slice(0, 100).map(({ path, errors }) => ({
    path: cutText(path ?? '', 300),
    errors: (errors ?? []).slice(0, 20).map((text) => cutText(text)),
  }));
}
