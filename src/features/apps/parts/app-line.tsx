import { memo, useLayoutEffect, useRef } from 'react';
import type { SourceStatus } from '../../../domain/source.ts';
import type { ActRow, AppRow, DeploymentRow } from '../../../protocol/rows.ts';
import { DeskCells, PhoneCells } from './cells.tsx';
import type { TableLayout } from './layout.ts';

/** What one line of the list draws. All of it is plain or keeps its identity, so that one app's change draws one line. */
export interface AppLineProps {
  /** Names the line for as long as it lives, whatever it shows. */
  slot: number;
  row: AppRow;
  /** Null while the line rests. */
  index: number | null;
  layout: TableLayout;
  group: string;
  /** Without levers: the list is still growing. */
  isBare: boolean;
  isActive: boolean;
  isSelected: boolean;
  pending: ActRow | null;
  /** A count that is being chosen. */
  draft: number | null;
  deployment: DeploymentRow | null;
  readOnly: boolean;
  source: SourceStatus['state'];
  /** Takes the keyboard when this line begins to show another app: no key may hit what was not looked at. */
  giveUpFocus(): void;
}

/** The id of an app's line while it stands at this index. */
export function lineId(index: number): string {
  return `app-row-${index}`;
}

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
      aria-rowindex={isResting ? undefined : index + 2}
      aria-selected={isSelected}
      data-index={index ?? undefined}
      className={`absolute inset-x-0 grid items-center gap-x-2.5 border-b border-line px-2 [contain:strict] ${layout.columns} ${
        isSelected ? 'bg-sel' : 'hover:bg-hover'
      } ${isActive ? 'outline-2 -outline-offset-2 outline-line-3' : ''} ${props.source === 'lost' ? 'grayscale' : ''}`}
      style={{ top: (index ?? 0) * layout.rowPx, height: layout.rowPx, display: isResting ? 'none' : undefined }}
    >
      {layout.kind === 'phone' ? <PhoneCells {...cells} /> : <DeskCells {...cells} />}
    </div>
  );
});
