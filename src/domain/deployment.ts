import type { EntityKey } from './keys.ts';
import type { EpochMs } from './units.ts';

/** One action of a step. `readiness` holds tasks not ready yet. */
export interface DeploymentAction {
  action: string;
  appId: string;
}

/** Results of readiness checks of the current step. */
export interface Readiness {
  appId: string;
  taskId: string;
  ready: boolean;
  /** HTTP status of the last probe, null when not preserved. */
  status: number | null;
}

/** `running` while listed; `succeeded`/`failed` by its event; `gone` when it left the list and no event said how. */
export type DeploymentOutcome = 'running' | 'succeeded' | 'failed' | 'gone';

/** A deployment; finished ones are kept by the engine (bounded), Marathon forgets them. */
export interface Deployment {
  key: EntityKey;
  source: string;
  id: string;
  version: string;
  appIds: readonly string[];
  steps: readonly (readonly DeploymentAction[])[];
  current: readonly DeploymentAction[];
  readiness: readonly Readiness[];
  /** 1-based; 0 between acceptance and the first step. */
  step: number;
  stepCount: number;
  outcome: DeploymentOutcome;
  /** First seen by the gateway, or the version's time when that is plausible. */
  startedAtMs: EpochMs;
  endedAtMs: EpochMs | null;
  /** Why it ended, the upstream's words. */
  reason: string | null;
}
