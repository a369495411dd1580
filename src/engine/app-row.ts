import { conditionOf, lifecycleOf, type App } from '../domain/app.ts';
import type { Launch } from '../domain/launch.ts';
import type { AppRow } from '../protocol/rows.ts';

/** The row of an app; `suspendedFrom` is its count before it was suspended, null when not known. */
export function appRowOf(app: App, launch: Launch | undefined, suspendedFrom: number | null): AppRow {
  return {
    key: app.key,
    condition: conditionOf(app, launch),
    lifecycle: lifecycleOf(app, launch),
    wanted: app.wanted,
    staged: app.counts.staged,
    running: app.counts.running,
    healthy: app.counts.healthy,
    unhealthy: app.counts.unhealthy,
    checked: app.checked,
    cpus: app.cpus,
    memMib: app.memMib,
    labels: labelsOf(app),
    version: app.version,
    changedAtMs: app.lastConfigChangeAtMs,
    deployments: app.deploymentIds,
    launchWaiting: launch?.waiting ?? 0,
    retryAtMs: launch && !launch.overdue ? launch.retryAtMs : null,
    suspendedFrom: app.wanted === 0 ? suspendedFrom : null,
  };
}

function labelsOf(app: App): string[] {
  return Object.entries(app.labels)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
}
