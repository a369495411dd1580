import type { Cancel } from './clock.ts';
import { behaviour, tellMoved } from './core.ts';
import type { AppRecord, Core } from './core.ts';
import type { SimInstance } from './instance.ts';

/** The last word of a readiness check. */
export type ReadinessResult = {
  readonly name: string;
  readonly taskId: string;
  readonly ready: boolean;
  /** Null unless the check preserves responses. */
  readonly response: { readonly status: number; readonly body: string } | null;
};

/** Asks the new tasks of one deployment's action whether they are ready. */
export type ReadinessWatch = {
  watch(instance: SimInstance): void;
  results(): ReadinessResult[];
  close(): void;
};

/** Checks run only while an action runs; first when the task runs, then each interval until it is ready. */
export function createReadinessWatch(core: Core, app: AppRecord): ReadinessWatch {
  const results = new Map<string, ReadinessResult>();
  const timers = new Map<string, Cancel>();

  const check = (instance: SimInstance): void => {
    const spec = instance.definition.config.readinessCheck;
    if (spec === null || instance.state !== 'running') return;
    const status = behaviour(app, instance).httpStatus;
    const ready = status === 200;
    const body = `simulated task ${instance.taskId} on ${instance.host ?? ''}\n`;
    results.set(instance.id, {
      name: spec.name,
      taskId: instance.taskId,
      ready,
      response: spec.preserveLastResponse ? { status, body } : null,
    });
    instance.ready = ready;
    if (!ready) {
      timers.set(
        instance.id,
        core.clock.after(spec.intervalMs, () => check(instance)),
      );
    }
    tellMoved(core, app, instance);
  };

  return {
    watch(instance) {
      if (instance.definition.config.readinessCheck === null || instance.ready !== null) return;
      instance.ready = false;
      timers.set(
        instance.id,
        core.clock.after(10, () => check(instance)),
      );
    },
    results: () => [...results.values()],
    close() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
      results.clear();
    },
  };
}
