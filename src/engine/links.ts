import type { EntityKey } from '../domain/keys.ts';
import type { DrainLink, HostLink } from '../domain/link.ts';
import { sameContent } from './equal.ts';
import { noOrigins, originsAfter, type Origins } from './joins-origins.ts';
import type { World } from './joins.ts';

type Join = (world: World, origins: Origins) => { hosts: HostLink[]; drains: DrainLink[] };

const noDrains: readonly DrainLink[] = [];
const noHosts: readonly HostLink[] = [];

/** What of the links changed. */
interface Relinked {
  queues: ReadonlySet<EntityKey>;
  workers: ReadonlySet<EntityKey>;
}

/** Who drains which queue and who runs which worker, indexed from every end. */
export class Links {
  readonly #join: Join;
  #origins = noOrigins;
  #drainsByQueue = new Map<EntityKey, DrainLink[]>();
  #drainsByWorker = new Map<EntityKey, DrainLink[]>();
  #drainsByApp = new Map<EntityKey, DrainLink[]>();
  #hostByWorker = new Map<EntityKey, HostLink[]>();
  #hostsByApp = new Map<EntityKey, HostLink[]>();

  constructor(join: Join) {
    this.#join = join;
  }

  ofQueue(queue: EntityKey): readonly DrainLink[] {
    return this.#drainsByQueue.get(queue) ?? noDrains;
  }

  ofWorker(worker: EntityKey): readonly DrainLink[] {
    return this.#drainsByWorker.get(worker) ?? noDrains;
  }

  drainedBy(app: EntityKey): readonly DrainLink[] {
    return this.#drainsByApp.get(app) ?? noDrains;
  }

  hostOf(worker: EntityKey): HostLink | null {
    return this.#hostByWorker.get(worker)?.[0] ?? null;
  }

  workersOf(app: EntityKey): readonly HostLink[] {
    return this.#hostsByApp.get(app) ?? noHosts;
  }

  /** Joins anew; returns the queues and workers whose links are no longer the same. */
  update(world: World): Relinked {
    const { hosts, drains } = this.#join(world, this.#origins);
    this.#origins = originsAfter(this.#origins, world.workers, hosts);
    const drainsByQueue = grouped(drains, (link) => link.queue);
    const hostByWorker = grouped(hosts, (link) => link.worker);
    const relinked = {
      queues: changedKeys(this.#drainsByQueue, drainsByQueue),
      workers: changedKeys(this.#hostByWorker, hostByWorker),
    };
    this.#drainsByQueue = drainsByQueue;
    this.#drainsByWorker = grouped(drains, (link) => link.worker);
    this.#drainsByApp = grouped(drains, (link) => link.app);
    this.#hostByWorker = hostByWorker;
    this.#hostsByApp = grouped(hosts, (link) => link.app);
    return relinked;
  }
}

function grouped<L>(links: readonly L[], keyOf: (link: L) => EntityKey | null): Map<EntityKey, L[]> {
  const groups = new Map<EntityKey, L[]>();
  for (const link of links) {
    const key = keyOf(link);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(link);
    else groups.set(key, [link]);
  }
  return groups;
}

function changedKeys<L>(before: ReadonlyMap<EntityKey, L[]>, after: ReadonlyMap<EntityKey, L[]>): Set<EntityKey> {
  const changed = new Set<EntityKey>();
  for (const [key, links] of after) if (!sameContent(before.get(key), links)) changed.add(key);
  for (const key of before.keys()) if (!after.has(key)) changed.add(key);
  return changed;
}
