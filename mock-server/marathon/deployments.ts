import type { Deployment } from '../world/deployments.ts';
import type { DeploymentPlan, PlanAction, PlanStep } from '../world/plan.ts';
import { acceptedOrRefused, sendDeployment } from './app-writes.ts';
import { readinessJson } from './apps-read.ts';
import { commonHeaders, notFound, send } from './errors.ts';
import { flag } from './request.ts';
import type { Call } from './request.ts';
import { stampText } from './wire.ts';
import type { Wire } from './wire.ts';

const names: Readonly<Record<PlanAction['kind'], string>> = {
  start: 'StartApplication',
  stop: 'StopApplication',
  scale: 'ScaleApplication',
  restart: 'RestartApplication',
};

function actionJson({ kind, appId }: PlanAction): Wire {
  return { action: names[kind], app: appId };
}

export function stepJson({ actions }: PlanStep): Wire {
  return { actions: actions.map(actionJson) };
}

/** A plan as events carry it. */
export function planJson({ id, steps, versionMs }: DeploymentPlan): Wire {
  return { id, steps: steps.map(stepJson), version: stampText(versionMs) };
}

function deploymentJson({ plan, appIds, currentStep, running }: Deployment): Wire {
  const step = plan.steps[currentStep - 1];
  return {
    id: plan.id,
    steps: plan.steps.map(stepJson),
    version: stampText(plan.versionMs),
    affectedApps: appIds,
    affectedPods: [],
    currentActions: (step?.actions ?? []).map((action) => ({
      ...actionJson(action),
      readinessCheckResults: (running.get(action)?.readiness() ?? []).map(readinessJson),
    })),
    currentStep,
    totalSteps: plan.steps.length,
  };
}

/** GET /v2/deployments */
export function listDeployments(call: Call): void {
  send(call.exchange, call.world.cluster.deployments.list().map(deploymentJson));
}

/** DELETE /v2/deployments/{id}: without force a new deployment that undoes; with force nothing is undone. */
export function deleteDeployment(call: Call, id: string): void {
  const { root, deployments } = call.world.cluster;
  if (deployments.find(id) === undefined) throw notFound(`DeploymentPlan ${id} does not exist`);
  if (flag(call, 'force')) {
    deployments.cancel(id);
    call.exchange.res.writeHead(202, { ...commonHeaders(call.exchange), 'Content-Length': '0' });
    call.exchange.res.end();
    return;
  }
  const outcome = root.rollBack(id);
  if (outcome === null) throw notFound(`DeploymentPlan ${id} does not exist`);
  sendDeployment(call, acceptedOrRefused(outcome));
}
