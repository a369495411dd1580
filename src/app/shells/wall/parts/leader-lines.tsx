import type { Attention } from '../../../../domain/attention.ts';
import type { Frame } from '../frame.ts';
import { routeLeaders } from '../leaders.ts';
import type { Mosaic } from '../mosaic-model.ts';
import { cardHeight } from './problem-cards.tsx';

/** Where meets what: the troubled track is boxed, and a line in the hue of its state runs to its card. */
export function LeaderLines({
  frame,
  layout,
  problems,
}: {
  frame: Frame;
  layout: Mosaic;
  problems: readonly Attention[];
}) {
  const places = new Map(layout.places.map((place) => [place.key, place]));
  const tied = problems.flatMap((problem, index) => {
    const place = problem.subject.kind === 'app' ? places.get(problem.subject.key) : undefined;
    if (!place) return [];
    const from = { x: place.x - 0.4, y: place.y - 0.4, w: place.w + 0.6, h: place.h + 0.8 };
    return [{ problem, from, cardY: frame.panel.y + index * cardHeight + 2.3 }];
  });
  const ways = frame.portrait ? [] : routeLeaders(tied, frame.mosaic.x + frame.mosaic.w + 1.8, frame.panel.x);
  return (
    <svg className="wall-svg" viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
      {tied.map(({ problem, from }, index) => (
        <g key={problem.key} data-hue={problem.trouble} fill="none">
          {ways[index] !== undefined && <path d={ways[index].path} stroke="var(--w-bg)" strokeWidth={1.2} />}
          {ways[index] !== undefined && <path d={ways[index].path} stroke="var(--hue)" strokeWidth={0.46} />}
          <rect x={from.x} y={from.y} width={from.w} height={from.h + 0.35} stroke="var(--hue)" strokeWidth={0.46} />
        </g>
      ))}
    </svg>
  );
}
