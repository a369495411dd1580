import type { App } from '../domain/app.ts';
import type { Instance } from '../domain/instance.ts';
import { keyOf, type EntityKey } from '../domain/keys.ts';
import type { Evidence, HostLink } from '../domain/link.ts';
import type { Worker } from '../domain/worker.ts';
import { originOf, type Origins } from './joins-origins.ts';

/** An app that runs Celery workers, by its label or command line. */
export interface CeleryApp {
  app: App;
  /** The queues it says it drains; empty when it says none. */
  queues: ReadonlySet<string>;
  /** What it calls its nodes; empty when it says nothing. */
  nodes: ReadonlySet<string>;
}

interface Candidate extends CeleryApp {
  /** Its live instances; null when none are known though some run. */
  instances: readonly Instance[] | null;
}

/** Which app runs each worker. A link is made only where no other app could be meant. */
export function hostLinks(
  apps: readonly CeleryApp[],
  instances: readonly Instance[],
  workers: readonly Worker[],
  origins: Origins,
): HostLink[] {
  if (workers.length === 0) return [];
  const candidates = new Candidates(candidatesOf(apps, instances));
  const byTask = new Map<string, Instance | null>();
  for (const instance of instances) {
    // Two clusters may hold the same id: then it names nothing.
    byTask.set(instance.id, byTask.has(instance.id) ? null : instance);
  }
  const links: HostLink[] = [];
  const byHost: ({ worker: Worker; evidence: Evidence } & Found)[] = [];
  for (const worker of workers) {
    const named = byTask.get(hostOf(worker)) ?? null;
    if (named) {
      const app = keyOf(named.source, named.appId);
      links.push({ worker: worker.key, app, instance: named.key, evidence: ['process'] });
      continue;
    }
    const found = foundByHost(worker, candidates, originOf(origins, worker));
    if (found) byHost.push({ worker, ...found });
  }
  // One worker and one instance of the app on a host belong together; with more of either, only the app is certain.
  const crowd = new Map<string, number>();
  const placeOf = (app: EntityKey, worker: Worker) => `${app} ${hostOf(worker).toLowerCase()}`;
  for (const { worker, candidate } of byHost) {
    // Flower lists the dead for ever: they crowd nobody.
    if (worker.alive === false) continue;
    const place = placeOf(candidate.app.key, worker);
    crowd.set(place, (crowd.get(place) ?? 0) + 1);
  }
  for (const { worker, evidence, candidate, there } of byHost) {
    const [first] = there;
    const alone = worker.alive !== false && there.length === 1 && crowd.get(placeOf(candidate.app.key, worker)) === 1;
    const instance = alone && first ? first.key : null;
    links.push({ worker: worker.key, app: candidate.app.key, instance, evidence: [evidence] });
  }
  return links;
}

function candidatesOf(apps: readonly CeleryApp[], instances: readonly Instance[]): Candidate[] {
  const found = new Map<string, Map<string, Instance[]>>();
  for (const { app } of apps) {
    const ids = found.get(app.source) ?? new Map<string, Instance[]>();
    ids.set(app.id, []);
    found.set(app.source, ids);
  }
  for (const instance of instances) {
    if (instance.state === 'running') found.get(instance.source)?.get(instance.appId)?.push(instance);
  }
  return apps.map(({ app, queues, nodes }) => {
    const known = found.get(app.source)?.get(app.id) ?? [];
    return { app, queues, nodes, instances: known.length === 0 && app.counts.running > 0 ? null : known };
  });
}

interface Found {
  candidate: Candidate;
  there: readonly Instance[];
}

/**
 * The app that runs a worker as its host and queues say, or as its process did before its queues were changed. Where the two name
 * different apps nothing is certain: Celery may have been told to give it the other's queues, or the other began it anew under an old
 * process id, as the first process of every container has the same.
 */
function foundByHost(
  worker: Worker,
  candidates: Candidates,
  origin: EntityKey | null,
): (Found & { evidence: Evidence }) | null {
  const host = hostOf(worker);
  const only = onlyCandidate(worker, candidates);
  if (only !== null && only.candidate.app.key !== origin && candidates.mayRun(origin, host)) return null;
  if (only !== null) return { evidence: 'host', ...only };
  const known = candidates.thatIs(origin, host);
  return known && { evidence: 'earlier', ...known };
}

