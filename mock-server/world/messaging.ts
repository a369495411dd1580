import { Broker, delayLevels } from './broker.ts';
import { command } from './celery-control.ts';
import type { CommandReply, WorkerCommand } from './celery-control.ts';
import type { TaskEvent } from './celery-events.ts';
import type { Json, Message } from './celery-message.ts';
import { Monitor } from './celery-monitor.ts';
import { argsRepr, kwargsRepr } from './celery-python.ts';
import { findTaskType } from './celery-task-types.ts';
import { Worker } from './celery-worker.ts';
import type { WorkerIdentity, WorkerParts } from './celery-worker-parts.ts';
import type { SimClock } from './clock.ts';
import type { Cluster, GoneReason } from './cluster.ts';
import { watchCrew } from './messaging-crew.ts';
import { Load } from './messaging-load.ts';
import { Mint } from './messaging-mint.ts';
import { declarationOf, shopQueues } from './messaging-queues.ts';
import type { SimRandom } from './random.ts';

type MessagingParts = {
  readonly clock: SimClock;
  readonly random: SimRandom;
  readonly cluster: Cluster;
  /** Tasks a listener to the events remembers at most [10,000]. */
  readonly maxTasks?: number;
};

/** What to send: arguments default to made-up ones of the type. */
export type Order = {
  readonly type: string;
  readonly queue?: string;
  readonly args?: readonly Json[];
  readonly kwargs?: Readonly<Record<string, Json>>;
  readonly etaMs?: number | null;
  readonly expiresMs?: number | null;
  readonly poison?: boolean;
  /** Fails with these words. */
  readonly fails?: { readonly exception: string; readonly traceback: string };
};

/** How long a crew that is deployed takes to be complete. */
const crewSettlesMs = 10_000;
/** Tasks of one delivery to a queue that are told one by one; the rest are a number. */
const toldPerDelivery = 40;
/** Above this many pool processes each task stands for several, up to as many as one process prefetches. */
const followedProcesses = 600;
/** RabbitMQ closes a silent connection after two to three missed heartbeats of 60 s (measured: 166 s). */
const silentConnectionMs = 166_400;
/** Celery's retry after a lost connection: workers come back one by one (measured: 1, 10 and 11.5 s). */
const reconnectMs = { min: 1_000, max: 11_500 };
/** Marathon's taskKillGracePeriod unless an app says otherwise. */
const killGraceMs = 3_000;

const delayedExchange = `celery_delayed_${delayLevels - 1}`;

/** Native delayed delivery writes the delay into the routing key, one binary digit per level. */
function delayedKey(seconds: number, queue: string): string {
  const digits = Math.max(1, Math.round(seconds)).toString(2).padStart(delayLevels, '0');
  return `${digits.split('').join('.')}.${queue}`;
}

/** The half of the world that moves messages: a broker, its queues, the Celery workers on them, and their tasks. */
export class Messaging {
  readonly broker: Broker;
  readonly monitor: Monitor;
  readonly load: Load;
  /** By name; a worker that is gone stays until another takes its name. */
  readonly workers = new Map<string, Worker>();
  readonly #clock: SimClock;
  readonly #random: SimRandom;
  readonly #cluster: Cluster;
  readonly #listeners = new Set<(event: TaskEvent) => void>();
  readonly #mint: Mint;

  constructor({ clock, random, cluster, maxTasks = 10_000 }: MessagingParts) {
    this.#clock = clock;
    this.#random = random;
    this.#cluster = cluster;
    this.#mint = new Mint(clock, random.stream('mint'));
    this.monitor = new Monitor(maxTasks);
    this.broker = new Broker({
      clock,
      materialise: (queue, weight) => this.#mint.unknown(queue, weight),
      lotLimit: () => this.#weight(),
    });
    this.load = new Load({
      clock,
      random: random.stream('load'),
      processesFor: (queue) => this.#processesFor(queue),
      queues: () => this.broker.queues.keys(),
      arrive: (queue, count) => this.publish(queue, count),
    });
    watchCrew({
      clock,
      random: random.stream('crew'),
      cluster,
      hire: (identity) => this.hire(identity),
      lose: (name, why) => this.#lose(name, why),
      find: (name) => void this.continueWorker(name),
    });
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  worker(name: string): Worker | undefined {
    return this.workers.get(name);
  }

  /** Workers whose process exists. */
  crew(): Worker[] {
    return [...this.workers.values()].filter((worker) => worker.state !== 'gone');
  }

  /** Calls `fn` with every task event that gets through the broker. */
  onTaskEvent(fn: (event: TaskEvent) => void): () => void {
    this.#listeners.add(fn);
    return () => void this.#listeners.delete(fn);
  }

  /** Starts a worker at once. */
  hire(identity: WorkerIdentity): Worker {
    this.#openShop();
    this.workers.get(identity.name)?.kill();
    const worker = new Worker(identity, this.#workerParts());
    this.workers.set(identity.name, worker);
    for (const queue of identity.queues) this.broker.declare(declarationOf(queue));
    worker.connect();
    // The flow is settled when all who came together are there.
    const together = this.nowMs() === this.broker.bornAtMs ? 1 : crewSettlesMs;
    this.#clock.after(together, () => {
      for (const queue of this.broker.queues.keys()) this.load.settle(queue);
    });
    return worker;
  }

