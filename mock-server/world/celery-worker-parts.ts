import type { Broker } from './broker.ts';
import type { TaskEvent, WorkerEvent } from './celery-events.ts';
import type { Message } from './celery-message.ts';
import type { SimClock } from './clock.ts';
import type { SimRandom } from './random.ts';

/** Who a worker is and what it was started with. */
export type WorkerIdentity = {
  /** `<name>-<n>@<host>`, Celery's node name. */
  readonly name: string;
  readonly host: string;
  /** IP address its connections come from; made up from the host if absent. */
  readonly address?: string;
  readonly pid: number;
  readonly appId: string | null;
  readonly instanceId: string | null;
  readonly concurrency: number;
  readonly queues: readonly string[];
  readonly autoscale: { readonly min: number; readonly max: number } | null;
  readonly poolRestarts: boolean;
};

/** What a worker needs of its surroundings. */
export type WorkerParts = {
  readonly clock: SimClock;
  readonly random: SimRandom;
  readonly broker: Broker;
  readonly say: (event: TaskEvent) => void;
  readonly announce: (event: WorkerEvent) => void;
  /** Sends a task the worker's own code sends: a retry of the same id, or a successor. */
  readonly send: (message: Message, afterMs: number) => void;
  readonly successor: (type: string, parent: Message) => Message;
  /** How much slower than written in its type a task runs, so that a crew of any size is well used. */
  readonly stretch: (queue: string) => number;
  /** The process ended by itself after a warm shutdown. */
  readonly exited: (name: string) => void;
};
