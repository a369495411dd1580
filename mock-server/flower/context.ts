import type { Messaging } from '../world/messaging.ts';
import type { Arguments } from './arguments.ts';
import type { InspectCache } from './inspect-cache.ts';

/** How Flower is set up. */
export type FlowerOptions = {
  /** Asked for on everything but /healthcheck and /metrics [null: no login]. */
  readonly auth?: { readonly user: string; readonly password: string } | null;
  /** FLOWER_UNAUTHENTICATED_API: without a login the API is off unless this is set [true]. */
  readonly unauthenticatedApi?: boolean;
  /** Refuses every POST [false]. */
  readonly readOnly?: boolean;
  /** How Flower waits for workers, in real ms [setTimeout]. */
  readonly sleep?: (ms: number) => Promise<void>;
};

/** What a route of Flower gets. */
export type FlowerCall = {
  readonly messaging: Messaging;
  readonly cache: InspectCache;
  readonly args: Arguments;
  /** The body as text, for the routes that read JSON. */
  readonly body: string;
  /** The decoded last part of the path: a worker, a task type, a task. */
  readonly subject: string;
  readonly sleep: (ms: number) => Promise<void>;
};
