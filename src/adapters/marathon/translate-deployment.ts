import type { Deployment, DeploymentAction, Readiness } from '../../domain/deployment.ts';
import { keyOf } from '../../domain/keys.ts';
import type { EpochMs } from '../../domain/units.ts';
import { pathOf } from './translate.ts';
import type { WireAction, WireDeployment, WirePlan } from './wire.ts';

/** A running deployment of the list. */
export function toDeployment(source: string, wire: WireDeployment, startedAtMs: EpochMs): Deployment {
  const steps = wire.steps?.map(({ actions }) => actions.map(toAction)) ?? [];
  const named = [...(wire.affectedApps ?? []), ...(wire.affectedPods ?? [])].map(pathOf);
  return {
    key: keyOf(source, wire.id),
    source,
    id: wire.id,
    version: wire.version ?? '',
    appIds: named.length > 0 ? named : appsOf(steps),
    steps,
    current: wire.currentActions?.map(toAction) ?? [],
    readiness: wire.currentActions?.flatMap(toReadiness) ?? [],
    step: wire.currentStep ?? 0,
    stepCount: wire.totalSteps ?? steps.length,
    outcome: 'running',
    startedAtMs,
    endedAtMs: null,
    reason: null,
  };
}

/** What an event that begins a step says of its deployment: a short one is over before any poll sees it. */
export function deploymentOfPlan(
  source: string,
  plan: WirePlan,
  current: readonly WireAction[],
  startedAtMs: EpochMs,
): Deployment {
  const steps = plan.steps?.map(({ actions }) => actions.map(toAction)) ?? [];
  const now = current.map(toAction);
  const wanted = JSON.stringify(now);
  return {
    key: keyOf(source, plan.id),
    source,
    id: plan.id,
    version: plan.version ?? '',
    appIds: appsOf(steps),
    steps,
    current: now,
    readiness: [],
    step: steps.findIndex((step) => JSON.stringify(step) === wanted) + 1,
    stepCount: steps.length,
    outcome: 'running',
    startedAtMs,
    endedAtMs: null,
    reason: null,
  };
}

/** The apps and pods that actions touch, each once. */
function appsOf(steps: readonly (readonly DeploymentAction[])[]): string[] {
  return [...new Set(steps.flatMap((step) => step.map(({ appId }) => appId)))];
}

function toAction(wire: WireAction): DeploymentAction {
  return { action: wire.action ?? '', appId: pathOf(wire.app ?? wire.pod ?? '') };
}

function toReadiness(wire: WireAction): Readiness[] {
  return (wire.readinessCheckResults ?? []).map((result) => ({
    appId: pathOf(wire.app ?? ''),
    taskId: result.taskId ?? '',
    ready: result.ready ?? false,
    status: result.lastResponse?.status ?? null,
  }));
}
