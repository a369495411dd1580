import type { WorkerIdentity } from './celery-worker-parts.ts';
import type { AppConfig } from './app.ts';
import type { Cancel, SimClock } from './clock.ts';
import type { Cluster, GoneReason } from './cluster.ts';
import type { SimInstance } from './instance.ts';
import type { SimRandom } from './random.ts';

/** What an app's configuration says about the Celery worker in it. */
type WorkerPlan = {
  readonly queues: readonly string[];
  readonly concurrency: number;
  readonly autoscale: { readonly min: number; readonly max: number } | null;
};

const listed = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function option(cmd: string, names: string): string | null {
  return new RegExp(`(?:^|\\s)(?:${names})[= ]?([^\\s]+)`).exec(cmd)?.[1] ?? null;
}

function whole(text: string | null | undefined): number | null {
  const value = Number(text);
  return text !== null && text !== undefined && Number.isInteger(value) && value > 0 ? value : null;
}

/** The worker an app runs: by its label `signalbox.queues`, else by `-Q` in a celery command; null if it runs none. */
export function workerPlan(config: Pick<AppConfig, 'cmd' | 'labels'>): WorkerPlan | null {
  const { labels } = config;
  const cmd = config.cmd?.includes('celery') === true ? config.cmd : '';
  const queues = listed(labels['signalbox.queues'] ?? option(cmd, '-Q|--queues') ?? '');
  if (queues.length === 0) return null;
  const concurrency = whole(labels['celery.concurrency']) ?? whole(option(cmd, '-c|--concurrency')) ?? 4;
  const [max, min] = listed(labels['celery.autoscale'] ?? option(cmd, '--autoscale') ?? '').map(whole);
  const autoscale = max === null || max === undefined ? null : { max, min: min ?? 1 };
  return { queues, concurrency, autoscale };
}

type CrewParts = {
  readonly clock: SimClock;
  readonly random: SimRandom;
  readonly cluster: Cluster;
  readonly hire: (identity: WorkerIdentity) => void;
  /** The process of an instance is no more, or nobody reaches it any longer (`lost`). */
  readonly lose: (name: string, why: GoneReason) => void;
  /** A lost one is reached again. */
  readonly find: (name: string) => void;
};

type Known = {
  readonly name: string;
  readonly last: string;
  readonly number: number;
  readonly taskId: string;
  lost: boolean;
};

/** From the start of the process until the worker is up (measured: 2 to 5 s). */
const startUpMs = { min: 2_000, max: 5_000 };

/** Turns running instances of worker apps into Celery workers, and back. */
class Crew {
  readonly #parts: CrewParts;
  readonly #bornMs: number;
  readonly #starting = new Map<string, Cancel>();
  readonly #numbers = new Map<string, Set<number>>();
  readonly #known = new Map<string, Known>();

  constructor(parts: CrewParts) {
    this.#parts = parts;
    this.#bornMs = parts.clock.nowMs();
  }

  runs(instance: SimInstance): void {
    const plan = workerPlan(instance.definition.config);
    if (plan === null) return;
    const known = this.#known.get(instance.id);
    if (known?.lost === true && known.taskId === instance.taskId) {
      known.lost = false;
      this.#parts.find(known.name);
      return;
    }
    this.isGone(instance, 'failed');
    const { clock, random } = this.#parts;
    const { pid } = instance;
    const now = clock.nowMs();
    // What ran before the world began has been up for long.
    if (now === this.#bornMs) {
      this.#start(instance, plan, pid);
      return;
    }
    const atMs = now + random.between(startUpMs.min, startUpMs.max);
    this.#starting.set(
      instance.id,
      clock.schedule(atMs, () => this.#start(instance, plan, pid)),
    );
  }

  isGone(instance: SimInstance, why: GoneReason): void {
    this.#starting.get(instance.id)?.();
    this.#starting.delete(instance.id);
    const known = this.#known.get(instance.id);
    if (known === undefined) return;
    if (why === 'lost') known.lost = true;
    else {
      this.#known.delete(instance.id);
      this.#numbers.get(known.last)?.delete(known.number);
    }
    this.#parts.lose(known.name, why);
  }

  #start(instance: SimInstance, plan: WorkerPlan, pid: number): void {
    this.#starting.delete(instance.id);
    const host = instance.host ?? 'unknown-host';
    const last = instance.appId.slice(instance.appId.lastIndexOf('/') + 1);
    const number = this.#take(last);
    const name = `${last}-${number}@${host}`;
    this.#known.set(instance.id, { name, last, number, taskId: instance.taskId, lost: false });
    const ip = this.#parts.cluster.agent(instance.agentId)?.ip;
    const address = ip === undefined ? {} : { address: ip };
    const { id: instanceId, appId } = instance;
    this.#parts.hire({ name, host, ...address, pid, appId, instanceId, ...plan, poolRestarts: false });
  }

  /** The lowest number no other worker of that name has: `/shop/worker` and `/pay/worker` share theirs. */
  #take(last: string): number {
    let taken = this.#numbers.get(last);
    if (taken === undefined) this.#numbers.set(last, (taken = new Set()));
    let number = 1;
    while (taken.has(number)) number += 1;
    taken.add(number);
    return number;
  }
}

/** Keeps the workers in step with the cluster's instances from now on. */
export function watchCrew(parts: CrewParts): void {
  const crew = new Crew(parts);
  parts.cluster.onInstanceRunning((instance) => crew.runs(instance));
  parts.cluster.onInstanceGone((instance, why) => crew.isGone(instance, why));
}
