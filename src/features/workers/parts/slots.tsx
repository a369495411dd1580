import { count } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { WorkerRow } from '../../../protocol/rows.ts';
import { fillOf } from '../view.ts';

/** A worker's lamp: as full as its slots are busy, empty and dotted when nobody knows. */
export function Slots({ row }: { row: WorkerRow }) {
  const t = useT();
  const fill = fillOf(row);
  const isOnline = row.state === 'online';
  const busy = count(isOnline ? row.active : null);
  const slots = count(isOnline ? row.processes : null);
  return (
    <span className="inline-flex items-center gap-2">
      <span
        role="img"
        aria-label={t('workers.slotsOf', { busy, slots })}
        className={`relative inline-block h-3 w-12 max-mid:w-2 overflow-hidden border ${fill === null ? 'border-dotted border-lost' : 'border-line-3'}`}
      >
        {fill !== null && <span className="absolute inset-y-0 left-0 bg-ink-2" style={{ width: `${fill * 100}%` }} />}
      </span>
      <span className="whitespace-nowrap">
        <span className="font-medium">{busy}</span>
        <span className="text-ink-3">{` / ${slots}`}</span>
      </span>
    </span>
  );
}
