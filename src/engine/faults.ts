import { FaultError, type Fault } from '../domain/fault.ts';

/** Hears of throws that are no FaultError: mistakes of ours, which never stop the engine. */
export type OnBug = (error: unknown, where: string) => void;

/** The fault a throw carries. A throw without one is a bug: it is reported, and stands as an unreadable answer. */
export function faultOf(error: unknown, where: string, onBug: OnBug): Fault {
  if (error instanceof FaultError) return error.fault;
  onBug(error, where);
  return { kind: 'unreadable', path: where, text: 'The answer could not be understood.' };
}

/** Runs `job`; a throw is reported and yields `otherwise`. */
export function guarded<T>(where: string, onBug: OnBug, otherwise: T, job: () => T): T {
  try {
    return job();
  } catch (error) {
    onBug(error, where);
    return otherwise;
  }
}