  /** Publishes so many tasks of the queue's own types; beyond some dozens they are a number and not a list. */
  publish(queue: string, count: number): void {
    if (this.broker.state === 'stopped') return;
    this.broker.declare(declarationOf(queue));
    const told = Math.min(count, toldPerDelivery);
    for (let n = 0; n < told; n += 1) {
      const type = this.#mint.drawType(queue);
      const delayMs = this.#random.chance(type.delayed) ? this.#random.between(5_000, type.maxCountdownMs) : 0;
      this.#send(this.#mint.message(type, queue), delayMs);
    }
    this.broker.publishMany(queue, count - told);
  }

  /** Sends one task and returns its id; null while the broker is away. */
  send(order: Order): string | null {
    if (this.broker.state === 'stopped') return null;
    const known = findTaskType(order.type);
    const queue = order.queue ?? known?.queue ?? 'celery';
    const base = this.#mint.message(known ?? this.#mint.drawType(queue), queue);
    const args = order.args ?? (known === null ? [] : base.args);
    const kwargs = order.kwargs ?? (known === null ? {} : base.kwargs);
    const message: Message = {
      ...base,
      type: order.type,
      args,
      kwargs,
      argsRepr: argsRepr(args),
      kwargsRepr: kwargsRepr(kwargs),
      expiresMs: order.expiresMs ?? null,
      poison: order.poison ?? false,
      fails: order.fails ?? null,
    };
    this.broker.declare(declarationOf(queue));
    this.#send(message, order.etaMs === undefined || order.etaMs === null ? 0 : order.etaMs - this.nowMs());
    return message.id;
  }

