import type { SimHealthCheck } from './app.ts';
import type { Cancel } from './clock.ts';
import { behaviour, factsOf, recordOf, tellMoved } from './core.ts';
import type { AppRecord, Core } from './core.ts';
import type { HealthRecord, SimInstance } from './instance.ts';
import type { Lifecycle } from './lifecycle.ts';

/**
 * Health checks of running instances. A healthy instance costs nothing: its successes are computed when somebody asks, and probes
 * are only simulated one by one while an instance fails or has not answered yet.
 */
export type Health = {
  /** All probes of these instances fail from the next one on, `times` times or until told otherwise. */
  fail(instances: Iterable<SimInstance>, times: number | null, cause: string): void;
  recover(instances: Iterable<SimInstance>): void;
  /** Probes again soon: what the tasks answer has changed. */
  probeSoon(instances: Iterable<SimInstance>): void;
};

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

/** The health of a cluster. */
export function createHealth(core: Core, lifecycle: Lifecycle): Health {
  const probes = new Map<string, Cancel>();
  const troubles = new Map<string, Trouble>();

  const stop = (id: string): void => {
    probes.get(id)?.();
    probes.delete(id);
  };

  const probeNext = (instance: SimInstance): void => {
    stop(instance.id);
    const check = instance.definition.config.healthChecks[0];
    if (check === undefined || instance.state !== 'running') return;
    probes.set(
      instance.id,
      core.clock.schedule(nextProbeMs(instance, check, core.clock.nowMs()), () => {
        probes.delete(instance.id);
        const app = recordOf(core, instance);
        if (app !== undefined && instance.state === 'running') probe(app, instance);
      }),
    );
  };

  const troubleOf = (app: AppRecord, instance: SimInstance): string | null => {
    const trouble = troubles.get(instance.id);
    if (trouble !== undefined) return trouble.cause;
    const status = behaviour(app, instance).httpStatus;
    return status < 400 ? null : status === 503 ? '503 Service Unavailable' : `${status} Error`;
  };

  const spend = (instance: SimInstance): void => {
    const trouble = troubles.get(instance.id);
    if (trouble === undefined || trouble.left === null) return;
    trouble.left -= 1;
    if (trouble.left <= 0) troubles.delete(instance.id);
  };

  const tellHealth = (app: AppRecord, instance: SimInstance, alive: boolean): void => {
    const facts = factsOf(instance);
    if (app.definition.config.healthChecks.some((check) => check.prober === 'scheduler')) {
      core.events.emit({ kind: 'health-status', facts, alive });
    }
    core.events.emit({ kind: 'instance-health', facts, healthy: alive });
    tellMoved(core, app, instance);
  };

  const succeed = (app: AppRecord, instance: SimInstance): void => {
    const now = core.clock.nowMs();
    const before = instance.health;
    const changed = before === null || !before.alive;
    instance.health = {
      alive: true,
      consecutiveFailures: 0,
      firstSuccessMs: before?.firstSuccessMs ?? now,
      lastSuccessMs: now,
      lastFailureMs: before?.lastFailureMs ?? null,
      lastFailureCause: before?.lastFailureCause ?? null,
    };
    if (changed) tellHealth(app, instance, true);
  };

  /** The kill comes with the failure after the allowed ones: the test looks at the count before this failure. */
  const failOnce = (app: AppRecord, instance: SimInstance, cause: string): void => {
    const check = instance.definition.config.healthChecks[0];
    if (check === undefined) return;
    const now = core.clock.nowMs();
    const before = instance.health;
    const inGrace =
      (before === null || before.firstSuccessMs === null) && now - (instance.startedAtMs ?? now) < check.graceMs;
    const failures = inGrace ? 0 : (before?.consecutiveFailures ?? 0) + 1;
    instance.health = {
      alive: false,
      consecutiveFailures: failures,
      firstSuccessMs: before?.firstSuccessMs ?? null,
      lastSuccessMs: before === null ? null : lastSuccessMs(before, check.intervalMs, now),
      lastFailureMs: now,
      lastFailureCause: cause,
    };
    if (!inGrace) core.events.emit({ kind: 'health-failed', facts: factsOf(instance), checkIndex: 0 });
    if (before === null || before.alive) tellHealth(app, instance, false);
    else tellMoved(core, app, instance);
    if (check.maxFailures === 0 || failures <= check.maxFailures || lifecycle.isDying(instance)) return;
    core.events.emit({ kind: 'unhealthy-kill', facts: factsOf(instance), reason: cause });
    lifecycle.kill(app, instance, 'relaunch', cause);
  };

  const probe = (app: AppRecord, instance: SimInstance): void => {
    const check = instance.definition.config.healthChecks[0];
    if (check === undefined) return;
    const cause = troubleOf(app, instance);
    if (cause === null) {
      succeed(app, instance);
      return;
    }
    spend(instance);
    failOnce(app, instance, cause);
    probeNext(instance);
  };

  core.running.listen((instance) => {
    const check = instance.definition.config.healthChecks[0];
    if (check === undefined || (instance.health?.alive === true && instance.attempt === 1)) return;
    // A relaunched task inherits its slot's last result until its own first probe: measured on Marathon 1.11.26.
    probeNext(instance);
  });
  core.gone.listen(({ instance }) => {
    stop(instance.id);
    troubles.delete(instance.id);
  });

  return {
    fail(instances, times, cause) {
      for (const instance of instances) {
        const check = instance.definition.config.healthChecks[0];
        if (check === undefined) continue;
        troubles.set(instance.id, { cause, left: times });
        probeNext(instance);
      }
    },
    recover(instances) {
      for (const instance of instances) {
        troubles.delete(instance.id);
        probeNext(instance);
      }
    },
    probeSoon(instances) {
      for (const instance of instances) probeNext(instance);
    },
  };
}
