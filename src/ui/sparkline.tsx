import { memo } from 'react';

interface SparklineProps {
  /** Oldest first; null where nothing was measured, which is drawn as a gap. */
  points: readonly (number | null)[];
  width?: number;
  height?: number;
  /** `alarm`: the amber of what fills. */
  tone?: 'calm' | 'alarm';
  /** The picture in words. */
  label: string;
}

interface Shape {
  line: string;
  area: string;
}

/** The line and the area under it as SVG paths; gaps split them. */
export function sparkPaths(points: readonly (number | null)[], width: number, height: number): Shape {
  const most = Math.max(1, ...points.map((point) => point ?? 0));
  const stepX = points.length > 1 ? width / (points.length - 1) : width;
  let line = '';
  let area = '';
  let run: string[] = [];
  let runFrom = 0;
  const end = (after: number) => {
    if (run.length > 0) {
      const path = `M${run.join('L')}`;
      line += path;
      area += `${path}L${round((after - 1) * stepX)} ${height}L${round(runFrom * stepX)} ${height}Z`;
    }
    run = [];
  };
  for (const [i, point] of points.entries()) {
    if (point === null) {
      end(i);
      continue;
    }
    if (run.length === 0) runFrom = i;
    run.push(`${round(i * stepX)} ${round(height - 1 - (point / most) * (height - 2))}`);
  }
  end(points.length);
  return { line, area };
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}

function Line({ points, width = 120, height = 18, tone = 'calm', label }: SparklineProps) {
  const { line, area } = sparkPaths(points, width, height);
  const ink = tone === 'alarm' ? 'var(--wait)' : 'var(--line-3)';
  const known = points.findIndex((point) => point !== null);
  // What was not watched yet is a dotted line, so that a young curve does not look like a broken one.
  const unwatched = known < 0 ? width : (known / Math.max(1, points.length - 1)) * width;
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      className="block shrink-0"
    >
      {unwatched > 4 && (
        <path d={`M0 ${height - 1}H${round(unwatched)}`} stroke="var(--line-2)" strokeDasharray="1 3" fill="none" />
      )}
      <path d={area} fill={ink} opacity={0.22} />
      <path d={line} fill="none" stroke={ink} strokeWidth={1.25} strokeLinejoin="round" />
    </svg>
  );
}

/** A small curve beside a number. */
export const Sparkline = memo(Line);
