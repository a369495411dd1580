import { Go } from '../../../client/go.tsx';
import { paths } from '../../../client/place.ts';
import { count, duration, unknownMark } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { oneLine } from '../../../ui/hostile.ts';
import { Sparkline } from '../../../ui/sparkline.tsx';
import { StateShape } from '../../../ui/state-mark.tsx';
import type { QueueGlance as Row } from '../view.ts';
import { Glance } from './glance.tsx';

/** Queues in one look: those in trouble first, then the deepest. */
export function QueueGlance({
  rows,
  more,
  absent,
  known,
}: {
  rows: readonly Row[];
  more: number;
  absent: boolean;
  known: boolean;
}) {
  const t = useT();
  return (
    <Glance title={t('overview.queues')} hint={t('overview.queuesHint')}>
      {rows.length === 0 ? (
        <p className="text-ink-3">
          {t(absent ? 'overview.queuesAbsent' : known ? 'overview.queuesNone' : 'overview.notKnown')}
        </p>
      ) : (
        <ul className="grid grid-cols-[12px_minmax(64px,1fr)_96px_max-content_minmax(36px,max-content)] gap-x-3">
          {rows.map((row) => (
            <QueueLine key={row.key} row={row} />
          ))}
        </ul>
      )}
      {more > 0 && (
        <Go
          to={paths.queues}
          className="text-t2 text-ink-2 underline decoration-line-3 underline-offset-4 hover:text-ink"
        >
          {t('overview.more', { count: more })}
        </Go>
      )}
    </Glance>
  );
}

function QueueLine({ row }: { row: Row }) {
  const t = useT();
  const name = oneLine(row.name, 80);
  return (
    <li className="col-span-5 grid h-6 grid-cols-subgrid items-center">
      {row.trouble === null ? <span /> : <StateShape state={row.trouble} />}
      <Go to={paths.queue(row.key)} className="truncate hover:underline" title={name}>
        <bdi>{name}</bdi>
      </Go>
      <Sparkline
        points={row.spark}
        width={96}
        tone={row.trouble === null ? 'calm' : 'alarm'}
        label={`${t('overview.depth')} ${count(row.depth)}`}
      />
      <span className="text-right">{count(row.depth)}</span>
      <span className={`text-right text-t2 ${row.trouble === null ? 'text-ink-3' : 'text-wait-t'}`}>
        {emptyIn(row, t)}
      </span>
    </li>
  );
}

function emptyIn(row: Row, t: Translate): string {
  if (row.trouble === 'queue-undrained') return t('overview.never');
  if (row.trouble === 'queue-fills') return t('overview.fills');
  if (row.depth === 0) return t('overview.isEmpty');
  return row.emptyInMs === null ? unknownMark : duration(row.emptyInMs);
}
