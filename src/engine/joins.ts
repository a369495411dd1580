import type { App } from '../domain/app.ts';
import type { Instance } from '../domain/instance.ts';
import type { EntityKey } from '../domain/keys.ts';
import type { DrainLink, Evidence, HostLink } from '../domain/link.ts';
import type { Consumer, Queue } from '../domain/queue.ts';
import type { Worker } from '../domain/worker.ts';
import { celeryIn } from './joins-command.ts';
import { hostLinks, type CeleryApp } from './joins-hosts.ts';
import { noOrigins, type Origins } from './joins-origins.ts';

/** Everything the joins look at; what a source does not tell is an empty list. */
export interface World {
  apps: readonly App[];
  instances: readonly Instance[];
  workers: readonly Worker[];
  queues: readonly Queue[];
  consumers: readonly Consumer[];
}

/** The label by which an app says which queues it drains: names, separated by commas. */
const queuesLabel = 'signalbox.queues';

const evidenceOrder = [
  'label',
  'command',
  'process',
  'host',
  'earlier',
  'inspection',
  'pidbox',
] as const satisfies Evidence[];

/**
 * Who runs which worker and who drains which queue, each with its evidence; where the evidence is ambiguous there is no link. `origins`:
 * what earlier joins knew of the workers' processes.
 */
export function joinWorlds(world: World, origins: Origins = noOrigins): { hosts: HostLink[]; drains: DrainLink[] } {
  const declared = world.apps.map(declarationOf).filter((one) => one !== null);
  const hosts = hostLinks(declared, world.instances, world.workers, origins);
  const brokers = new Brokers(world.queues);
  const links = new Links(hosts);
  const homes = pidboxLinks(world, brokers, links);
  for (const worker of world.workers) {
    for (const name of worker.queues) {
      const queue = brokers.find(name, homes.get(worker.key));
      if (queue !== null) links.add(queue, worker.key, ['inspection']);
    }
  }
  appLinks(declared, hosts, homes, brokers, links);
  return { hosts, drains: links.all() };
}

interface Declaration extends CeleryApp {
  byLabel: ReadonlySet<string>;
}

/** What an app says of itself; null when it says nothing of queues or Celery. */
function declarationOf(app: App): Declaration | null {
  const label = Object.hasOwn(app.labels, queuesLabel) ? (app.labels[queuesLabel] ?? '') : '';
  const byLabel = new Set(
    label
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );
  const command = celeryIn(app.command);
  if (!command && byLabel.size === 0) return null;
  const queues = new Set([...byLabel, ...(command?.queues ?? [])]);
  return { app, byLabel, queues, nodes: new Set(command?.nodes) };
}

/** A broker's namespace: one vhost of one source. */
function homeOf(of: { source: string; vhost: string }): string {
  return `${of.source} ${of.vhost}`;
}

/** Task queues by name, across brokers and vhosts. */
class Brokers {
  readonly #byName = new Map<string, Map<string, EntityKey>>();

  constructor(queues: readonly Queue[]) {
    for (const queue of queues) {
      if (queue.role !== 'task') continue;
      const homes = this.#byName.get(queue.name) ?? new Map<string, EntityKey>();
      homes.set(homeOf(queue), queue.key);
      this.#byName.set(queue.name, homes);
    }
  }

  /** The queue of that name: in one of the homes where those are known, else the only one there is; null where several could be meant. */
  find(name: string, homes: ReadonlySet<string> | undefined): EntityKey | null {
    const found = this.#byName.get(name);
    if (!found) return null;
    const meant = [...found].filter(([home]) => !homes || homes.size === 0 || homes.has(home));
    const [first] = meant;
    return meant.length === 1 && first ? first[1] : null;
  }
}

const pidbox = '.celery.pidbox';

/**
 * RabbitMQ does not name its clients, but a worker consumes its own remote-control queue over the connection of its task queues
 * (measured on RabbitMQ 3.10.8, Celery 5.7.0). Returns where each worker was seen.
 */
function pidboxLinks(world: World, brokers: Brokers, links: Links): Map<EntityKey, Set<string>> {
  const workers = new Map<string, EntityKey | null>();
  for (const worker of world.workers) workers.set(worker.name, workers.has(worker.name) ? null : worker.key);
  const homes = new Map<EntityKey, Set<string>>();
  const byConnection = new Map<string, EntityKey>();
  for (const consumer of world.consumers) {
    if (!consumer.queue.endsWith(pidbox)) continue;
    const worker = workers.get(consumer.queue.slice(0, -pidbox.length));
    if (!worker) continue;
    const home = homeOf(consumer);
    byConnection.set(`${home} ${consumer.connection}`, worker);
    homes.set(worker, (homes.get(worker) ?? new Set()).add(home));
  }
  for (const consumer of world.consumers) {
    const home = homeOf(consumer);
    const worker = byConnection.get(`${home} ${consumer.connection}`);
    const queue = worker && brokers.find(consumer.queue, new Set([home]));
    if (worker && queue) links.add(queue, worker, ['pidbox']);
  }
  return homes;
}

/** Queues that apps say they drain; where a name exists in several brokers, the one where the app's workers were seen. */
function appLinks(
  declared: readonly Declaration[],
  hosts: readonly HostLink[],
  homes: ReadonlyMap<EntityKey, ReadonlySet<string>>,
  brokers: Brokers,
  links: Links,
): void {
  const homesOfApp = new Map<EntityKey, Set<string>>();
  for (const { app, worker } of hosts) {
    const known = homesOfApp.get(app) ?? new Set<string>();
    for (const home of homes.get(worker) ?? []) known.add(home);
    homesOfApp.set(app, known);
  }
  for (const { app, queues, byLabel } of declared) {
    for (const name of queues) {
      const queue = brokers.find(name, homesOfApp.get(app.key));
      if (queue !== null) links.declare(queue, app.key, byLabel.has(name) ? 'label' : 'command');
    }
  }
}

/** Drain links by queue, worker and app. */
class Links {
  readonly #appOf = new Map<EntityKey, HostLink>();
  readonly #found = new Map<string, { link: DrainLink; evidence: Set<Evidence> }>();

  constructor(hosts: readonly HostLink[]) {
    for (const host of hosts) this.#appOf.set(host.worker, host);
  }

  /** A worker drains a queue; its app, where known, drains it with it. */
  add(queue: EntityKey, worker: EntityKey, evidence: readonly Evidence[]): void {
    const host = this.#appOf.get(worker);
    this.#put(queue, worker, host?.app ?? null, [...evidence, ...(host?.evidence ?? [])]);
  }

  /** An app says that it drains a queue. */
  declare(queue: EntityKey, app: EntityKey, evidence: 'label' | 'command'): void {
    this.#put(queue, null, app, [evidence]);
  }

  all(): DrainLink[] {
    return [...this.#found.values()].map(({ link, evidence }) => ({
      ...link,
      evidence: evidenceOrder.filter((one) => evidence.has(one)),
    }));
  }

  #put(queue: EntityKey, worker: EntityKey | null, app: EntityKey | null, evidence: readonly Evidence[]): void {
    const key = JSON.stringify([queue, worker, app]);
    const known = this.#found.get(key) ?? { link: { queue, worker, app, evidence: [] }, evidence: new Set<Evidence>() };
    for (const one of evidence) known.evidence.add(one);
    this.#found.set(key, known);
  }
}
