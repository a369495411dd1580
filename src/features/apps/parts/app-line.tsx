import { memo, useLayoutEffect, useRef } from 'react';
import { DeskCells, PhoneCells } from './cells.tsx';
import type { AppLineProps } from './line-props.ts';

/** The id of an app's line while it stands at this index. */
export function lineId(index: number): string {
  return `app-row-${index}`;
}

/** Above the list, where nobody can scroll to: a line that comes back is only moved. */
const restingPx = -400;

/** One app in the list: where it stands. What it shows is drawn again only when that changed. */
export const AppLine = memo(function AppLine(props: AppLineProps) {
  const { slot, row, index, layout, isActive, isSelected, giveUpFocus, ...shown } = props;
  const ref = useRef<HTMLDivElement>(null);
  const shownKey = useRef(row.key);
  const isResting = index === null;
  useLayoutEffect(() => {
    const isOther = shownKey.current !== row.key || isResting;
    if (isOther && ref.current?.contains(document.activeElement)) giveUpFocus();
    shownKey.current = row.key;
  }, [row.key, isResting, giveUpFocus]);
  const cells = { ...shown, slot, row, layout, isSelected, tabIndex: isActive ? 0 : -1 } as const;
  return (
    <div
      ref={ref}
      role="row"
      id={isResting ? undefined : lineId(index)}
      aria-hidden={isResting || undefined}
      aria-rowindex={isResting ? undefined : index + 2}
      aria-selected={isSelected}
      className={`absolute inset-x-0 grid items-center gap-x-2.5 border-b border-line px-2 [contain:strict] ${layout.columns} ${
        isSelected ? 'bg-sel' : 'hover:bg-hover'
      } ${isActive ? 'outline-2 -outline-offset-2 outline-line-3' : ''} ${props.source === 'lost' ? 'grayscale' : ''}`}
      style={{ top: isResting ? restingPx : index * layout.rowPx, height: layout.rowPx }}
    >
      {layout.kind === 'phone' ? <PhoneCells {...cells} /> : <DeskCells {...cells} />}
    </div>
  );
});
