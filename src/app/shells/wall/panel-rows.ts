import { useMemo } from 'react';
import { useSources, useTable } from '../../../client/live.tsx';
import type { QueueRow, WorkerRow } from '../../../protocol/rows.ts';
import { lostIds } from './verdict.ts';
import { queuesKnown, queuesWithin, workersWithin } from './wall-view.ts';

/** What a panel shows of a list; while it is not complete an empty one means nothing. */
interface PanelRows<Row> {
  list: readonly Row[];
  complete: boolean;
}

/** The queues of a group; of those whose broker is lost the names alone. */
export function useQueues(group: string): PanelRows<QueueRow> {
  const { list, complete } = useTable('queues');
  const sources = useSources();
  return useMemo(
    () => ({ list: queuesKnown(queuesWithin(list, group), lostIds(sources)), complete }),
    [list, complete, group, sources],
  );
}

/** The workers of a group. */
export function useWorkers(group: string): PanelRows<WorkerRow> {
  const { list, complete } = useTable('workers');
  return useMemo(() => ({ list: workersWithin(list, group), complete }), [list, complete, group]);
}
