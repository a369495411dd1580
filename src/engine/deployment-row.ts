import type { Deployment } from '../domain/deployment.ts';
import type { DeploymentRow } from '../protocol/rows.ts';

/** The row of a deployment. */
export function deploymentRowOf(deployment: Deployment, stuck: boolean): DeploymentRow {
  const { source: _source, ...rest } = deployment;
  return { ...rest, rollbackDeletes: createdBy(deployment), stuck: stuck && deployment.outcome === 'running' };
}

/** Apps the deployment creates: Marathon starts only new apps with StartApplication, and a rollback removes them (measured on 1.11.26). */
function createdBy(deployment: Deployment): string[] {
  const created = new Set<string>();
  for (const step of deployment.steps)
    for (const { action, appId } of step) if (action === 'StartApplication') created.add(appId);
  return [...created].sort();
}
