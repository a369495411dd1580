import { useMemo } from 'react';
import type { Attention } from '../../../domain/attention.ts';
import { sourceOf, type EntityKey } from '../../../domain/keys.ts';
import { useConnection, useSources, useTable, type Connection } from '../../../client/live.tsx';
import type { AppRow, SourceRow } from '../../../protocol/rows.ts';
import type { Relations } from './concerns.ts';
import { growthOf, type Growth } from './growth.ts';
import type { IsKnown } from './mosaic-shapes.ts';
import type { Since } from './since.ts';
import { hearing, lostIds, verdictOf, type Verdict } from './verdict.ts';
import { attentionKnown, subjectsWithin, withinGroup } from './wall-view.ts';
import { useBeats, useSince } from './watch.ts';

/** All that a wall of a group knows in this second. */
export interface Knowledge {
  verdict: Verdict;
  since: Since;
  growth: Growth | null;
  connection: Connection;
  beats: ReadonlySet<number>;
  sources: readonly SourceRow[];
  /** What needs someone, worst first. */
  attention: readonly Attention[];
  /** The group's apps. */
  rows: readonly AppRow[];
  /** Every app: a queue of the group may be drained from elsewhere. */
  apps: ReadonlyMap<EntityKey, AppRow>;
  relations: Relations;
  /** Nothing is known of any app. */
  isMute: boolean;
  isKnown: IsKnown;
}

/** What is known now of a group, and what to think of it. */
export function useKnowledge(group: string, nowMs: number): Knowledge {
  const connection = useConnection();
  const beats = useBeats();
  const sources = useSources();
  const apps = useTable('apps');
  const troubles = useTable('attention');
  const moments = useTable('timeline').list;
  const relations = useRelations();
  const attention = useMemo(
    () => attentionKnown(subjectsWithin(troubles.list, group, relations), lostIds(sources)),
    [troubles.list, group, relations, sources],
  );
  const rows = useMemo(() => withinGroup(apps.list, group), [apps.list, group]);
  const verdict = verdictOf({
    connection: hearing(connection, beats, nowMs),
    apps: rows,
    ready: apps.ready && troubles.ready,
    complete: apps.complete,
    sources,
    attention,
  });
  const since = useSince(verdict, nowMs, subjectsWithin(moments, group, relations));
  const one = 'one' in verdict ? verdict.one : null;
  const growth = one && growthOf(one, relations.queues, apps.rows);
  const isMute = verdict.kind === 'gateway-lost' || (verdict.kind === 'unknown' && verdict.whole);
  const isKnown = useKnown(isMute, sources);
  const seen = { verdict, since, growth, connection, beats, sources, attention, rows, apps: apps.rows };
  return { ...seen, relations, isMute, isKnown };
}

/** Which thing has to do with which apps. */
function useRelations(): Relations {
  const { rows: deployments } = useTable('deployments');
  const { rows: queues } = useTable('queues');
  const { rows: workers } = useTable('workers');
  return useMemo(() => ({ deployments, queues, workers }), [deployments, queues, workers]);
}

/** Of which apps anything is known; the same function for as long as that does not change, since much is drawn anew with it. */
function useKnown(isMute: boolean, sources: readonly SourceRow[]): IsKnown {
  const lost = [...lostIds(sources)].join(' ');
  return useMemo(() => {
    const ids = new Set(lost.split(' '));
    return (key) => !isMute && !ids.has(sourceOf(key));
  }, [isMute, lost]);
}
