import type { SimHealthCheck } from './app.ts';
import type { Cancel } from './clock.ts';
import { behaviour, factsOf, recordOf, tellMoved } from './core.ts';
import type { AppRecord, Core } from './core.ts';
import type { HealthRecord, SimInstance } from './instance.ts';
import type { Lifecycle } from './lifecycle.ts';

type Trouble = { readonly cause: string; left: number | null };

const firstProbeMs = 5000;

/**
 * When the next probe falls. The scheduler probes all instances of a config in one beat that begins when the config does; an executor
 * begins after the check's delay. Measured on Marathon 1.11.26.
 */
function nextProbeMs(instance: SimInstance, check: SimHealthCheck, nowMs: number): number {
  const { prober, intervalMs, delayMs } = check;
  const beginMs =
    prober === 'scheduler'
      ? instance.definition.lastConfigChangeAtMs + Math.min(intervalMs, firstProbeMs)
      : (instance.startedAtMs ?? nowMs) + delayMs;
  if (beginMs > nowMs) return beginMs;
  return beginMs + (Math.floor((nowMs - beginMs) / intervalMs) + 1) * intervalMs;
}

/** The time of the last success: a healthy instance has answered every probe since the first. */
export function lastSuccessMs(record: HealthRecord, intervalMs: number, nowMs: number): number | null {
  if (!record.alive || record.lastSuccessMs === null || intervalMs <= 0) return record.lastSuccessMs;
  return record.lastSuccessMs + Math.floor((nowMs - record.lastSuccessMs) / intervalMs) * intervalMs;
}

/**
 * Health checks of running instances. A healthy instance costs nothing: its successes are computed when somebody asks, and probes
 * are only simulated one by one while an instance fails or has not answered yet.
 */
export class Health {
  readonly #core: Core;
  readonly #lifecycle: Lifecycle;
  readonly #probes = new Map<string, Cancel>();
  readonly #troubles = new Map<string, Trouble>();

  constructor(core: Core, lifecycle: Lifecycle) {
    this.#core = core;
    this.#lifecycle = lifecycle;
    core.running.listen((instance) => {
      // What began healthy with the world needs no first probe. A relaunched task inherits its slot's last result until its own
      // first probe: measured on Marathon 1.11.26.
      if (instance.health?.alive !== true || instance.attempt > 1) this.#probeNext(instance);
    });
    core.gone.listen(({ instance }) => {
      this.#stop(instance.id);
      this.#troubles.delete(instance.id);
    });
  }

  /** All probes of these instances fail from the next one on, `times` times or until told otherwise. */
  fail(instances: Iterable<SimInstance>, times: number | null, cause: string): void {
    for (const instance of instances) {
      if (instance.definition.config.healthChecks.length === 0) continue;
      this.#troubles.set(instance.id, { cause, left: times });
      this.#probeNext(instance);
    }
  }

  recover(instances: Iterable<SimInstance>): void {
    for (const instance of instances) {
      this.#troubles.delete(instance.id);
      this.#probeNext(instance);
    }
  }

  /** Probes again at the next beat: what the tasks answer has changed. */
  probeSoon(instances: Iterable<SimInstance>): void {
    for (const instance of instances) this.#probeNext(instance);
  }

  #stop(id: string): void {
    this.#probes.get(id)?.();
    this.#probes.delete(id);
  }

  #probeNext(instance: SimInstance): void {
    this.#stop(instance.id);
    const [check] = instance.definition.config.healthChecks;
    if (check === undefined || instance.state !== 'running') return;
    const atMs = nextProbeMs(instance, check, this.#core.clock.nowMs());
    const cancel = this.#core.clock.schedule(atMs, () => {
      this.#probes.delete(instance.id);
      const app = recordOf(this.#core, instance);
      if (app !== undefined && instance.state === 'running') this.#probe(app, instance, check);
    });
    this.#probes.set(instance.id, cancel);
  }

  #probe(app: AppRecord, instance: SimInstance, check: SimHealthCheck): void {
    const cause = this.#causeOfFailure(app, instance);
    if (cause === null) {
      this.#succeed(app, instance);
      return;
    }
    const trouble = this.#troubles.get(instance.id);
    if (trouble !== undefined && trouble.left !== null) {
      trouble.left -= 1;
      if (trouble.left <= 0) this.#troubles.delete(instance.id);
    }
    this.#failOnce(app, instance, check, cause);
    this.#probeNext(instance);
  }

  #causeOfFailure(app: AppRecord, instance: SimInstance): string | null {
    const trouble = this.#troubles.get(instance.id);
    if (trouble !== undefined) return trouble.cause;
    const status = behaviour(app, instance).httpStatus;
    if (status < 400) return null;
    return status === 503 ? '503 Service Unavailable' : `${status} Error`;
  }

  #succeed(app: AppRecord, instance: SimInstance): void {
    const now = this.#core.clock.nowMs();
    const before = instance.health;
    instance.health = {
      alive: true,
      consecutiveFailures: 0,
      firstSuccessMs: before?.firstSuccessMs ?? now,
      lastSuccessMs: now,
      lastFailureMs: before?.lastFailureMs ?? null,
      lastFailureCause: before?.lastFailureCause ?? null,
    };
    if (before === null || !before.alive) this.#tell(app, instance, true);
  }

  /** The kill comes with the failure after the allowed ones: the test looks at the count before this failure. */
  #failOnce(app: AppRecord, instance: SimInstance, check: SimHealthCheck, cause: string): void {
    const now = this.#core.clock.nowMs();
    const before = instance.health;
    const neverAlive = before === null || before.firstSuccessMs === null;
    const inGrace = neverAlive && now - (instance.startedAtMs ?? now) < check.graceMs;
    const failures = inGrace ? 0 : (before?.consecutiveFailures ?? 0) + 1;
    instance.health = {
      alive: false,
      consecutiveFailures: failures,
      firstSuccessMs: before?.firstSuccessMs ?? null,
      lastSuccessMs: before === null ? null : lastSuccessMs(before, check.intervalMs, now),
      lastFailureMs: now,
      lastFailureCause: cause,
    };
    if (!inGrace) this.#core.events.emit({ kind: 'health-failed', facts: factsOf(instance), checkIndex: 0 });
    if (before === null || before.alive) this.#tell(app, instance, false);
    else tellMoved(this.#core, app, instance);
    if (check.maxFailures === 0 || failures <= check.maxFailures || this.#lifecycle.isDying(instance)) return;
    this.#core.events.emit({ kind: 'unhealthy-kill', facts: factsOf(instance), reason: cause });
    this.#lifecycle.kill(app, instance, 'relaunch', cause);
  }

  #tell(app: AppRecord, instance: SimInstance, alive: boolean): void {
    const facts = factsOf(instance);
    if (app.definition.config.healthChecks.some((check) => check.prober === 'scheduler')) {
      this.#core.events.emit({ kind: 'health-status', facts, alive });
    }
    this.#core.events.emit({ kind: 'instance-health', facts, healthy: alive });
    tellMoved(this.#core, app, instance);
  }
}
