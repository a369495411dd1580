import { hostAddress, openLink } from './broker-links.ts';
import type { Consumer } from './broker-queue.ts';
import { conclude, concludeLost } from './celery-conclude.ts';
import type { Desk, TaskWord } from './celery-conclude.ts';
import { decideRun } from './celery-execution.ts';
import type { Execution, TimeLimits } from './celery-execution.ts';
import { Heartbeat } from './celery-heartbeat.ts';
import type { Delivery, Message } from './celery-message.ts';
import { RateLimits } from './celery-rate.ts';
import { Pool } from './celery-pool.ts';
import { pythonRepr } from './celery-python.ts';
import { findTaskType, taskTypes } from './celery-task-types.ts';
import type { WorkerIdentity, WorkerParts } from './celery-worker-parts.ts';
import type { Cancel } from './clock.ts';

/** Messages a process may hold unacknowledged (worker_prefetch_multiplier). */
const prefetchPerProcess = 4;

/** From the last task's end to the process's end on a warm shutdown (measured on Celery 5.7.0). */
const shutdownTailMs = 2_100;

/** The main process notices a lost pool process and has a new one within this time (measured: 2 s). */
const lossNoticedMs = 1_800;

/** A Celery worker with a prefork pool. What it does reaches others only through the broker. */
export class Worker implements Consumer {
  readonly identity: WorkerIdentity;
  readonly startedAtMs: number;
  state: 'running' | 'frozen' | 'stopping' | 'gone' = 'running';
  connected = false;
  frozenAtMs: number | null = null;
  readonly heartbeat = new Heartbeat();
  readonly queues: Set<string>;
  readonly pool: Pool;
  /** Unacknowledged messages it asks for at most, without those held for their ETA. */
  prefetch: number;
  readonly active = new Map<string, Execution>();
  readonly reserved: Delivery[] = [];
  readonly scheduled = new Map<string, { readonly delivery: Delivery; readonly cancel: Cancel }>();
  readonly revoked = new Set<string>();
  readonly totals = new Map<string, number>();
  readonly rates = new RateLimits();
  readonly timeLimits = new Map<string, TimeLimits>();
  /** Remote-control commands that reached the frozen process's mailbox. */
  readonly mailbox: (() => void)[] = [];
  readonly #parts: WorkerParts;
  readonly #desk: Desk;
  /** Deliveries in the socket of the frozen process, unread. */
  #unread: Delivery[] = [];
  #held = 0;
  #jobs = 0;
  #wake: Cancel | null = null;

