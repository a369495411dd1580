import type { AppRow, TableName, Tables } from './rows.ts';

/**
 * Apps travel as arrays in this order: ten thousand objects would spend two thirds of their bytes on field names. Numbers stand for
 * booleans, a missing tail for nulls and empties.
 */
export type AppTuple = readonly [
  key: string,
  condition: AppRow['condition'],
  lifecycle: AppRow['lifecycle'],
  wanted: number,
  staged: number,
  running: number,
  healthy: number,
  unhealthy: number,
  checked: 0 | 1,
  cpus: number,
  memMib: number,
  labels: readonly string[],
  version: string,
  changedAtMs: number | null,
  deployments: readonly string[],
  launchWaiting: number,
  retryAtMs: number | null,
  suspendedFrom: number | null,
];

/** The names of an {@link AppTuple}'s places, served with every list so that a script can read it. */
export const appColumns = [
  'key',
  'condition',
  'lifecycle',
  'wanted',
  'staged',
  'running',
  'healthy',
  'unhealthy',
  'checked',
  'cpus',
  'memMib',
  'labels',
  'version',
  'changedAtMs',
  'deployments',
  'launchWaiting',
  'retryAtMs',
  'suspendedFrom',
] as const satisfies readonly (keyof AppRow)[];

/** Tells an app among the rows of lists: no other row is an array. */
export function isAppTuple(row: WireRow<TableName>): row is AppTuple {
  return Array.isArray(row);
}

/** Packs an app's row. */
export function packApp(row: AppRow): AppTuple {
  return [
    row.key,
    row.condition,
    row.lifecycle,
    row.wanted,
    row.staged,
    row.running,
    row.healthy,
    row.unhealthy,
    row.checked ? 1 : 0,
    row.cpus,
    row.memMib,
    row.labels,
    row.version,
    row.changedAtMs,
    row.deployments,
    row.launchWaiting,
    row.retryAtMs,
    row.suspendedFrom,
  ];
}

/** Unpacks an app's row. */
export function unpackApp(t: AppTuple): AppRow {
  return {
    key: t[0],
    condition: t[1],
    lifecycle: t[2],
    wanted: t[3],
    staged: t[4],
    running: t[5],
    healthy: t[6],
    unhealthy: t[7],
    checked: t[8] === 1,
    cpus: t[9],
    memMib: t[10],
    labels: t[11],
    version: t[12],
    changedAtMs: t[13],
    deployments: t[14],
    launchWaiting: t[15],
    retryAtMs: t[16],
    suspendedFrom: t[17],
  };
}

/** How each list's rows travel: apps as arrays, the others, which are short, as objects. */
export type WireRow<K extends TableName> = K extends 'apps' ? AppTuple : Tables[K];
