/** How the list draws its lines, by the room it has. */
export interface TableLayout {
  kind: 'full' | 'some' | 'phone';
  /** Class of the columns. */
  columns: string;
  rowPx: number;
  /** Blocks that find room in the track's column; more are drawn as lengths. */
  mostSlots: number;
}

/** The layout for a list of this width; `rowPx` is the reader's row height. */
export function layoutFor(widthPx: number, rowPx: number): TableLayout {
  if (widthPx < 620) {
    return { kind: 'phone', columns: 'grid-cols-[minmax(0,1fr)_110px] grid-rows-2 gap-y-0', rowPx: 60, mostSlots: 11 };
  }
  if (widthPx < 960) {
    return {
      kind: 'some',
      columns: 'grid-cols-[16px_minmax(0,1.2fr)_76px_110px_minmax(0,1fr)_92px_112px]',
      rowPx,
      mostSlots: 11,
    };
  }
  const isWide = widthPx > 1300;
  return {
    kind: 'full',
    columns: isWide
      ? 'grid-cols-[16px_minmax(0,1.2fr)_84px_250px_minmax(0,1fr)_60px_48px_48px_88px_112px]'
      : 'grid-cols-[16px_minmax(0,1fr)_72px_138px_minmax(0,1.05fr)_52px_40px_40px_84px_112px]',
    rowPx,
    mostSlots: isWide ? 25 : 13,
  };
}
