import { restartAction, scaleAction, startAction, stopAction } from './actions.ts';
import type { ActionParts, RunningAction } from './actions.ts';
import type { AppRecord, Core } from './core.ts';
import type { Lifecycle } from './lifecycle.ts';
import { affectedApps } from './plan.ts';
import type { DeploymentPlan, PlanAction } from './plan.ts';
import type { ReadinessResult } from './readiness.ts';

/** A deployment as it runs. */
export type Deployment = {
  readonly plan: DeploymentPlan;
  readonly appIds: readonly string[];
  /** From 1. */
  currentStep: number;
  readonly running: Map<PlanAction, RunningAction>;
  readonly sentenced: ReadonlySet<string>;
};

/** Carries plans out, one step after the other, and knows which apps they lock. */
export type Deployments = {
  list(): Deployment[];
  find(id: string): Deployment | undefined;
  /** Ids of the deployments that lock any of these apps. */
  locking(appIds: Iterable<string>): string[];
  /** Ids of the deployments an app is part of. */
  of(appId: string): readonly string[];
  start(plan: DeploymentPlan, sentenced?: ReadonlySet<string>): void;
  cancel(id: string): void;
  readiness(appId: string): ReadinessResult[];
};

const cancelled = 'The upgrade has been cancelled';
const none: readonly string[] = [];

/** No deployment runs yet. */
export function createDeployments(core: Core, lifecycle: Lifecycle): Deployments {
  const running = new Map<string, Deployment>();
  const locks = new Map<string, Set<string>>();
  /** Actions may move instances while they are looked at; the outermost look picks that up. */
  const looking = new Set<string>();
  const lookAgain = new Set<string>();

  const touch = (appId: string): void => {
    const app = core.apps.get(appId);
    if (app !== undefined) app.revision += 1;
  };

  const lock = (deployment: Deployment): void => {
    for (const appId of deployment.appIds) {
      const holders = locks.get(appId) ?? new Set();
      locks.set(appId, holders.add(deployment.plan.id));
      touch(appId);
    }
  };

  const unlock = (deployment: Deployment): void => {
    running.delete(deployment.plan.id);
    for (const action of deployment.running.values()) action.close();
    deployment.running.clear();
    for (const appId of deployment.appIds) {
      const holders = locks.get(appId);
      holders?.delete(deployment.plan.id);
      if (holders?.size === 0) locks.delete(appId);
      touch(appId);
    }
  };

  const recordFor = (action: PlanAction): AppRecord | undefined =>
    action.kind === 'stop' ? core.dying.get(action.appId) : core.apps.get(action.appId);

  const open = (action: PlanAction, sentenced: ReadonlySet<string>): RunningAction | null => {
    const app = recordFor(action);
    if (app === undefined) return null;
    const parts: ActionParts = { core, lifecycle, app };
    switch (action.kind) {
      case 'start':
        return startAction(parts);
      case 'stop':
        return stopAction(parts);
      case 'scale':
        return scaleAction(parts, app.definition.instances, sentenced);
      case 'restart':
        return restartAction(parts);
    }
  };

  const beginStep = (deployment: Deployment): void => {
    const step = deployment.plan.steps[deployment.currentStep - 1];
    if (step === undefined) return;
    core.events.emit({ kind: 'step-started', plan: deployment.plan, step });
    for (const action of step.actions) {
      const opened = open(action, deployment.sentenced);
      if (opened !== null) deployment.running.set(action, opened);
    }
  };

  const look = (deployment: Deployment): void => {
    const { plan } = deployment;
    while (running.has(plan.id)) {
      let open = false;
      for (const action of deployment.running.values()) if (!action.step()) open = true;
      if (open) return;
      const step = plan.steps[deployment.currentStep - 1];
      if (step !== undefined) core.events.emit({ kind: 'step-done', plan, step });
      for (const action of deployment.running.values()) action.close();
      deployment.running.clear();
      if (deployment.currentStep >= plan.steps.length) {
        unlock(deployment);
        core.events.emit({ kind: 'deployment-done', plan });
        return;
      }
      deployment.currentStep += 1;
      beginStep(deployment);
    }
  };

  const lookOnce = (deployment: Deployment): void => {
    const { id } = deployment.plan;
    if (looking.has(id)) {
      lookAgain.add(id);
      return;
    }
    looking.add(id);
    do {
      lookAgain.delete(id);
      look(deployment);
    } while (lookAgain.has(id) && running.has(id));
    looking.delete(id);
  };

  core.moved.listen(({ app }) => {
    const holders = locks.get(app.id);
    if (holders === undefined) return;
    for (const id of holders) {
      const deployment = running.get(id);
      if (deployment !== undefined) lookOnce(deployment);
    }
  });

  return {
    list: () => [...running.values()],
    find: (id) => running.get(id),
    locking(appIds) {
      const found = new Set<string>();
      for (const appId of appIds) for (const id of locks.get(appId) ?? []) found.add(id);
      return [...found];
    },
    of: (appId) => {
      const holders = locks.get(appId);
      return holders === undefined ? none : [...holders];
    },
    start(plan, sentenced = new Set()) {
      const appIds = affectedApps(plan.steps);
      const deployment: Deployment = { plan, appIds, currentStep: 1, running: new Map(), sentenced };
      if (plan.steps.length === 0) {
        core.events.emit({ kind: 'deployment-done', plan });
        return;
      }
      running.set(plan.id, deployment);
      lock(deployment);
      beginStep(deployment);
      lookOnce(deployment);
    },
    cancel(id) {
      const deployment = running.get(id);
      if (deployment === undefined) return;
      unlock(deployment);
      core.events.emit({ kind: 'deployment-failed', plan: deployment.plan, reason: cancelled });
    },
    readiness(appId) {
      const results: ReadinessResult[] = [];
      for (const id of locks.get(appId) ?? []) {
        for (const [action, at] of running.get(id)?.running ?? []) {
          if (action.appId === appId) results.push(...at.readiness());
        }
      }
      return results;
    },
  };
}
