import type { AppRow } from '../../protocol/rows.ts';

/** A well app of two instances, for tests. */
export function appRow(id: string, over: Partial<AppRow> = {}): AppRow {
  return {
    key: `main${id}`,
    condition: 'healthy',
    lifecycle: 'running',
    wanted: 2,
    staged: 0,
    running: 2,
    healthy: 2,
    unhealthy: 0,
    checked: true,
    cpus: 0.5,
    memMib: 128,
    labels: [],
    version: '2026-11-21T10:00:00.000Z',
    changedAtMs: null,
    deployments: [],
    launchWaiting: 0,
    retryAtMs: null,
    suspendedFrom: null,
    ...over,
  };
}
