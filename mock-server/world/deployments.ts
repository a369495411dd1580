import { restartAction, scaleAction, startAction, stopAction } from './actions.ts';
import type { RunningAction } from './actions.ts';
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

const cancelled = 'The upgrade has been cancelled';
const none: readonly string[] = [];

/** Carries plans out, one step after the other, and knows which apps they lock. */
export class Deployments {
  readonly #core: Core;
  readonly #lifecycle: Lifecycle;
  readonly #running = new Map<string, Deployment>();
  readonly #locks = new Map<string, Set<string>>();
  /** Actions move instances while they are looked at; the outermost look picks that up. */
  readonly #looking = new Set<string>();
  readonly #lookAgain = new Set<string>();

  constructor(core: Core, lifecycle: Lifecycle) {
    this.#core = core;
    this.#lifecycle = lifecycle;
    core.moved.listen(({ app }) => {
      for (const id of this.#locks.get(app.id) ?? none) {
        const deployment = this.#running.get(id);
        if (deployment !== undefined) this.#lookOnce(deployment);
      }
    });
  }

  list(): Deployment[] {
    return [...this.#running.values()];
  }

  find(id: string): Deployment | undefined {
    return this.#running.get(id);
  }

  /** Ids of the deployments that lock any of these apps. */
  locking(appIds: Iterable<string>): string[] {
    const found = new Set<string>();
    for (const appId of appIds) for (const id of this.#locks.get(appId) ?? none) found.add(id);
    return [...found];
  }

  /** Ids of the deployments an app is part of. */
  of(appId: string): readonly string[] {
    const holders = this.#locks.get(appId);
    return holders === undefined ? none : [...holders];
  }

  /** A plan without steps is done at once and never listed. */
  start(plan: DeploymentPlan, sentenced: ReadonlySet<string> = new Set()): void {
    if (plan.steps.length === 0) {
      this.#core.events.emit({ kind: 'deployment-done', plan });
      return;
    }
    const appIds = affectedApps(plan.steps);
    const deployment: Deployment = { plan, appIds, currentStep: 1, running: new Map(), sentenced };
    this.#running.set(plan.id, deployment);
    for (const appId of appIds) {
      this.#locks.set(appId, (this.#locks.get(appId) ?? new Set()).add(plan.id));
      this.#touch(appId);
    }
    this.#beginStep(deployment);
    this.#lookOnce(deployment);
  }

  cancel(id: string): void {
    const deployment = this.#running.get(id);
    if (deployment === undefined) return;
    this.#unlock(deployment);
    this.#core.events.emit({ kind: 'deployment-failed', plan: deployment.plan, reason: cancelled });
  }

  /** What the readiness checks of an app say, while a deployment asks them. */
  readiness(appId: string): ReadinessResult[] {
    const results: ReadinessResult[] = [];
    for (const id of this.#locks.get(appId) ?? none) {
      for (const [action, at] of this.#running.get(id)?.running ?? []) {
        if (action.appId === appId) results.push(...at.readiness());
      }
    }
    return results;
  }

  #touch(appId: string): void {
    const app = this.#core.apps.get(appId);
    if (app !== undefined) app.revision += 1;
  }

  #unlock(deployment: Deployment): void {
    this.#running.delete(deployment.plan.id);
    this.#closeActions(deployment);
    for (const appId of deployment.appIds) {
      const holders = this.#locks.get(appId);
      holders?.delete(deployment.plan.id);
      if (holders?.size === 0) this.#locks.delete(appId);
      this.#touch(appId);
    }
  }

  #closeActions({ running }: Deployment): void {
    for (const action of running.values()) action.close();
    running.clear();
  }

  #recordFor(action: PlanAction): AppRecord | undefined {
    return action.kind === 'stop' ? this.#core.dying.get(action.appId) : this.#core.apps.get(action.appId);
  }

  #open(action: PlanAction, sentenced: ReadonlySet<string>): RunningAction | null {
    const app = this.#recordFor(action);
    if (app === undefined) return null;
    const parts = { core: this.#core, lifecycle: this.#lifecycle, app };
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
  }

  #beginStep(deployment: Deployment): void {
    const { plan, currentStep, sentenced, running } = deployment;
    const step = plan.steps[currentStep - 1];
    if (step === undefined) return;
    this.#core.events.emit({ kind: 'step-started', plan, step });
    for (const action of step.actions) {
      const opened = this.#open(action, sentenced);
      if (opened !== null) running.set(action, opened);
    }
  }

  #lookOnce(deployment: Deployment): void {
    const { id } = deployment.plan;
    if (this.#looking.has(id)) {
      this.#lookAgain.add(id);
      return;
    }
    this.#looking.add(id);
    do {
      this.#lookAgain.delete(id);
      this.#look(deployment);
    } while (this.#lookAgain.has(id) && this.#running.has(id));
    this.#looking.delete(id);
  }

  #look(deployment: Deployment): void {
    const { plan } = deployment;
    while (this.#running.has(plan.id)) {
      let open = false;
      for (const action of deployment.running.values()) if (!action.step()) open = true;
      if (open) return;
      const step = plan.steps[deployment.currentStep - 1];
      if (step !== undefined) this.#core.events.emit({ kind: 'step-done', plan, step });
      this.#closeActions(deployment);
      if (deployment.currentStep >= plan.steps.length) {
        this.#unlock(deployment);
        this.#core.events.emit({ kind: 'deployment-done', plan });
        return;
      }
      deployment.currentStep += 1;
      this.#beginStep(deployment);
    }
  }
}
