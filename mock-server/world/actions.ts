import { backoffOf } from './core.ts';
import type { AppRecord, Core } from './core.ts';
import type { SimInstance } from './instance.ts';
import type { Lifecycle } from './lifecycle.ts';
import { createReadinessWatch } from './readiness.ts';
import type { ReadinessResult } from './readiness.ts';
import { launchNow, rolloutStart } from './rollout.ts';

/** One action of a deployment at work. `step` looks at the app again and does what is due; true once nothing is left to do. */
export type RunningAction = {
  step(): boolean;
  readiness(): ReadinessResult[];
  close(): void;
};

/** What actions need of the cluster. */
export type ActionParts = { readonly core: Core; readonly lifecycle: Lifecycle; readonly app: AppRecord };

/** Running, and healthy and ready as far as it is asked. */
function isServing(instance: SimInstance): boolean {
  const { healthChecks, readinessCheck } = instance.definition.config;
  if (instance.state !== 'running') return false;
  if (healthChecks.length > 0 && instance.health?.alive !== true) return false;
  return readinessCheck === null || instance.ready === true;
}

function wanted(app: AppRecord): SimInstance[] {
  const found: SimInstance[] = [];
  for (const instance of app.instances.values()) {
    if (instance.goal === 'running' && instance.state !== 'unreachable-inactive') found.push(instance);
  }
  return found;
}

/**
 * Lost ones go first, then those that are on their way, then running ones; those that only wait go last, so scaling down can end a
 * running task while a waiting one stays. Measured on Marathon 1.11.26.
 */
function killWeight(instance: SimInstance): number {
  switch (instance.state) {
    case 'unreachable':
    case 'unreachable-inactive':
      return 0;
    case 'provisioned':
    case 'staging':
      return 1;
    case 'starting':
      return 2;
    case 'running':
      return 3;
    case 'killing':
    case 'scheduled':
    case 'failed':
    case 'finished':
    case 'gone':
    case 'killed':
      return 4;
  }
}

/** Who goes when there are too many. */
export function chooseVictims(app: AppRecord, count: number, sentenced: ReadonlySet<string>): SimInstance[] {
  const sign = app.definition.config.killSelection === 'youngest-first' ? -1 : 1;
  const age = (instance: SimInstance): number => instance.startedAtMs ?? instance.stagedAtMs ?? instance.sinceMs;
  return wanted(app)
    .sort((a, b) => {
      const doomed = Number(sentenced.has(b.id)) - Number(sentenced.has(a.id));
      if (doomed !== 0) return doomed;
      return killWeight(a) - killWeight(b) || sign * (age(a) - age(b));
    })
    .slice(0, count);
}

/** Brings the count to its target: kills first, and only when those are dead the new ones. */
export function scaleAction(parts: ActionParts, target: number, sentenced: ReadonlySet<string>): RunningAction {
  const { core, lifecycle, app } = parts;
  const readiness = createReadinessWatch(core, app);
  let victims: Set<string> | null = null;
  let started: SimInstance[] | null = null;
  return {
    step() {
      if (victims === null) {
        const present = wanted(app);
        const doomed = present.filter((instance) => sentenced.has(instance.id)).length;
        const chosen = chooseVictims(app, Math.max(present.length - target, doomed), sentenced);
        victims = new Set(chosen.map((instance) => instance.id));
        for (const victim of chosen) lifecycle.kill(app, victim, 'decommission');
      }
      for (const id of victims) if (app.instances.has(id)) return false;
      if (started === null) {
        started = [];
        for (let missing = target - wanted(app).length; missing > 0; missing -= 1) {
          started.push(lifecycle.add(app, app.definition));
        }
      }
      for (const instance of started) if (instance.state === 'running') readiness.watch(instance);
      return started.every((instance) => isServing(instance) || !app.instances.has(instance.id));
    },
    readiness: () => readiness.results(),
    close: () => readiness.close(),
  };
}

function shuffled(core: Core, items: readonly SimInstance[]): SimInstance[] {
  const random = core.random;
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Replaces every instance of another version, within the bounds of the app's strategy. */
export function restartAction(parts: ActionParts): RunningAction {
  const { core, lifecycle, app } = parts;
  const { instances: target, config, versionMs } = app.definition;
  const readiness = createReadinessWatch(core, app);
  const isOld = (instance: SimInstance): boolean => instance.definition.versionMs !== versionMs;
  const checked = config.healthChecks.length > 0;
  let mostAlive: number | null = null;
  const released = new Set<string>();

  const begin = (): number => {
    app.backoff = null;
    const old = wanted(app).filter(isOld);
    const healthy = old.filter((instance) => !checked || instance.health?.alive === true).length;
    const start = rolloutStart({ wanted: target, existing: old.length, healthy, ...config });
    const order = shuffled(core, old).sort(
      (a, b) => Number(a.health?.alive !== false) - Number(b.health?.alive !== false),
    );
    for (const victim of order.slice(0, start.killAtOnce)) lifecycle.kill(app, victim, 'decommission');
    return start.mostAlive;
  };

  const oldOnes = (): SimInstance[] => [...app.instances.values()].filter(isOld);
  const newOnes = (): SimInstance[] => wanted(app).filter((instance) => !isOld(instance));

  const releaseOne = (): void => {
    const victim = oldOnes().find((instance) => instance.goal === 'running');
    if (victim !== undefined) lifecycle.kill(app, victim, 'decommission');
  };

  return {
    step() {
      const limit = (mostAlive ??= begin());
      const fresh = newOnes();
      for (let n = launchNow(target, fresh.length, oldOnes().length, limit); n > 0; n -= 1) {
        fresh.push(lifecycle.add(app, app.definition));
      }
      for (const instance of fresh) {
        if (instance.state === 'running') readiness.watch(instance);
        if (!isServing(instance) || released.has(instance.id)) continue;
        released.add(instance.id);
        releaseOne();
      }
      const serving = fresh.filter(isServing).length;
      if (serving < target) return false;
      for (const old of oldOnes()) if (old.goal === 'running') lifecycle.kill(app, old, 'decommission');
      return oldOnes().length === 0;
    },
    readiness: () => readiness.results(),
    close: () => readiness.close(),
  };
}

/** Ends everything of a removed app. */
export function stopAction({ core, lifecycle, app }: ActionParts): RunningAction {
  let begun = false;
  return {
    step() {
      if (!begun) {
        begun = true;
        for (let left = app.definition.config.healthChecks.length; left > 0; left -= 1) {
          core.events.emit({ kind: 'health-check-removed', appId: app.id });
        }
        for (const instance of app.instances.values()) lifecycle.kill(app, instance, 'decommission');
      }
      if (app.instances.size > 0) return false;
      core.dying.delete(app.id);
      core.events.emit({ kind: 'app-terminated', appId: app.id });
      return true;
    },
    readiness: () => [],
    close: () => undefined,
  };
}

/** Kept for compatibility by the original: starts nothing. */
export function startAction({ core, app }: ActionParts): RunningAction {
  return {
    step: () => {
      if (backoffOf(core, app) !== null) app.backoff = null;
      return true;
    },
    readiness: () => [],
    close: () => undefined,
  };
}