/**
 * The one app that can have started a worker; null where none or several can. An app that names exactly the worker's queues comes
 * before those that share some with it: two apps on a host may drain one queue together.
 */
function onlyCandidate(worker: Worker, candidates: Candidates): Found | null {
  const host = hostOf(worker);
  if (host === '' || host === 'localhost') return null;
  const fit = candidates.thatFit(worker);
  const found = onlyOn(
    host,
    fit.filter(({ queues }) => isExactly(worker, queues)),
  );
  if (found !== 'none') return found;
  const fitting = onlyOn(host, fit);
  return fitting === 'none' || fitting === null || !isBacked(worker, fitting.candidate) ? null : fitting;
}

/** Celery's queue where nobody names another. */
const defaultQueue = 'celery';

/** An app that names no queues fits every worker of its host, which is no evidence: the node's name or Celery's own queue must say it. */
function isBacked(worker: Worker, { queues, nodes }: Candidate): boolean {
  if (queues.size > 0) return true;
  if (nodes.size > 0) return nodes.has(worker.name.split('@')[0] ?? '');
  return worker.queues.length > 0 && worker.queues.every((name) => name === defaultQueue);
}

/** The one candidate on a host; null where several may be, `none` where none can. */
function onlyOn(host: string, candidates: readonly Candidate[]): Found | null | 'none' {
  let only: Found | 'none' = 'none';
  for (const candidate of candidates) {
    // An app whose instances are not known could be on any host.
    if (candidate.instances === null) return null;
    const there = candidate.instances.filter((instance) => sameHost(instance.host, host));
    if (there.length === 0) continue;
    if (only !== 'none') return null;
    only = { candidate, there };
  }
  return only;
}

function isExactly({ queues }: Worker, named: ReadonlySet<string>): boolean {
  return queues.length > 0 && queues.length === named.size && queues.every((name) => named.has(name));
}

/** Candidates by what they say they drain: a thousand workers must not each look at a thousand apps. */
class Candidates {
  readonly #all: readonly Candidate[];
  readonly #byApp: ReadonlyMap<EntityKey, Candidate>;
  readonly #byQueue = new Map<string, Candidate[]>();
  readonly #unnamed: readonly Candidate[];

  constructor(all: readonly Candidate[]) {
    this.#all = all;
    this.#byApp = new Map(all.map((one) => [one.app.key, one]));
    this.#unnamed = all.filter(({ queues }) => queues.size === 0);
    for (const candidate of all) {
      for (const queue of candidate.queues) {
        const known = this.#byQueue.get(queue);
        if (known) known.push(candidate);
        else this.#byQueue.set(queue, [candidate]);
      }
    }
  }

  /** The one of an app, where it runs on that host; null where it does not, or is none. */
  thatIs(app: EntityKey | null, host: string): Found | null {
    const candidate = app === null ? undefined : this.#byApp.get(app);
    const there = candidate?.instances?.filter((instance) => sameHost(instance.host, host)) ?? [];
    return candidate === undefined || there.length === 0 ? null : { candidate, there };
  }

  /** Whether an app runs on that host, or may: where its instances are not known it could be on any. */
  mayRun(app: EntityKey | null, host: string): boolean {
    const candidate = app === null ? undefined : this.#byApp.get(app);
    if (candidate === undefined) return false;
    return candidate.instances === null || this.thatIs(app, host) !== null;
  }

  /** Those a worker can be one of: what it consumes must be what the app says, where both say something. */
  thatFit({ queues }: Worker): readonly Candidate[] {
    if (queues.length === 0) return this.#all;
    return [...new Set([...this.#unnamed, ...queues.flatMap((queue) => this.#byQueue.get(queue) ?? [])])];
  }
}

/** `celery@agent-04` → `agent-04`. */
function hostOf(worker: Worker): string {
  const at = worker.name.indexOf('@');
  return at < 0 ? worker.host : worker.name.slice(at + 1);
}

/** Equal, or one is the other without its domain. */
function sameHost(a: string, b: string): boolean {
  const left = a.toLowerCase();
  const right = b.toLowerCase();
  if (left === right) return true;
  const numeric = /^[\d.]+$/;
  if (left === '' || right === '' || numeric.test(left) || numeric.test(right)) return false;
  return left.startsWith(`${right}.`) || right.startsWith(`${left}.`);
}