  constructor(identity: WorkerIdentity, parts: WorkerParts) {
    this.identity = identity;
    this.#parts = parts;
    this.#desk = {
      say: (message, word) => this.#say(message, word),
      ack: (delivery) => this.#ack(delivery),
      release: (delivery) => this.#release(delivery),
      parts,
    };
    this.startedAtMs = parts.clock.nowMs();
    this.queues = new Set(identity.queues);
    this.pool = new Pool(identity, parts.random);
    for (const type of taskTypes.values()) if (type.rateLimit !== null) this.rates.set(type.name, type.rateLimit);
    this.prefetch = identity.concurrency * prefetchPerProcess;
  }

  get name(): string {
    return this.identity.name;
  }

  /** Idle pool processes. */
  idleProcesses(): number[] {
    return this.pool.without([...this.active.values()].map((execution) => execution.processPid));
  }

  changePrefetch(processes: number): void {
    this.prefetch = Math.max(1, this.prefetch + processes * prefetchPerProcess);
  }

  room(): number {
    if (!this.connected || this.state === 'gone' || this.state === 'stopping') return 0;
    return this.prefetch - this.#held;
  }

  /** Connects to the running broker, says so and begins to consume. */
  connect(): void {
    const { broker, clock, random, announce } = this.#parts;
    if (this.connected || this.state === 'gone' || broker.state === 'stopped') return;
    this.connected = true;
    const address = this.identity.address ?? hostAddress(this.identity.host);
    broker.links.set(this.name, openLink(this.name, address, clock.nowMs(), random));
    this.heartbeat.begin(clock.nowMs());
    announce({ kind: 'online', worker: this.name, atMs: clock.nowMs() });
    for (const queue of this.queues) broker.consume(this, queue);
  }

  accept(delivery: Delivery): void {
    this.#held += delivery.message.weight;
    if (this.state === 'frozen') this.#unread.push(delivery);
    else this.#receive(delivery);
  }

  #say(message: Message, event: TaskWord): void {
    this.#parts.say({ ...event, message, worker: this.name, atMs: this.#parts.clock.nowMs() });
  }

  #release(delivery: Delivery): void {
    if (!delivery.settled) this.#held -= delivery.message.weight;
  }

  #ack(delivery: Delivery): void {
    this.#release(delivery);
    this.#parts.broker.ack(delivery);
  }

  #receive(delivery: Delivery): void {
    const { message } = delivery;
    const now = this.#parts.clock.nowMs();
    if (this.revoked.has(message.id) || (message.expiresMs !== null && message.expiresMs <= now)) {
      this.#say(message, { kind: 'revoked' });
      this.#ack(delivery);
      this.#parts.broker.roomFreed(this);
      return;
    }
    if (findTaskType(message.type) === null) {
      // Never "received": Celery discards what it has no code for (measured on Celery 5.7.0).
      this.#say(message, { kind: 'failed', exception: `NotRegistered(${pythonRepr(message.type)})`, traceback: null });
      this.#ack(delivery);
      this.#parts.broker.roomFreed(this);
      return;
    }
    this.#say(message, { kind: 'received' });
    if (message.etaMs !== null && message.etaMs > now) this.#hold(delivery, message.etaMs);
    else this.reserved.push(delivery);
    this.pump();
  }

  /** Keeps a task in memory until its ETA; the prefetch grows by it, so it takes no other's place. */
  #hold(delivery: Delivery, etaMs: number): void {
    this.#release(delivery);
    const cancel = this.#parts.clock.schedule(etaMs, () => {
      this.scheduled.delete(delivery.message.id);
      if (delivery.settled) return;
      this.#held += delivery.message.weight;
      this.reserved.push(delivery);
      this.pump();
    });
    this.scheduled.set(delivery.message.id, { delivery, cancel });
    this.#parts.broker.roomFreed(this);
  }

  /** Starts what can be started. */
  pump(): void {
    if (this.state !== 'running') return;
    this.pool.adapt(this.reserved.length + this.active.size, this.idleProcesses());
    for (let idle = this.idleProcesses(); idle.length > 0 && this.reserved.length > 0; idle = this.idleProcesses()) {
      const pid = idle[0];
      const at = this.#nextReserved();
      if (pid === undefined || at < 0) return;
      const [delivery] = this.reserved.splice(at, 1);
      if (delivery !== undefined) this.#start(delivery, pid);
    }
  }

  /** Index of the first reserved task its rate limit lets through; otherwise wakes up when one will be. */
  #nextReserved(): number {
    const { clock } = this.#parts;
    let soonestMs = Infinity;
    for (const [at, { message }] of this.reserved.entries()) {
      const freeAtMs = this.rates.freeAtMs(message.type);
      if (freeAtMs <= clock.nowMs()) return at;
      soonestMs = Math.min(soonestMs, freeAtMs);
    }
    this.#wake?.();
    this.#wake = Number.isFinite(soonestMs) ? clock.schedule(soonestMs, () => this.pump()) : null;
    return -1;
  }

  #start(delivery: Delivery, processPid: number): void {
    const { clock, random, broker, stretch } = this.#parts;
    const { message } = delivery;
    const type = findTaskType(message.type);
    if (type === null) return;
    if (this.revoked.has(message.id)) {
      this.#say(message, { kind: 'revoked' });
      this.#ack(delivery);
      broker.roomFreed(this);
      return;
    }
    this.rates.used(message.type, clock.nowMs());
    const limits = this.timeLimits.get(message.type);
    const { tookMs, outcome } = decideRun(type, message, stretch(message.queue), limits, random);
    this.#jobs += 1;
    const startedAtMs = clock.nowMs();
    const run = { delivery, type, startedAtMs, endsAtMs: startedAtMs + tookMs, processPid, job: this.#jobs, outcome };
    const execution: Execution = { ...run, cancel: () => undefined, ended: false, lost: false };
    execution.cancel = clock.after(tookMs, () => this.#finish(execution));
    this.active.set(message.id, execution);
    this.totals.set(type.name, (this.totals.get(type.name) ?? 0) + message.weight);
    this.#say(message, { kind: 'started' });
    if (!type.acksLate && !message.poison) {
      this.#ack(delivery);
      broker.roomFreed(this);
    }
  }

  #isRunning(execution: Execution): boolean {
    return this.active.get(execution.delivery.message.id) === execution;
  }

  #finish(execution: Execution): void {
    if (this.state === 'gone' || !this.#isRunning(execution)) return;
    if (this.state === 'frozen') {
      execution.ended = true;
      return;
    }
    if (execution.outcome.kind === 'crashes') {
      this.loseProcess(execution.processPid);
      return;
    }
    this.active.delete(execution.delivery.message.id);
    conclude(execution, this.#desk);
    this.#afterTask();
  }

  #afterTask(): void {
    if (this.state === 'stopping') this.#leaveWhenIdle();
    else {
      this.pump();
      this.#parts.broker.roomFreed(this);
    }
  }

  /** Kills one pool process (of the oldest run if `pid` is not given); false if there is no such. */
  loseProcess(pid?: number): boolean {
    const victim = pid ?? [...this.active.values()][0]?.processPid ?? this.pool.pids[0];
    if (victim === undefined || !this.pool.pids.includes(victim)) return false;
    const execution = [...this.active.values()].find((run) => run.processPid === victim);
    if (execution !== undefined) {
      execution.cancel();
      execution.lost = true;
    }
    this.#parts.clock.after(lossNoticedMs, () => {
      if (this.state === 'gone') return;
      this.pool.replace(victim);
      if (execution !== undefined && this.#isRunning(execution)) {
        this.active.delete(execution.delivery.message.id);
        concludeLost(execution, this.#desk);
      }
      this.#afterTask();
    });
    return true;
  }

  /** A revoke that reached this worker; with `terminate` the process that runs the task is killed after `afterMs`. */
  revoke(id: string, terminateAfterMs: number | null): void {
    this.revoked.add(id);
    const execution = this.active.get(id);
    if (terminateAfterMs === null || execution === undefined) return;
    execution.cancel();
    this.#parts.clock.after(terminateAfterMs, () => {
      if (this.state === 'gone' || !this.#isRunning(execution)) return;
      this.active.delete(id);
      this.pool.replace(execution.processPid);
      this.#say(execution.delivery.message, { kind: 'revoked' });
      // Not redelivered, acks_late or not (measured on Celery 5.7.0).
      this.#ack(execution.delivery);
      this.#afterTask();
    });
  }

  /** Everything the broker still counts as delivered to this worker, in the order it came. */
  #unsettled(): Delivery[] {
    const late = [...this.active.values()].map((run) => run.delivery);
    const waiting = [...this.scheduled.values()].map((entry) => entry.delivery);
    return [...late, ...this.reserved, ...waiting, ...this.#unread].filter((delivery) => !delivery.settled);
  }

  /** Messages the broker counts as delivered to it and not acknowledged. */
  unackedCount(): number {
    return this.#unsettled().reduce((sum, { message }) => sum + message.weight, 0);
  }

  /** The connection is closed by either side: the broker takes back what was not acknowledged, at once. */
  disconnect(): void {
    const { broker } = this.#parts;
    if (!this.connected) return;
    this.connected = false;
    broker.links.delete(this.name);
    broker.cancelAll(this);
    broker.requeue(this.#unsettled());
    for (const entry of this.scheduled.values()) entry.cancel();
    this.scheduled.clear();
    this.reserved.length = 0;
    this.#unread = [];
    this.#held = 0;
    this.heartbeat.stop(this.#parts.clock.nowMs());
  }

  /** kill -9 of the main process and its children: what it ran and had acknowledged early is lost without a word. */
  kill(): void {
    if (this.state === 'gone') return;
    this.heartbeat.stop(this.#parts.clock.nowMs());
    this.state = 'gone';
    this.disconnect();
    // What it ran stays written down: it is the last that anybody heard of it.
    for (const execution of this.active.values()) execution.cancel();
    this.#wake?.();
  }

  /** SIGTERM with a grace period after which the process is killed: what ends within it, ends well. */
  terminate(graceMs: number): void {
    if (this.state === 'gone') return;
    const { clock, announce } = this.#parts;
    const deadlineMs = clock.nowMs() + graceMs;
    this.state = 'stopping';
    for (const execution of this.active.values()) {
      if (execution.endsAtMs > deadlineMs || execution.outcome.kind === 'crashes') continue;
      execution.cancel();
      this.active.delete(execution.delivery.message.id);
      conclude(execution, this.#desk);
    }
    this.kill();
    announce({ kind: 'offline', worker: this.name, atMs: clock.nowMs() });
  }

  /** SIGSTOP of the main process; its children go on, but nobody hears of it. */
  freeze(): void {
    if (this.state !== 'running') return;
    this.state = 'frozen';
    this.frozenAtMs = this.#parts.clock.nowMs();
    this.heartbeat.stop(this.#parts.clock.nowMs());
  }

  /** SIGCONT. */
  thaw(): void {
    if (this.state !== 'frozen') return;
    this.state = 'running';
    if (this.connected) this.heartbeat.begin(this.#parts.clock.nowMs());
    else this.reserved.length = 0;
    const unread = this.#unread;
    this.#unread = [];
    for (const command of this.mailbox.splice(0)) command();
    for (const execution of this.active.values()) if (execution.ended) this.#finish(execution);
    for (const delivery of unread) if (!delivery.settled) this.#receive(delivery);
    this.pump();
  }

  /** Warm shutdown: stops consuming at once, finishes what runs, then exits. */
  shutdown(): void {
    if (this.state !== 'running') return;
    const { broker, clock, announce } = this.#parts;
    this.state = 'stopping';
    broker.cancelAll(this);
    clock.after(300, () => {
      this.heartbeat.stop(clock.nowMs());
      announce({ kind: 'offline', worker: this.name, atMs: clock.nowMs() });
      if (this.active.size === 0) this.#leaveWhenIdle();
    });
  }

  #leaveWhenIdle(): void {
    if (this.active.size > 0) return;
    const { clock, announce, exited } = this.#parts;
    clock.after(shutdownTailMs, () => {
      if (this.state === 'gone') return;
      this.kill();
      announce({ kind: 'offline', worker: this.name, atMs: clock.nowMs() });
      exited(this.name);
    });
  }
}
