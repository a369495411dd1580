import type { Flow, Offer } from '../domain/drain.ts';
import type { EntityKey } from '../domain/keys.ts';
import type { DrainLink, Evidence } from '../domain/link.ts';
import type { Queue } from '../domain/queue.ts';
import type { Drain, QueueRow } from '../protocol/rows.ts';

/** The row of a queue with who drains it and how it flows. */
export function queueRowOf(queue: Queue, drains: readonly DrainLink[], flow: Flow, offer: Offer | null): QueueRow {
  return {
    key: queue.key,
    name: queue.name,
    vhost: queue.vhost,
    role: queue.role,
    type: queue.type,
    state: queue.state,
    depth: queue.depth,
    ready: queue.ready,
    unacked: queue.unacked,
    inPerS: queue.inPerS,
    outPerS: queue.outPerS,
    consumers: queue.consumers,
    drains: drainsOf(drains),
    trend: flow.trend,
    emptyInMs: flow.emptyInMs,
    offer,
  };
}

/** One entry per app; workers of no known app share one, last. */
function drainsOf(links: readonly DrainLink[]): Drain[] {
  const byApp = new Map<EntityKey | null, { workers: Set<EntityKey>; evidence: Set<Evidence> }>();
  for (const { app, worker, evidence } of links) {
    const drain = byApp.get(app) ?? { workers: new Set(), evidence: new Set() };
    if (worker !== null) drain.workers.add(worker);
    for (const kind of evidence) drain.evidence.add(kind);
    byApp.set(app, drain);
  }
  return [...byApp]
    .map(([app, { workers, evidence }]) => ({ app, workers: [...workers].sort(), evidence: [...evidence].sort() }))
    .sort((a, b) => rank(a.app).localeCompare(rank(b.app), 'en'));
}

function rank(app: EntityKey | null): string {
  return app === null ? '1' : `0${app}`;
}
