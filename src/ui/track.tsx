import { memo, type ReactNode } from 'react';
import { mostSlots, type Segment, type SlotState } from './slot.ts';

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

/** Pixels of a block and of the gap after it, as in the style sheet; the page's blocks wrap and are drawn one by one. */
const pitches: Readonly<Record<TrackSize, { block: number; gap: number } | null>> = {
  x: { block: 6, gap: 1 },
  list: { block: 8, gap: 2 },
  card: { block: 12, gap: 3 },
  page: null,
};

/** Shapes that are plain enough to be drawn as one striped element: a list of thousands has no room for an element per instance. */
const striped: ReadonlySet<SlotState> = new Set(['healthy', 'unchecked']);

function slotsOf(segments: readonly Segment[], tickAt: number, size: TrackSize): ReactNode[] {
  const slots: ReactNode[] = [];
  const pitch = pitches[size];
  let place = 0;
  for (const { state, count } of segments) {
    const end = place + count;
    while (place < end) {
      if (place === tickAt) slots.push(<i key="tick" className="slot-tick" />);
      const next = tickAt > place && tickAt < end ? tickAt : end;
      if (pitch !== null && striped.has(state) && next - place > 1) {
        const width = (next - place) * (pitch.block + pitch.gap) - pitch.gap;
        slots.push(<i key={place} className="slot stripe" data-state={state} style={{ width }} />);
        place = next;
      } else {
        slots.push(<i key={place} className="slot" data-state={state} />);
        place += 1;
      }
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
        <>{slotsOf(segments, beyond > 0 ? total - beyond : -1, size)}</>
      )}
    </span>
  );
}

/** A strip of blocks, one per instance: the same picture in a row, a card, a page and on the wall. */
export const Track = memo(TrackBlocks);
