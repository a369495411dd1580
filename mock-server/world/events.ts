import type { AppDefinition } from './app.ts';
import type { InstanceState } from './instance.ts';
import type { DeploymentPlan, PlanStep } from './plan.ts';

/** How a task ended or where it stands, as the agent reports it. */
export type TaskStatus = 'starting' | 'running' | 'killed' | 'failed' | 'finished' | 'unreachable' | 'gone';

/** Values of an instance at the moment of an event; the instance itself moves on. */
export type InstanceFacts = {
  readonly instanceId: string;
  readonly taskId: string;
  readonly appId: string;
  readonly versionMs: number;
  readonly agentId: string | null;
  readonly host: string | null;
  readonly ports: readonly number[];
};

/** Everything a cluster tells. Times are the clock's at the moment of the call. */
export type ClusterEvent =
  | {
      readonly kind: 'task-status';
      readonly facts: InstanceFacts;
      readonly status: TaskStatus;
      readonly message: string;
    }
  /** Its condition or its goal changed; a changed goal repeats the condition. */
  | { readonly kind: 'instance-changed'; readonly facts: InstanceFacts; readonly state: InstanceState }
  | { readonly kind: 'instance-health'; readonly facts: InstanceFacts; readonly healthy: boolean | null }
  | { readonly kind: 'health-status'; readonly facts: InstanceFacts; readonly alive: boolean }
  | { readonly kind: 'health-failed'; readonly facts: InstanceFacts; readonly checkIndex: number }
  | { readonly kind: 'unhealthy-kill'; readonly facts: InstanceFacts; readonly reason: string }
  | { readonly kind: 'health-check-added'; readonly definition: AppDefinition; readonly checkIndex: number }
  | { readonly kind: 'health-check-removed'; readonly appId: string }
  | { readonly kind: 'app-terminated'; readonly appId: string }
  | {
      readonly kind: 'group-change';
      readonly groupId: string;
      readonly versionMs: number;
      readonly refusal: string | null;
    }
  | { readonly kind: 'step-started'; readonly plan: DeploymentPlan; readonly step: PlanStep }
  | { readonly kind: 'step-done'; readonly plan: DeploymentPlan; readonly step: PlanStep }
  | { readonly kind: 'deployment-done'; readonly plan: DeploymentPlan }
  | { readonly kind: 'deployment-failed'; readonly plan: DeploymentPlan; readonly reason: string };

type Listener<T> = (value: T) => void;

/** Tells its listeners in the order they came. */
export type Signal<T> = {
  emit(value: T): void;
  /** Returns how to stop listening. */
  listen(fn: Listener<T>): () => void;
};

/** A signal nobody listens to yet. */
export function createSignal<T>(): Signal<T> {
  const listeners = new Set<Listener<T>>();
  return {
    emit(value) {
      for (const listener of listeners) listener(value);
    },
    listen(fn) {
      listeners.add(fn);
      return () => void listeners.delete(fn);
    },
  };
}
