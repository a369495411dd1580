import type { Attention } from '../domain/attention.ts';
import type { EpochMs } from '../domain/units.ts';
import type { ActRow, DeploymentRow, MomentRow, QueueRow, SourceRow, SparkRow, WorkerRow } from '../protocol/rows.ts';
import { tableNames } from '../protocol/rows.ts';
import type { AppTuple } from '../protocol/tuples.ts';
import { sameContent } from './equal.ts';
import type { SourceRunner } from './source-runner.ts';
import { TableView } from './table-view.ts';

/** All lists, as screens hold them. */
export interface Tables {
  readonly apps: TableView<AppTuple>;
  readonly queues: TableView<QueueRow>;
  readonly sparks: TableView<SparkRow>;
  readonly workers: TableView<WorkerRow>;
  readonly deployments: TableView<DeploymentRow>;
  readonly attention: TableView<Attention>;
  readonly acts: TableView<ActRow>;
  readonly timeline: TableView<MomentRow>;
  readonly sources: TableView<SourceRow>;
}

/** Empty lists; their versions begin at `nowMs`. */
export function createTables(nowMs: EpochMs): Tables {
  return {
    apps: new TableView<AppTuple>('apps', nowMs, undefined, true),
    queues: new TableView('queues', nowMs, sameQueue),
    // A level curve looks the same a minute later: no need to send it again.
    sparks: new TableView('sparks', nowMs, (a: SparkRow, b: SparkRow) => sameContent(a.points, b.points)),
    workers: new TableView('workers', nowMs),
    deployments: new TableView('deployments', nowMs),
    attention: new TableView('attention', nowMs),
    acts: new TableView('acts', nowMs),
    timeline: new TableView('timeline', nowMs),
    sources: new TableView('sources', nowMs, sameStanding),
  };
}

/** Celery's own queues tremble with every heartbeat, and nobody steers by their rates: less than one a second is no news there. */
function sameQueue(a: QueueRow, b: QueueRow): boolean {
  if (a.role !== 'internal' || !isNear(a.inPerS, b.inPerS) || !isNear(a.outPerS, b.outPerS)) return sameContent(a, b);
  return sameContent({ ...a, inPerS: b.inPerS, outPerS: b.outPerS }, b);
}

function isNear(a: number | null, b: number | null): boolean {
  return a !== null && b !== null && Math.abs(a - b) < 1;
}

/** Ages move with the beat: an answer that only moved them is no news. */
function sameStanding(a: SourceRow, b: SourceRow): boolean {
  return sameContent({ ...a, lastOkAtMs: a.lastOkAtMs === null }, { ...b, lastOkAtMs: b.lastOkAtMs === null });
}

/** Sends out what changed in every list. */
export function flushTables(tables: Tables): void {
  for (const name of tableNames) tables[name].flush();
}

/** The row of a source. */
export function sourceRowOf(source: SourceRunner): SourceRow {
  return { key: source.id, ...source.describe(), ...source.status() };
}
