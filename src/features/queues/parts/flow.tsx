import type { LineShape } from '../view.ts';

const width = 110;
const height = 24;
const middle = height / 2;

/** The line of one queue: a band arrives, the body stands as long as the queue is deep, a band leaves; a body that fills leans forward. */
export function Flow({
  shape,
  leans,
  stopped,
  label,
}: {
  shape: LineShape;
  leans: boolean;
  stopped: boolean;
  label: string;
}) {
  const { inPx, outPx, depthPx } = shape;
  const from = 20;
  const to = from + Math.min(depthPx, width - from - 18);
  const half = Math.max(inPx, outPx, 6) / 2;
  const lean = leans ? Math.min(8, 3 + depthPx / 12) : 0;
  const alarm = leans || stopped;
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      className="block"
    >
      <rect x={0} y={middle - inPx / 2} width={from} height={inPx} fill="var(--line-2)" />
      {stopped ? (
        <path d={`M${to + 3} ${middle - 7}V${middle + 7}`} stroke="var(--wait)" strokeWidth={2} />
      ) : (
        <rect x={to} y={middle - outPx / 2} width={width - to} height={outPx} fill="var(--line-2)" />
      )}
      {depthPx > 0 && (
        <path
          d={`M${from} ${middle - half}H${to + lean}L${to} ${middle + half}H${from}Z`}
          fill={alarm ? 'var(--wait)' : 'var(--ink-2)'}
        />
      )}
    </svg>
  );
}
