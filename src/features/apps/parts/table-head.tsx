import { memo } from 'react';
import { Key } from '../../../ui/button.tsx';
import type { MessageKey } from '../../../i18n/translate.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { Sort, SortKey } from '../view.ts';
import type { TableLayout } from './layout.ts';

interface TableHeadProps {
  layout: TableLayout;
  sort: Sort;
  onSort(by: SortKey): void;
  shown: number;
  allSelected: boolean;
  someSelected: boolean;
  onSelectAll(): void;
}

type HeadKey = Extract<MessageKey, `apps.col.${string}`>;

/** The heads of the columns: each orders the list; the keys of the levers stand here once. */
export const TableHead = memo(function TableHead(props: TableHeadProps) {
  const { layout, sort, onSort, shown, allSelected, someSelected, onSelectAll } = props;
  const t = useT();
  const head = (label: HeadKey, by: SortKey | null, className = '') => (
    <span
      role="columnheader"
      className={className}
      aria-sort={by === sort.by ? (sort.down ? 'descending' : 'ascending') : undefined}
    >
      {by === null ? (
        t(label)
      ) : (
        <button
          type="button"
          className={`rounded hover:text-ink ${by === sort.by ? 'font-medium text-ink' : ''}`}
          title={t('apps.sortBy', { column: t(label) })}
          onClick={() => onSort(by)}
        >
          {t(label)}
          <span aria-hidden="true">{by === sort.by ? (sort.down ? ' ↑' : ' ↓') : ''}</span>
        </button>
      )}
    </span>
  );
  if (layout.kind === 'phone') {
    return (
      <div
        role="row"
        aria-rowindex={1}
        className="sticky top-0 z-10 flex gap-4 border-b border-line bg-bg px-2 py-1 text-t1 text-ink-3"
      >
        {head('apps.col.app', 'name', 'flex-1')}
        {head('apps.col.stateShort', 'state')}
        {head('apps.col.now', 'now')}
        <span role="columnheader" className="sr-only">
          {t('apps.col.track')}
        </span>
      </div>
    );
  }
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={`sticky top-0 z-10 grid h-7 items-center gap-x-2.5 border-b border-line bg-bg px-2 text-t1 text-ink-3 ${layout.columns}`}
    >
      <span role="columnheader" className="grid place-items-center">
        <input
          type="checkbox"
          className="size-3.5 accent-ink"
          aria-label={t('apps.selectAll', { count: shown })}
          title={t('apps.selectAll', { count: shown })}
          checked={allSelected}
          ref={(box) => {
            if (box) box.indeterminate = someSelected && !allSelected;
          }}
          onChange={onSelectAll}
        />
      </span>
      {head('apps.col.app', 'name')}
      {head('apps.col.now', 'now', 'text-right whitespace-nowrap')}
      {head('apps.col.track', null)}
      {head('apps.col.state', 'state')}
      {layout.kind === 'full' && (
        <>
          {head('apps.col.version', 'version', 'text-right')}
          {head('apps.col.cpu', 'cpu', 'text-right')}
          {head('apps.col.memory', 'memory', 'text-right')}
        </>
      )}
      {head('apps.col.scale', null, 'text-center')}
      <span role="columnheader" className="flex">
        <span className="sr-only">{t('apps.col.acts')}</span>
        {['R', 'S', 'B', '.'].map((key) => (
          <span key={key} className="grid w-7 place-items-center">
            <Key>{key}</Key>
          </span>
        ))}
      </span>
    </div>
  );
});
