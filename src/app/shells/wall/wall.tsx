import './wall.css';
import { useMemo } from 'react';
import { useConnection, useNow, useSources, useTable } from '../../../client/live.tsx';
import { usePlace } from '../../../client/place.ts';
import { useCluster } from '../../../client/scene.ts';
import type { Attention } from '../../../domain/attention.ts';
import { sourceOf } from '../../../domain/keys.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow, SourceRow } from '../../../protocol/rows.ts';
import { Foot } from './parts/foot.tsx';
import { GatewayLost } from './parts/gateway-lost.tsx';
import { LeaderLines, type Mark } from './parts/leader-lines.tsx';
import { LostPanel } from './parts/lost-panel.tsx';
import { MosaicView, useMosaic } from './parts/mosaic.tsx';
import { ProblemCards } from './parts/problem-cards.tsx';
import { QueuesScene } from './parts/queues-scene.tsx';
import { SidePanel } from './parts/side-panel.tsx';
import { Veil } from './parts/veil.tsx';
import { bandHeight, VerdictBand } from './parts/verdict-band.tsx';
import { WorkersScene } from './parts/workers-scene.tsx';
import { markedApps, type Relations } from './concerns.ts';
import type { Frame } from './frame.ts';
import { placesOf } from './mosaic-groups.ts';
import type { IsKnown } from './mosaic-shapes.ts';
import { optionsOf, showingOf, type Showing } from './scenes.ts';
import { hearing, lostIds, verdictOf, windOf, type Verdict } from './verdict.ts';
import { attentionKnown, subjectsWithin, byKey, withinGroup, worstThree } from './wall-view.ts';
import { shiftOf, useBeats, useFrame, useSince, useVigil } from './watch.ts';

/** The wall display: read from five metres, for months, by someone who glances for a second. */
export function Wall() {
  useVigil();
  const { search } = usePlace();
  const options = useMemo(() => optionsOf(search), [search]);
  const frame = useFrame();
  const nowMs = useNow(1000);
  const beats = useBeats();
  const connection = useConnection();
  const cluster = useCluster();
  const sources = useSources();
  const apps = useTable('apps');
  const troubles = useTable('attention');
  const relations = useRelations();
  const attention = useMemo(
    () => attentionKnown(subjectsWithin(troubles.list, options.group, relations), lostIds(sources)),
    [troubles.list, options.group, relations, sources],
  );
  const rows = useMemo(() => withinGroup(apps.list, options.group), [apps.list, options.group]);
  const verdict = verdictOf({
    connection: hearing(connection, beats, nowMs),
    apps: rows,
    ready: apps.ready && troubles.ready,
    complete: apps.complete,
    sources,
    attention,
  });
  const since = useSince(verdict, nowMs, subjectsWithin(useTable('timeline').list, options.group, relations));
  const showing = showingOf(verdict, options, nowMs);
  const style: Record<string, string | number> = {
    '--u': `${frame.unitPx}px`,
    '--w': frame.width,
    '--h': frame.height,
    '--band': bandHeight,
  };
  return (
    <main className="wall" data-theme={options.theme} style={style}>
      <div className="wall-canvas" style={{ transform: shiftOf(nowMs) }}>
        <VerdictBand verdict={verdict} frame={frame} nowMs={nowMs} beats={beats} since={since} />
        <Scene
          verdict={verdict}
          showing={showing}
          frame={frame}
          rows={rows}
          attention={attention}
          relations={relations}
          apps={apps.rows}
          sources={sources}
          nowMs={nowMs}
          group={options.group}
          nextTryAtMs={connection.nextTryAtMs}
        />
        <Foot
          frame={frame}
          name={cluster?.name ?? ''}
          sources={sources}
          showing={showing}
          options={options}
          dead={verdict.kind === 'gateway-lost'}
        />
      </div>
      <Veil beat={windOf(verdict, connection.lastBeatAtMs, nowMs)} />
    </main>
  );
}

interface SceneProps {
  verdict: Verdict;
  showing: Showing;
  frame: Frame;
  rows: Parameters<typeof byKey>[0];
  attention: readonly Attention[];
  relations: Relations;
  apps: ReadonlyMap<string, AppRow>;
  sources: readonly SourceRow[];
  nowMs: number;
  group: string;
  nextTryAtMs: number | null;
}

/** The frame never moves: the mosaic keeps its place, scenes change only the panel, and the queues what lies under the verdict. */
function Scene({
  verdict,
  showing,
  frame,
  rows,
  attention,
  relations,
  apps,
  sources,
  nowMs,
  group,
  nextTryAtMs,
}: SceneProps) {
  const t = useT();
  const layout = useMosaic(rows, frame, group);
  const map = useMemo(() => byKey(rows), [rows]);
  const isMute = verdict.kind === 'gateway-lost' || (verdict.kind === 'unknown' && verdict.whole);
  const isKnown = useKnown(isMute, sources);
  const hasPanel = !isMute && verdict.kind !== 'unknown' && showing.scene !== 'problems';
  const problems = showing.scene === 'problems' ? worstThree(attention) : [];
  const marks = useMarks(attention, relations.deployments);
  const troubled = useMemo(() => new Set(marks.flatMap(({ apps }) => apps)), [marks]);
  const places = useMemo(() => placesOf(layout, troubled), [layout, troubled]);
  if (showing.scene === 'queues')
    return <QueuesScene frame={frame} group={group} attention={attention} apps={apps} isKnown={isKnown} />;
  return (
    <>
      <MosaicView
        layout={layout}
        places={places}
        rows={map}
        frame={frame}
        isKnown={isKnown}
        quiet={problems.length > 0}
        troubled={troubled}
        label={isMute ? t('wall.appsUnknown') : t('wall.mosaic', { count: rows.length })}
      />
      {verdict.kind === 'gateway-lost' && (
        <GatewayLost frame={frame} nextInMs={nextTryAtMs === null ? null : Math.max(0, nextTryAtMs - nowMs)} />
      )}
      {verdict.kind === 'unknown' && (
        <LostPanel frame={frame} source={verdict.source} whole={verdict.whole} group={group} nowMs={nowMs} />
      )}
      {problems.length > 0 && (
        <>
          <LeaderLines frame={frame} places={places} marks={marks} cards={problems.length} />
          <ProblemCards frame={frame} problems={problems} rows={map} relations={relations} nowMs={nowMs} />
        </>
      )}
      {hasPanel &&
        (showing.scene === 'workers' ? (
          <WorkersScene frame={frame} group={group} nowMs={nowMs} />
        ) : (
          <SidePanel frame={frame} group={group} />
        ))}
    </>
  );
}

/** Which thing has to do with which apps. */
function useRelations(): Relations {
  const { rows: deployments } = useTable('deployments');
  const { rows: queues } = useTable('queues');
  const { rows: workers } = useTable('workers');
  return useMemo(() => ({ deployments, queues, workers }), [deployments, queues, workers]);
}

/** What needs someone, each with the apps that are marked for it. */
function useMarks(attention: readonly Attention[], deployments: Relations['deployments']): readonly Mark[] {
  return useMemo(
    () => attention.map((problem) => ({ problem, apps: markedApps(problem, deployments) })),
    [attention, deployments],
  );
}

/** Of which apps anything is known; the same function for as long as that does not change, since much is drawn anew with it. */
function useKnown(isMute: boolean, sources: readonly SourceRow[]): IsKnown {
  const lost = [...lostIds(sources)].join(' ');
  return useMemo(() => {
    const ids = new Set(lost.split(' '));
    return (key) => !isMute && !ids.has(sourceOf(key));
  }, [isMute, lost]);
}
