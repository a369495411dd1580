import type { EntityKey } from './keys.ts';

/**
 * Why we believe that an app's instances run a worker, or that a worker drains a queue; never guessed silently.
 * `label`: the app's label `signalbox.queues`; `command`: `-Q` in its command line; `process`: worker host and pid match an
 * instance; `host`: only the host matches; `earlier`: it did, and the process is still the same, while its queues were changed;
 * `inspection`: the worker said so; `pidbox`: RabbitMQ's pidbox consumer shares its connection.
 */
export type Evidence = 'label' | 'command' | 'process' | 'host' | 'earlier' | 'inspection' | 'pidbox';

/** A queue drained by a worker and/or an app, with the evidence. */
export interface DrainLink {
  queue: EntityKey;
  worker: EntityKey | null;
  app: EntityKey | null;
  evidence: readonly Evidence[];
}

/** A worker run by an app's instance. */
export interface HostLink {
  worker: EntityKey;
  app: EntityKey;
  instance: string | null;
  evidence: readonly Evidence[];
}
