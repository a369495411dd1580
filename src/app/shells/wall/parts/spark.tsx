import { sparkPaths } from '../../../../ui/sparkline.tsx';

/** A queue's last hour, as large as it is asked for, in units. */
export function WallSpark({
  points,
  width,
  height,
  alarm,
}: {
  points: readonly (number | null)[];
  width: number;
  height: number;
  alarm: boolean;
}) {
  const { line, area } = sparkPaths(points, width * 10, height * 10);
  const ink = alarm ? 'var(--w-wait)' : 'var(--w-dim)';
  return (
    <svg
      viewBox={`0 0 ${width * 10} ${height * 10}`}
      style={{ display: 'block', width: `calc(${width} * var(--u))`, height: `calc(${height} * var(--u))` }}
      aria-hidden="true"
    >
      <path d={area} fill={ink} opacity={0.28} />
      <path d={line} fill="none" stroke={ink} strokeWidth={2.6} strokeLinejoin="round" />
    </svg>
  );
}
