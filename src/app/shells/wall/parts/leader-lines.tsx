import type { Attention } from '../../../../domain/attention.ts';
import type { EntityKey } from '../../../../domain/keys.ts';
import type { Box, Frame } from '../frame.ts';
import { routeLeaders } from '../leaders.ts';
import type { Mosaic, MosaicPlace } from '../mosaic-model.ts';
import { cardHeight } from './problem-cards.tsx';

/** A trouble and the apps to be marked for it. */
export interface Mark {
  problem: Attention;
  apps: readonly EntityKey[];
}

interface LeaderLinesProps {
  frame: Frame;
  layout: Mosaic;
  places: readonly MosaicPlace[];
  /** All that needs someone, worst first. */
  marks: readonly Mark[];
  /** How many of them have cards. */
  cards: number;
}

/** Cells stand close: a box around one must leave its neighbours to be seen. */
function boxAround({ x, y, w, h }: Box, pitch: number, isTight: boolean): Box {
  return isTight
    ? { x: x - 0.27, y: y - 0.3, w: w - pitch * 0.18 + 0.54, h: h + 0.25 }
    : { x: x - 0.4, y: y - 0.4, w: w + 0.6, h: h + 0.8 };
}

/** Where meets what: every troubled track is boxed, and from those that have cards a line in the hue of their state runs to the card. */
export function LeaderLines({ frame, layout, places, marks, cards }: LeaderLinesProps) {
  const isTight = layout.mode === 'apps' || layout.mode === 'groups';
  const byKey = new Map(places.map((place) => [place.key, place]));
  const boxes = new Map<EntityKey, { hue: string; box: Box }>();
  for (const { problem, apps } of marks) {
    for (const key of apps) {
      const place = byKey.get(key);
      // The worst of an app's troubles gives its box the hue.
      if (place && !boxes.has(key))
        boxes.set(key, { hue: problem.trouble, box: boxAround(place, layout.pitch, isTight) });
    }
  }
  const tied = marks.slice(0, cards).flatMap(({ problem, apps }, index) => {
    const from = apps.flatMap((key) => boxes.get(key)?.box ?? [])[0];
    return from ? [{ problem, from, cardY: frame.panel.y + index * cardHeight + 2.3 }] : [];
  });
  const ways = frame.portrait ? [] : routeLeaders(tied, frame.mosaic.x + frame.mosaic.w + 1.8, frame.panel.x);
  return (
    <svg className="wall-svg" viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
      {ways.map(({ path }, index) => (
        <g key={tied[index]?.problem.key} data-hue={tied[index]?.problem.trouble} fill="none">
          <path d={path} stroke="var(--w-bg)" strokeWidth={1.2} />
          <path d={path} stroke="var(--hue)" strokeWidth={0.46} />
        </g>
      ))}
      {[...boxes].map(([key, { hue, box }]) => (
        <rect
          key={key}
          data-hue={hue}
          x={box.x}
          y={box.y}
          width={box.w}
          height={box.h + 0.35}
          fill="none"
          stroke="var(--hue)"
          strokeWidth={isTight ? 0.36 : 0.46}
        />
      ))}
    </svg>
  );
}
