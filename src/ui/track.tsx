import { memo, type ReactNode } from 'react';
import { mostSlots, type Segment } from './slot.ts';

/** Where a track stands, and how large its blocks are. */
export type TrackSize = 'x' | 'list' | 'card' | 'page';

interface TrackProps {
  /** In the order they stand; slots beyond `wanted` come last. */
  segments: readonly Segment[];
  /** Of those, how many stand past the tick: more run than are wanted. */
  over?: number;
  /** How many are wanted; what stands beyond it stands past the tick. */
  wanted?: number;
  size: TrackSize;
  /** The track in words. */
  label: string;
  /** From how many slots on lengths stand for counts. */
  most?: number;
}

function slotsOf(segments: readonly Segment[], tickAt: number): ReactNode[] {
  const slots: ReactNode[] = [];
  let place = 0;
  for (const { state, count } of segments) {
    for (let i = 0; i < count; i += 1) {
      if (place === tickAt) slots.push(<i key="tick" className="slot-tick" />);
      slots.push(<i key={place} className="slot" data-state={state} />);
      place += 1;
    }
  }
  return slots;
}

function TrackBlocks({ segments, over, wanted, size, label, most = mostSlots }: TrackProps) {
  const total = segments.reduce((sum, { count }) => sum + count, 0);
  const beyond = over ?? (wanted === undefined ? 0 : Math.max(0, total - wanted));
  if (total === 0) {
    return (
      <span className="slots" data-size={size} role="img" aria-label={label}>
        <i className="slot" data-state="suspended" />
      </span>
    );
  }
  const isProportional = total > most;
  return (
    <span className="slots" data-size={size} role="img" aria-label={label}>
      {isProportional ? (
        segments.map(({ state, count }) =>
          count === 0 ? null : (
            <i
              key={state}
              className="slot segment"
              data-state={state}
              style={{ flex: `${count} 1 0` }}
              title={String(count)}
            >
              {count / total > 0.08 && <span>{count}</span>}
            </i>
          ),
        )
      ) : (
        <>{slotsOf(segments, beyond > 0 ? total - beyond : -1)}</>
      )}
    </span>
  );
}

/** A strip of blocks, one per instance: the same picture in a row, a card, a page and on the wall. */
export const Track = memo(TrackBlocks);
