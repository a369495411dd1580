import type { EntityKey } from '../domain/keys.ts';
import type { HostLink } from '../domain/link.ts';
import type { Worker } from '../domain/worker.ts';

/** The app whose instance started a worker's process, seen while the queues it drained left no doubt. */
interface Origin {
  app: EntityKey;
  pid: number;
  queues: readonly string[];
}

/** By worker. */
export type Origins = ReadonlyMap<EntityKey, Origin>;

export const noOrigins: Origins = new Map();

/**
 * Carries what is known of workers' processes on from one join to the next. Celery gives a running worker other queues when it is told to
 * (`add_consumer`, `cancel_consumer`), which changes neither its process nor who started that.
 */
export function originsAfter(before: Origins, workers: readonly Worker[], hosts: readonly HostLink[]): Origins {
  const proven = new Map(
    hosts.filter(({ evidence }) => !evidence.includes('earlier')).map((it) => [it.worker, it.app]),
  );
  const after = new Map<EntityKey, Origin>();
  for (const worker of workers) {
    const { key, pid, queues } = worker;
    const app = proven.get(key);
    const known = before.get(key);
    if (app !== undefined && pid !== null) after.set(key, { app, pid, queues });
    // With the very queues it had it could now be another's too: there is a doubt after all.
    else if (known !== undefined && (pid === null || isChanged(worker, known))) after.set(key, known);
  }
  return after;
}

/** The app that started this very process, where its queues are others by now; null where that is not known. */
export function originOf(origins: Origins, worker: Worker): EntityKey | null {
  const known = origins.get(worker.key);
  return known !== undefined && isChanged(worker, known) ? known.app : null;
}

function isChanged({ pid, queues }: Worker, known: Origin): boolean {
  if (pid !== known.pid) return false;
  return queues.length !== known.queues.length || queues.some((name) => !known.queues.includes(name));
}
