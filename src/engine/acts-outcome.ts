import type { ActState } from '../domain/act.ts';
import type { Fault } from '../domain/fault.ts';
import type { Intent } from '../domain/intent.ts';

/**
 * What a failed sending means for an act. `timed-out` wherever the upstream may have done it all the same: no answer after the
 * request went out, an answer that could not be read, a proxy that gave up waiting (Marathon's standby answers 502 after 10 s), a
 * part of the upstream that waited in vain for another (Marathon 1.11's `Futures timed out`): that one goes on with what it was given.
 */
export function stateOfFault(fault: Fault): Extract<ActState, 'refused' | 'conflict' | 'timed-out'> {
  switch (fault.kind) {
    case 'conflict':
      return 'conflict';
    case 'unreachable':
      return fault.why === 'timeout' || fault.why === 'reset' || fault.why === 'closed' ? 'timed-out' : 'refused';
    case 'unreadable':
    case 'silent':
    case 'too-large':
      return 'timed-out';
    case 'failing':
      return fault.status === 502 || fault.status === 504 || /\btimed out\b/i.test(fault.text)
        ? 'timed-out'
        : 'refused';
    case 'refused':
    case 'unauthorised':
    case 'missing':
      return 'refused';
  }
}

/** The intent over the lock that refused it; null for those that meet none. */
export function forced(intent: Intent): Intent | null {
  switch (intent.kind) {
    case 'scale-app':
    case 'restart-app':
    case 'suspend-app':
    case 'resume-app':
    case 'roll-back-app':
    case 'kill-instance':
      return { ...intent, force: true };
    case 'reset-delay':
    case 'stop-deployment':
    case 'purge-queue':
    case 'grow-pool':
    case 'shrink-pool':
    case 'add-consumer':
    case 'cancel-consumer':
    case 'shut-down-worker':
    case 'revoke-task':
      return null;
  }
}

/** Whether two intents ask for the same thing. */
export function sameIntent(a: Intent, b: Intent): boolean {
  return textOf(a) === textOf(b);
}

/** The order of an intent's fields says nothing. */
function textOf(intent: Intent): string {
  return JSON.stringify(Object.entries(intent).sort(([a], [b]) => (a < b ? -1 : 1)));
}
