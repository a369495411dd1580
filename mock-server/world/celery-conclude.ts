import type { TaskEvent } from './celery-events.ts';
import type { Execution } from './celery-execution.ts';
import type { Delivery, Message } from './celery-message.ts';
import { workerLostTraceback } from './celery-traceback.ts';
import type { WorkerParts } from './celery-worker-parts.ts';

/** An event without what the worker adds by itself. */
export type TaskWord = TaskEvent extends infer E
  ? E extends TaskEvent
    ? Omit<E, 'atMs' | 'worker' | 'message'>
    : never
  : never;

/** What a worker lends to whoever ends a run for it. */
export type Desk = {
  readonly say: (message: Message, word: TaskWord) => void;
  readonly ack: (delivery: Delivery) => void;
  /** Frees the room a message takes without acknowledging it. */
  readonly release: (delivery: Delivery) => void;
  readonly parts: WorkerParts;
};

/** First retry after 2 s, then twice as long each time. */
const retryAfterMs = 2_000;

/** Tells how a run ended and settles its message. */
export function conclude({ delivery, outcome, startedAtMs, type }: Execution, desk: Desk): void {
  const { message } = delivery;
  const { clock, broker, send, successor } = desk.parts;
  switch (outcome.kind) {
    case 'succeeds': {
      const runtimeS = (clock.nowMs() - startedAtMs) / 1000 / message.weight;
      desk.say(message, { kind: 'succeeded', value: outcome.value, runtimeS });
      desk.ack(delivery);
      for (const next of type.sends) send(successor(next, message), 0);
      return;
    }
    case 'fails':
      desk.say(message, { kind: 'failed', exception: outcome.exception, traceback: outcome.traceback });
      desk.ack(delivery);
      return;
    case 'retries':
      // The new message is sent before the worker says so: a listener ends up with RETRY, not PENDING.
      send({ ...message, retries: message.retries + 1, deliveries: 0 }, retryAfterMs * 2 ** message.retries);
      desk.say(message, { kind: 'retried', exception: outcome.exception, traceback: outcome.traceback });
      desk.ack(delivery);
      return;
    case 'rejects':
      desk.say(message, { kind: 'failed', exception: outcome.exception, traceback: outcome.traceback });
      desk.say(message, { kind: 'rejected' });
      desk.release(delivery);
      broker.reject(delivery);
      return;
    case 'crashes':
      return;
  }
}

/** The same for a run whose process died under it. */
export function concludeLost({ delivery, type, job }: Execution, desk: Desk): void {
  const { message } = delivery;
  if (type.requeueWhenLost || message.poison) {
    // No trace of the crash in any API but "rejected" and a new start (measured on Celery 5.7.0).
    desk.say(message, { kind: 'rejected' });
    desk.release(delivery);
    desk.parts.broker.requeue([delivery]);
    return;
  }
  desk.say(message, { kind: 'failed', exception: 'ExceptionWithTraceback()', traceback: workerLostTraceback(job) });
  desk.ack(delivery);
}
