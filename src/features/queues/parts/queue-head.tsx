import { useT } from '../../../i18n/use-t.tsx';
import type { QueueSort } from '../view.ts';
import { grid, midOnly, wideOnly } from './columns.ts';

interface HeadProps {
  sort: QueueSort;
  down: boolean;
  onSort(by: QueueSort, down: boolean): void;
}

/** The head of the list; a column's name orders by it, again turns it round. */
export function QueueHead({ sort, down, onSort }: HeadProps) {
  const t = useT();
  const column = (by: QueueSort, label: string, className = '') => (
    <span
      role="columnheader"
      aria-sort={sort === by ? (down ? 'ascending' : 'descending') : 'none'}
      className={`min-w-0 ${className}`}
    >
      <button
        type="button"
        className={`truncate hover:text-ink ${sort === by ? 'text-ink' : ''}`}
        onClick={() => onSort(by, sort === by && !down)}
      >
        {label}
        {sort === by && <span aria-hidden="true">{down ? ' ↑' : ' ↓'}</span>}
      </button>
    </span>
  );
  const plain = (label: string, className = '') => (
    <span role="columnheader" className={className}>
      {label}
    </span>
  );
  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-bg">
      <div role="row" className={`${grid} !h-8 text-t1 text-ink-2`}>
        {column('name', t('queues.name'))}
        {column('in', t('queues.in'), `text-right ${midOnly}`)}
        {column('depth', t('queues.depth'), 'max-mid:text-right')}
        {column('out', t('queues.out'), `text-right ${midOnly}`)}
        {plain(t('queues.hour'), wideOnly)}
        {plain(t('queues.emptyIn'), `text-right ${midOnly}`)}
        {plain(t('queues.consumers'), `text-right ${wideOnly}`)}
        {plain(t('queues.drainedBy'), midOnly)}
        {plain(t('queues.acts'), 'text-right')}
      </div>
    </div>
  );
}
