import { useMemo } from 'react';
import { useNow, useSources, useTable } from '../../client/live.tsx';
import { useCluster } from '../../client/scene.ts';
import { Stale } from '../../commands/stale.tsx';
import { GroupGlance } from './parts/group-glance.tsx';
import { LastHour } from './parts/last-hour.tsx';
import { QueueGlance } from './parts/queue-glance.tsx';
import { WorkerGlance } from './parts/worker-glance.tsx';
import { groupStrips, mostTroubled, queueGlances, workerStrips } from './view.ts';

/** Apps by top-level group. */
export function AppsPanel({ limit = 14 }: { limit?: number }) {
  const { list, complete } = useTable('apps');
  const { shown, more } = useMemo(() => mostTroubled(groupStrips(list), limit), [list, limit]);
  return (
    <Stale of={{ kind: 'marathon' }}>
      <GroupGlance strips={shown} more={more} known={complete} />
    </Stale>
  );
}

/** The queues worth a look. */
export function QueuesPanel({ limit = 8 }: { limit?: number }) {
  const { list, complete } = useTable('queues');
  const sparks = useTable('sparks').rows;
  const attention = useTable('attention').list;
  const absent = !useSources().some((source) => source.kind === 'rabbitmq');
  const { shown, more } = useMemo(() => queueGlances(list, sparks, attention, limit), [list, sparks, attention, limit]);
  return (
    <Stale of={{ kind: 'rabbitmq' }}>
      <QueueGlance rows={shown} more={more} absent={absent} known={complete} />
    </Stale>
  );
}

/** Workers by the app that runs them. */
export function WorkersPanel({ limit = 8 }: { limit?: number }) {
  const { list, complete } = useTable('workers');
  const absent = !useSources().some((source) => source.kind === 'flower');
  const { shown, more } = useMemo(() => workerStrips(list, limit), [list, limit]);
  return (
    <Stale of={{ kind: 'flower' }}>
      <WorkerGlance strips={shown} more={more} absent={absent} known={complete} />
    </Stale>
  );
}

/** What changed and what broke in the last hour. */
export function HourPanel({ lanes = 4 }: { lanes?: number }) {
  const { list, ready } = useTable('timeline');
  const sources = useTable('sources');
  const nowMs = useNow(15_000);
  const cluster = useCluster();
  const isWatched = sources.complete && sources.list.every(({ state }) => state === 'live');
  return (
    <LastHour
      moments={list}
      nowMs={nowMs}
      sinceMs={ready ? (cluster?.startedAtMs ?? null) : null}
      isWatched={isWatched}
      lanes={lanes}
    />
  );
}
