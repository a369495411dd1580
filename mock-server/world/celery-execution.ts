import type { Delivery, Json, Message } from './celery-message.ts';
import { rejectTraceback, softLimitTraceback, hardLimitTraceback, taskTraceback } from './celery-traceback.ts';
import { pythonRepr } from './celery-python.ts';
import type { TaskType } from './celery-task-types.ts';
import type { Cancel } from './clock.ts';
import type { SimRandom } from './random.ts';

/** Soft and hard time limits of a task type, in seconds. */
export type TimeLimits = { readonly softS: number | null; readonly hardS: number | null };

/** How a run will end; decided when it begins, so that a seed tells the whole story. */
export type Outcome =
  | { readonly kind: 'succeeds'; readonly value: Json }
  | { readonly kind: 'fails'; readonly exception: string; readonly traceback: string }
  | { readonly kind: 'retries'; readonly exception: string; readonly traceback: string }
  | { readonly kind: 'rejects'; readonly exception: string; readonly traceback: string }
  | { readonly kind: 'crashes' };

/** A task in a pool process. */
export type Execution = {
  readonly delivery: Delivery;
  readonly type: TaskType;
  readonly startedAtMs: number;
  readonly endsAtMs: number;
  readonly processPid: number;
  /** billiard's job number within the worker. */
  readonly job: number;
  readonly outcome: Outcome;
  cancel: Cancel;
  /** Ended while the worker's main process was frozen: nobody has heard of it yet. */
  ended: boolean;
  /** The process that ran it is gone; the main process will notice. */
  lost: boolean;
};

/** Standard normal by Box and Muller. */
function normal(random: SimRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

function drawOutcome(type: TaskType, message: Message, tookMs: number, random: SimRandom): Outcome {
  const roll = random.next();
  const [exception, text] = type.error(random);
  const repr = `${exception}(${text === '' ? '' : pythonRepr(text)})`;
  if (roll < type.retries) {
    const traceback = taskTraceback(type.name, exception, text);
    return message.retries < type.maxRetries
      ? { kind: 'retries', exception: repr, traceback }
      : { kind: 'fails', exception: repr, traceback };
  }
  if (roll < type.retries + type.rejects) {
    return {
      kind: 'rejects',
      exception: `reject requeue=False: ${text}`,
      traceback: rejectTraceback(type.name, text),
    };
  }
  if (roll < type.retries + type.rejects + type.fails) {
    const traceback =
      exception === 'SoftTimeLimitExceeded' ? softLimitTraceback : taskTraceback(type.name, exception, text);
    return { kind: 'fails', exception: repr, traceback };
  }
  return { kind: 'succeeds', value: type.result(random, tookMs / 1000) };
}

/** How long a run takes (ms, for all messages it stands for) and how it ends. */
export function decideRun(
  type: TaskType,
  message: Message,
  stretch: number,
  limits: TimeLimits | undefined,
  random: SimRandom,
): { readonly tookMs: number; readonly outcome: Outcome } {
  const factor = Math.exp(type.spread * Math.max(-2.5, Math.min(2.5, normal(random))));
  const tookMs = Math.max(1, Math.round(type.medianMs * factor * stretch));
  const weighed = tookMs * message.weight;
  if (message.poison) return { tookMs: Math.min(weighed, 1_500), outcome: { kind: 'crashes' } };
  if (message.fails !== null) return { tookMs: weighed, outcome: { kind: 'fails', ...message.fails } };
  const [seconds] = message.args;
  if (type.sleeps && typeof seconds === 'number') {
    return { tookMs: seconds * 1000, outcome: { kind: 'succeeds', value: seconds } };
  }
  const { softS = null, hardS = null } = limits ?? {};
  if (softS !== null && tookMs > softS * 1000) {
    const outcome: Outcome = { kind: 'fails', exception: 'SoftTimeLimitExceeded()', traceback: softLimitTraceback };
    return { tookMs: softS * 1000 * message.weight, outcome };
  }
  if (hardS !== null && tookMs > hardS * 1000) {
    const traceback = hardLimitTraceback(hardS);
    return {
      tookMs: hardS * 1000 * message.weight,
      outcome: { kind: 'fails', exception: 'ExceptionWithTraceback()', traceback },
    };
  }
  return { tookMs: weighed, outcome: drawOutcome(type, message, tookMs, random) };
}
