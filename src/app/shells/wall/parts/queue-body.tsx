import { count } from '../../../../i18n/format.ts';
import type { QueueRow } from '../../../../protocol/rows.ts';

/** Shares of the largest among the queues shown. */
export interface Shares {
  depth: number;
  in: number;
  out: number;
}

interface QueueBodyProps {
  row: QueueRow;
  share: Shares;
  alarm: boolean;
  /** The picture's height, where its width is 62. */
  height: number;
}

const width = 62;
const end = 57;

/** A queue as it flows: band height is rate, body length is depth; the body leans forward while it grows, back while it shrinks. */
export function QueueBody({ row, share, alarm, height }: QueueBodyProps) {
  const middle = height / 2;
  const length = Math.max(row.depth === 0 || row.depth === null ? 0 : 0.5, share.depth * 40);
  const slant = row.trend === 'rising' ? 3.4 : row.trend === 'falling' ? -1.8 : 0;
  const bandOf = (part: number): number => Math.max(part > 0 ? 0.25 : 0, part * height * 0.575);
  const [inHeight, outHeight] = [bandOf(share.in), bandOf(share.out)];
  const left = end - length;
  const ink = alarm ? 'var(--w-wait)' : 'oklch(0.7 0.012 255)';
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className="block h-auto w-full" role="img" aria-label={count(row.depth)}>
      <rect x={0} y={middle - inHeight / 2} width={Math.max(0, left)} height={inHeight} fill="var(--w-line)" />
      <rect x={end} y={middle - outHeight / 2} width={width - end} height={outHeight} fill="var(--w-line)" />
      {length > 0 && (
        <path d={`M${left + slant} 1H${end + slant}L${end - slant} ${height - 1}H${left - slant}Z`} fill={ink} />
      )}
      <rect x={width - 0.7} y={0.4} width={0.7} height={height - 0.8} fill={alarm ? 'var(--w-wait)' : 'var(--w-dim)'} />
      <text
        x={Math.max(8, left - 1 - Math.abs(slant))}
        y={2.6}
        textAnchor="end"
        fontSize={3.4}
        fontWeight={600}
        fill="var(--w-ink)"
      >
        {count(row.depth)}
      </text>
    </svg>
  );
}
