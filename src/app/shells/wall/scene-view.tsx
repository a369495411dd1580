import { useMemo } from 'react';
import { useT } from '../../../i18n/use-t.tsx';
import { markedApps } from './concerns.ts';
import type { Frame } from './frame.ts';
import type { Knowledge } from './knowledge.ts';
import { placesOf } from './mosaic-groups.ts';
import { GatewayLost } from './parts/gateway-lost.tsx';
import { LeaderLines, type Mark } from './parts/leader-lines.tsx';
import { LostPanel } from './parts/lost-panel.tsx';
import { MosaicView, useMosaic } from './parts/mosaic.tsx';
import { ProblemCards } from './parts/problem-cards.tsx';
import { QueuesScene } from './parts/queues-scene.tsx';
import { SidePanel } from './parts/side-panel.tsx';
import { WorkersScene } from './parts/workers-scene.tsx';
import type { Scene } from './scenes.ts';
import { byKey, worstThree } from './wall-view.ts';

interface SceneProps {
  known: Knowledge;
  scene: Scene;
  frame: Frame;
  nowMs: number;
  group: string;
}

/** The frame never moves: the mosaic keeps its place, scenes change only the panel, and the queues what lies under the verdict. */
export function SceneView({ known, scene, frame, nowMs, group }: SceneProps) {
  const t = useT();
  const { verdict, attention, rows, relations, isMute, isKnown } = known;
  const layout = useMosaic(rows, frame, group);
  const map = useMemo(() => byKey(rows), [rows]);
  const marks = useMarks(known);
  const troubled = useMemo(() => new Set(marks.flatMap(({ apps }) => apps)), [marks]);
  const places = useMemo(() => placesOf(layout, troubled), [layout, troubled]);
  const problems = scene === 'problems' ? worstThree(attention) : [];
  if (scene === 'queues') {
    return <QueuesScene frame={frame} group={group} attention={attention} apps={known.apps} isKnown={isKnown} />;
  }
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
      {problems.length > 0 && (
        <>
          <LeaderLines frame={frame} layout={layout} places={places} marks={marks} cards={problems.length} />
          <ProblemCards frame={frame} problems={problems} rows={map} relations={relations} nowMs={nowMs} />
        </>
      )}
      {verdict.kind === 'unknown' && (
        <LostPanel frame={frame} source={verdict.source} whole={verdict.whole} group={group} nowMs={nowMs} />
      )}
      {verdict.kind === 'gateway-lost' && <GatewayLost frame={frame} nextTryAtMs={known.connection.nextTryAtMs} />}
      {!isMute && verdict.kind !== 'unknown' && scene === 'workers' && (
        <WorkersScene frame={frame} group={group} nowMs={nowMs} />
      )}
      {!isMute && verdict.kind !== 'unknown' && scene === 'apps' && <SidePanel frame={frame} group={group} />}
    </>
  );
}

/** What needs someone, each with the apps that are marked for it. */
function useMarks({ attention, relations: { deployments } }: Knowledge): readonly Mark[] {
  return useMemo(
    () => attention.map((problem) => ({ problem, apps: markedApps(problem, deployments) })),
    [attention, deployments],
  );
}
