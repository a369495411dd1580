import { useId } from 'react';
import { clock, duration, unknownMark } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { DeploymentRow } from '../../../protocol/rows.ts';
import { oneLine } from '../../../ui/hostile.ts';
import { useScrollOnce } from '../../../ui/use-scroll-once.ts';
import { AppNames } from './app-names.tsx';

/** Deployments that ended, as long as this gateway remembers: Marathon itself forgets them at once. */
export function FinishedList({
  rows,
  since,
  named,
}: {
  rows: readonly DeploymentRow[];
  since: string;
  named: string | null;
}) {
  const t = useT();
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <header className="flex flex-wrap items-baseline gap-x-3 border-b border-line pb-1">
        <h2 id={id} className="font-semibold">
          {t('deployments.finished')}
        </h2>
        <p className="text-t2 text-ink-3">{t('deployments.finishedSince', { time: since })}</p>
      </header>
      {rows.length === 0 ? (
        <p className="py-2 text-ink-3">{t('deployments.noneFinished')}</p>
      ) : (
        <ul>
          {rows.map((row) => (
            <Line key={row.key} row={row} isNamed={row.key === named} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Line({ row, isNamed }: { row: DeploymentRow; isNamed: boolean }) {
  const t = useT();
  return (
    <li
      ref={useScrollOnce<HTMLLIElement>(isNamed)}
      className={`grid min-h-8 items-center gap-x-4 border-b border-line py-1 mid:grid-cols-[150px_minmax(0,1fr)_120px_128px] ${
        isNamed ? 'bg-sel' : ''
      }`}
    >
      <span className={row.outcome === 'failed' ? 'font-medium text-fail-t' : 'text-ink-2'}>
        {t(`deployments.outcome.${row.outcome}`)}
      </span>
      <span className="min-w-0">
        <AppNames deployment={row.key} appIds={row.appIds} most={4} />
        {row.reason !== null && row.reason !== '' && (
          <bdi className="block text-t2 text-ink-2 [overflow-wrap:anywhere]">{oneLine(row.reason)}</bdi>
        )}
      </span>
      <span className="text-ink-2">
        {t('deployments.took', {
          age: row.endedAtMs === null ? unknownMark : duration(row.endedAtMs - row.startedAtMs),
        })}
      </span>
      <span className="text-ink-3 mid:text-right">{clock(row.endedAtMs)}</span>
    </li>
  );
}
