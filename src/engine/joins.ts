import type { App } from '../domain/app.ts';
import type { Instance } from '../domain/instance.ts';
import type { DrainLink, HostLink } from '../domain/link.ts';
import type { Consumer, Queue } from '../domain/queue.ts';
import type { Worker } from '../domain/worker.ts';

/** Everything the joins look at; what a source does not tell is an empty list. */
export interface World {
  apps: readonly App[];
  instances: readonly Instance[];
  workers: readonly Worker[];
  queues: readonly Queue[];
  consumers: readonly Consumer[];
}

/** Who runs which worker and who drains which queue, each with its evidence; where the evidence is ambiguous there is no link. */
export function joinWorlds(_world: World): { hosts: HostLink[]; drains: DrainLink[] } {
  return { hosts: [], drains: [] };
}
