import { memo } from 'react';
import { count } from '../../../i18n/format.ts';
import { labelledBy } from './lever-words.tsx';

interface RowScaleProps {
  slot: number;
  wanted: number;
  /** Chosen or asked for and not confirmed. */
  asked: number | null;
  reason: string | null;
  tabIndex: 0 | -1;
}

/** The cell of an app's count: one down, the count, one up; what was asked stands beside what is. Clicks are told by the list, one listener for all rows. */
export const RowScale = memo(function RowScale({ slot, wanted, asked, reason, tabIndex }: RowScaleProps) {
  const base = asked ?? wanted;
  const isOff = reason !== null;
  const side = `grid h-6 w-6 place-items-center rounded ${isOff ? '!cursor-default text-ink-3' : 'hover:bg-sel'}`;
  return (
    <span
      role="gridcell"
      className={`flex h-6 items-center justify-between rounded border ${asked === null ? 'border-transparent' : 'border-ink-2 bg-bg'}`}
      title={reason ?? undefined}
    >
      <button
        type="button"
        tabIndex={tabIndex}
        data-act="less"
        className={side}
        aria-labelledby={labelledBy('less', slot)}
        aria-disabled={isOff || base === 0 || undefined}
      >
        −
      </button>
      <span className="min-w-0 text-center whitespace-nowrap">
        {asked !== null && asked !== wanted && <span className="text-t2 text-ink-3">{count(wanted)}→</span>}
        {asked === null ? count(base) : <span className="font-semibold">{count(base)}</span>}
      </span>
      <button
        type="button"
        tabIndex={tabIndex}
        data-act="more-one"
        className={side}
        aria-labelledby={labelledBy('more-one', slot)}
        aria-disabled={isOff || undefined}
      >
        +
      </button>
    </span>
  );
});
