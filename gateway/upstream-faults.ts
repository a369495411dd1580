import { FaultError } from '../src/domain/fault.ts';

type Why = 'refused' | 'reset' | 'timeout' | 'dns' | 'tls' | 'closed';

const byCode: Readonly<Record<string, Why>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  HPE_INVALID_CONSTANT: 'reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  UND_ERR_DESTROYED: 'closed',
  UND_ERR_CLOSED: 'closed',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
  CERT_HAS_EXPIRED: 'tls',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls',
  EPROTO: 'tls',
};

/**
 * Turns what the HTTP client threw into a FaultError. When the caller itself gave up, its reason is thrown on unchanged: that is no
 * fault of the upstream's.
 */
export function faultOfError(error: unknown, expired: boolean, caller: AbortSignal): unknown {
  if (error instanceof FaultError) return error;
  if (expired) return unreachable('timeout', 'no answer within the time limit');
  if (caller.aborted) return error;
  const code = codeOf(error);
  const why = (code === undefined ? undefined : byCode[code]) ?? (code?.startsWith('ERR_SSL') ? 'tls' : 'reset');
  // The client's message names host and port, which no browser needs to know: the machine word says what happened.
  return unreachable(why, code ?? '');
}

function unreachable(why: Why, text: string): FaultError {
  return new FaultError({ kind: 'unreachable', why, text });
}

/** The machine word of an error, or of what caused it (an AggregateError of several addresses tried holds it one level down). */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string' && error.code !== 'ABORT_ERR') return error.code;
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  return 'cause' in error ? codeOf(error.cause) : undefined;
}