  /** Sends tasks that kill whatever pool process runs them and come back to the queue each time. */
  poison(queue: string, count = 1): readonly string[] {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const id = this.send({ type: this.#mint.drawType(queue).name, queue, poison: true });
      if (id !== null) ids.push(id);
    }
    return ids;
  }

  /** kill -9 of the worker's whole process group; the cluster sees its task fail. */
  killWorker(name: string): boolean {
    return this.#with(name, (worker) => {
      worker.kill();
      this.#endInstance(worker, 'failed', 'Command terminated with signal Killed');
    });
  }

  /** SIGSTOP; the broker closes the silent connection minutes later. */
  freezeWorker(name: string): boolean {
    return this.#with(name, (worker) => {
      worker.freeze();
      const since = this.nowMs();
      this.#clock.after(silentConnectionMs, () => {
        if (worker.state === 'frozen' && worker.frozenAtMs === since) worker.disconnect();
      });
    });
  }

  /** SIGCONT; reconnects if its connection was closed meanwhile. */
  continueWorker(name: string): boolean {
    return this.#with(name, (worker) => {
      worker.thaw();
      if (!worker.connected) this.#clock.after(1_600, () => worker.connect());
    });
  }

  /** kill -9 of one process of a worker's pool. */
  killPoolProcess(name: string, pid?: number): boolean {
    const worker = this.workers.get(name);
    return worker !== undefined && worker.state !== 'gone' && worker.loseProcess(pid);
  }

  stopBroker(): void {
    if (this.broker.state === 'stopped') return;
    this.broker.stop();
    for (const worker of this.workers.values()) worker.disconnect();
  }

  /** Messages that were stored are there again; workers come back one by one. */
  startBroker(): void {
    if (this.broker.state === 'running') return;
    this.broker.start();
    for (const [at, worker] of this.crew().entries()) {
      const waitMs = at === 0 ? reconnectMs.min : this.#random.between(reconnectMs.min, reconnectMs.max);
      this.#clock.after(waitMs, () => {
        if (worker.state !== 'frozen') worker.connect();
      });
    }
  }

  control(name: string, what: WorkerCommand): CommandReply {
    return command(this.workers.get(name), what, { broker: this.broker });
  }

  /** Broadcasts a revoke; frozen workers hear of it when they are continued. SIGTERM takes 0.1 s, SIGKILL 0.5 s (measured). */
  revoke(id: string, options: { readonly terminate: boolean; readonly signal?: string }): void {
    const afterMs = options.terminate ? (options.signal === 'SIGKILL' ? 500 : 100) : null;
    for (const worker of this.crew()) {
      if (!worker.connected) continue;
      if (worker.state === 'frozen') worker.mailbox.push(() => worker.revoke(id, afterMs));
      else worker.revoke(id, afterMs);
    }
  }

  purge(queue: string): number | null {
    return this.broker.purge(queue);
  }

  /** Numbers for the control API's summary. */
  summary(): Readonly<Record<string, number>> {
    let ready = 0;
    for (const queue of this.broker.queues.values()) ready += queue.ready.count;
    return { workers: this.crew().length, queues: this.broker.queues.size, ready, tasks: this.monitor.tasks.size };
  }

  #with(name: string, act: (worker: Worker) => void): boolean {
    const worker = this.workers.get(name);
    if (worker === undefined || worker.state === 'gone') return false;
    act(worker);
    return true;
  }

  #lose(name: string, why: GoneReason): void {
    switch (why) {
      case 'lost':
        this.freezeWorker(name);
        return;
      case 'killed':
      case 'finished':
        this.workers.get(name)?.terminate(killGraceMs);
        return;
      case 'failed':
        this.workers.get(name)?.kill();
        return;
    }
  }

  /** Tells the cluster that the process of an instance ended by itself. */
  #endInstance({ identity }: Worker, how: 'failed' | 'finished', message: string): void {
    if (identity.appId === null || identity.instanceId === null) return;
    const instance = this.#cluster.app(identity.appId)?.instances.get(identity.instanceId);
    if (instance?.state === 'running' && instance.pid === identity.pid) this.#cluster.end(instance, how, message);
  }

  #workerParts(): WorkerParts {
    return {
      clock: this.#clock,
      random: this.#random,
      broker: this.broker,
      say: (event) => this.#say(event),
      announce: (event) => {
        if (this.broker.state === 'running') this.monitor.worker(event);
      },
      send: (message, afterMs) => this.#send({ ...message, sentAtMs: this.nowMs() }, afterMs),
      successor: (type, parent) => this.#mint.successor(type, parent),
      stretch: (queue) => this.load.stretch(queue),
      exited: (name) => {
        const worker = this.workers.get(name);
        if (worker !== undefined) this.#endInstance(worker, 'finished', 'Command exited with status 0');
      },
    };
  }

  /** Events of the time without a broker are lost; Celery does not replay them. */
  #say(event: TaskEvent): void {
    if (this.broker.state === 'stopped') return;
    this.monitor.task(event);
    for (const listener of this.#listeners) listener(event);
  }

  #send(message: Message, afterMs: number): void {
    if (this.broker.state === 'stopped') return;
    const now = this.nowMs();
    const delayed = afterMs > 0;
    const quorum = this.broker.queues.get(message.queue)?.declaration.kind === 'quorum';
    const held = delayed && quorum;
    const sent: Message = {
      ...message,
      etaMs: delayed ? now + afterMs : null,
      exchange: held ? delayedExchange : message.exchange,
      routingKey: held ? delayedKey(afterMs / 1000, message.queue) : message.routingKey,
    };
    this.#say({ kind: 'sent', message: sent, worker: null, atMs: now });
    if (held) this.broker.publishDelayed(sent, now + afterMs);
    else this.broker.publish(sent);
  }

  #processesFor(queue: string): number {
    let processes = 0;
    for (const worker of this.crew()) {
      if (worker.queues.has(queue)) processes += worker.identity.concurrency / worker.queues.size;
    }
    return processes;
  }

  #weight(): number {
    const processes = this.workers.size * 4;
    return Math.min(4, Math.max(1, Math.ceil(processes / followedProcesses)));
  }

  #openShop(): void {
    if (this.broker.queues.size > 0) return;
    for (const declaration of shopQueues) this.broker.declare(declaration);
    this.broker.queues.get('dead-letter')?.ready.push({ message: null, count: 26 });
    this.broker.publishMany('mail.bounces', 1_240);
  }
}

/** The messaging half of a world; workers come with the cluster's instances. */
export function createMessaging(parts: MessagingParts): Messaging {
  return new Messaging(parts);
}
