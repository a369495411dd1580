import type { DurationMs, EpochMs } from './units.ts';

/** The ways an upstream, or the gateway in front of it, can fail; closed, so that each has words for the operator. */
export type Fault =
  /** No answer: refused, reset, name not found, or no byte within the time limit. */
  | { kind: 'unreachable'; why: 'refused' | 'reset' | 'timeout' | 'dns' | 'tls' | 'closed'; text: string }
  /** The upstream said no to our credentials. */
  | { kind: 'unauthorised'; status: number; text: string }
  /** The upstream understood and declined; `text` is what it said, `details` its per-field reasons. */
  | { kind: 'refused'; status: number; text: string; details: readonly FaultDetail[] }
  /** Something else holds the lock (Marathon 409); `deployments` are the holders' ids. */
  | { kind: 'conflict'; status: number; text: string; deployments: readonly string[] }
  /** The thing acted on is not there (any more). */
  | { kind: 'missing'; status: number; text: string }
  /** An answer of 5xx, or an HTML page where JSON was due. */
  | { kind: 'failing'; status: number; text: string }
  /** JSON that is none, was cut off, or lacks what we need; `path` says where (`apps[3].id`). */
  | { kind: 'unreadable'; path: string; text: string }
  /** The stream said nothing for longer than its heartbeat allows. */
  | { kind: 'silent'; forMs: DurationMs }
  /** The answer was larger than the limit. */
  | { kind: 'too-large'; limitBytes: number };

/** One reason within a refusal; `path` is the upstream's own (`/instances`). */
export interface FaultDetail {
  path: string;
  errors: readonly string[];
}

/** A fault with the moment (gateway clock) and the read or act it hit. */
export interface FaultAt {
  fault: Fault;
  atMs: EpochMs;
  during: string;
}

/** Carries a {@link Fault} through code that throws. */
export class FaultError extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.kind);
    this.name = 'FaultError';
    this.fault = fault;
  }
}
