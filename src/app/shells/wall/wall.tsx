import './wall.css';
import { useMemo } from 'react';
import { useNow } from '../../../client/live.tsx';
import { usePlace } from '../../../client/place.ts';
import { useCluster } from '../../../client/scene.ts';
import { useKnowledge } from './knowledge.ts';
import { Foot } from './parts/foot.tsx';
import { Veil } from './parts/veil.tsx';
import { bandHeight, VerdictBand } from './parts/verdict-band.tsx';
import { SceneView } from './scene-view.tsx';
import { optionsOf, showingOf } from './scenes.ts';
import { windOf } from './verdict.ts';
import { shiftOf, useFrame, useVigil } from './watch.ts';

/** The wall display: read from five metres, for months, by someone who glances for a second. */
export function Wall() {
  useVigil();
  const { search } = usePlace();
  const options = useMemo(() => optionsOf(search), [search]);
  const frame = useFrame();
  const nowMs = useNow(1000);
  const known = useKnowledge(options.group, nowMs);
  const cluster = useCluster();
  const { verdict } = known;
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
        <VerdictBand known={known} frame={frame} nowMs={nowMs} />
        <SceneView known={known} scene={showing.scene} frame={frame} nowMs={nowMs} group={options.group} />
        <Foot
          frame={frame}
          name={cluster?.name ?? ''}
          sources={known.sources}
          showing={showing}
          options={options}
          dead={verdict.kind === 'gateway-lost'}
        />
      </div>
      <Veil beat={windOf(verdict, known.connection.lastBeatAtMs, nowMs)} />
    </main>
  );
}
