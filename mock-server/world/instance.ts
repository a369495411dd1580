import type { AppDefinition } from './app.ts';

/** Life of an instance, in the words of the scheduler. */
export type InstanceState =
  | 'scheduled'
  | 'provisioned'
  | 'staging'
  | 'starting'
  | 'running'
  | 'killing'
  | 'killed'
  | 'failed'
  | 'finished'
  | 'unreachable'
  | 'unreachable-inactive'
  | 'gone';

export type HealthRecord = {
  alive: boolean;
  consecutiveFailures: number;
  firstSuccessMs: number | null;
  lastSuccessMs: number | null;
  lastFailureMs: number | null;
  lastFailureCause: string | null;
};

/** One slot of an app. A slot that crashed keeps its id and gets a new task. Mutable: the world moves it in place. */
export type SimInstance = {
  readonly id: string;
  readonly appId: string;
  /** `<id>._app.<attempt>`; the task that runs or ran last. */
  taskId: string;
  attempt: number;
  /** Of the current task's process. */
  pid: number;
  state: InstanceState;
  goal: 'running' | 'decommissioned';
  /** What it runs, or will run once there is room. */
  definition: AppDefinition;
  agentId: string | null;
  host: string | null;
  ports: readonly number[];
  sinceMs: number;
  waitingSinceMs: number;
  stagedAtMs: number | null;
  startedAtMs: number | null;
  health: HealthRecord | null;
  /** Null until a readiness check, run only during deployments, has spoken. */
  ready: boolean | null;
};

/** Lives on an agent: holds resources there. */
export function isPlaced(state: InstanceState): boolean {
  switch (state) {
    case 'provisioned':
    case 'staging':
    case 'starting':
    case 'running':
    case 'killing':
    case 'unreachable':
    case 'unreachable-inactive':
      return true;
    case 'scheduled':
    case 'killed':
    case 'failed':
    case 'finished':
    case 'gone':
      return false;
  }
}

/** Its task is over: if the goal is still to run, the slot waits for a launch. */
export function isTerminal(state: InstanceState): boolean {
  return state === 'killed' || state === 'failed' || state === 'finished' || state === 'gone';
}

/** Wants to run and has no task: stands in the launch queue. */
export function isWaiting(instance: SimInstance): boolean {
  return instance.goal === 'running' && (instance.state === 'scheduled' || isTerminal(instance.state));
}
