import type { WorkerState as State } from '../../../domain/worker.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { WorkerRow } from '../../../protocol/rows.ts';
import { isSaturated } from '../view.ts';

type Shown = State | 'busy';

/** Each state has a shape of its own: solid, full with a bar, crossed out, dotted, hollow with a question. */
const pictures: Readonly<Record<Shown, { box: string; ink: string }>> = {
  online: { box: 'bg-ok', ink: 'text-ink-2' },
  busy: { box: 'bg-ok border-r-4 border-ink', ink: 'text-ink' },
  gone: { box: 'border border-fail', ink: 'text-fail-t font-medium' },
  away: { box: 'border border-dashed border-lost', ink: 'text-lost-t font-medium' },
  unknown: { box: 'border border-dotted border-lost', ink: 'text-lost-t' },
};

/** A worker's state as shape and word. A worker that is gone, one that is busy and a broker that is away are three pictures. */
export function WorkerStateMark({ row }: { row: WorkerRow }) {
  const t = useT();
  const shown: Shown = row.state === 'online' && isSaturated(row) ? 'busy' : row.state;
  const help = shown === 'online' ? undefined : t(`workers.stateHelp.${shown}`);
  const { box, ink } = pictures[shown];
  return (
    <span className={`inline-flex items-center gap-2 whitespace-nowrap ${ink}`} title={help}>
      <span aria-hidden="true" className={`relative inline-block size-3 ${box}`}>
        {shown === 'gone' && (
          <svg viewBox="0 0 12 12" className="absolute inset-[-1px]">
            <path d="M1 1L11 11M11 1L1 11" stroke="var(--fail)" strokeWidth={1.5} />
          </svg>
        )}
      </span>
      {t(`workers.state.${shown}`)}
    </span>
  );
}
