import { Go } from '../../../client/go.tsx';
import { paths } from '../../../client/place.ts';
import { count, duration, rate, unknownMark } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { QueueRow, SparkRow } from '../../../protocol/rows.ts';
import { oneLine } from '../../../ui/hostile.ts';
import { Sparkline } from '../../../ui/sparkline.tsx';
import { StateShape } from '../../../ui/state-mark.tsx';
import { markOf, shapeOf, type LineScale } from '../view.ts';
import { grid, midOnly, wideOnly } from './columns.ts';
import { Drainers } from './drainers.tsx';
import { Flow } from './flow.tsx';
import { QueueActs } from './queue-acts.tsx';

/** One queue as a line: in-rate, depth, out-rate, who; its own page is behind its name. */
export function QueueLine({ row, scale, spark }: { row: QueueRow; scale: LineScale; spark: SparkRow | null }) {
  const t = useT();
  const mark = markOf(row);
  const isTroubled = mark === 'fills' || mark === 'undrained';
  const shape = shapeOf(row, scale, { widthPx: 72, heightPx: 20 });
  const none = row.depth === null ? t('queues.unknownYet') : t('queues.noRate');
  const cell = (text: string, why: string, className: string) => (
    <span role="cell" className={className} title={text === unknownMark ? why : undefined}>
      {text}
    </span>
  );
  return (
    <div className={`${grid} border-b border-line`} data-queue={row.key}>
      <span role="cell" className="flex min-w-0 items-center gap-2">
        {isTroubled ? (
          <StateShape state={mark === 'fills' ? 'queue-fills' : 'queue-undrained'} />
        ) : (
          <span className="mark" />
        )}
        <span className="min-w-0">
          <Go
            to={paths.queue(row.key)}
            className="block truncate font-medium hover:underline"
            title={oneLine(row.name, 1000)}
          >
            <bdi>{oneLine(row.name)}</bdi>
          </Go>
          <span aria-hidden="true" className="block truncate text-t1 text-ink-2 mid:hidden">
            {t('queues.rates', { in: rate(row.inPerS), out: rate(row.outPerS) })}
          </span>
        </span>
      </span>
      {cell(rate(row.inPerS), none, `text-right ${midOnly}`)}
      <span
        role="cell"
        className="flex min-w-0 items-center gap-3 max-mid:justify-end"
        title={row.depth === null ? none : undefined}
      >
        <span className={midOnly}>
          <Flow
            shape={shape}
            leans={mark === 'fills'}
            stopped={mark === 'undrained'}
            label={t('queues.line', { in: rate(row.inPerS), depth: count(row.depth), out: rate(row.outPerS) })}
          />
        </span>
        <span className="font-medium">{count(row.depth)}</span>
      </span>
      {cell(rate(row.outPerS), none, `text-right ${midOnly}`)}
      <span role="cell" className={wideOnly}>
        {spark !== null && (
          <Sparkline
            points={spark.points}
            width={96}
            tone={isTroubled ? 'alarm' : 'calm'}
            label={t('queues.sparkLabel', { name: oneLine(row.name, 80), depth: count(row.depth) })}
          />
        )}
      </span>
      <span role="cell" className={`text-right ${midOnly} ${isTroubled ? 'font-medium text-wait-t' : 'text-ink-2'}`}>
        {mark === 'fills' ? t('queues.fills') : mark === 'undrained' ? t('queues.never') : duration(row.emptyInMs)}
      </span>
      {cell(count(row.consumers), none, `text-right ${wideOnly}`)}
      <span role="cell" className={`min-w-0 ${midOnly}`}>
        <Drainers row={row} />
      </span>
      <span role="cell" className="flex min-w-0 items-center justify-end gap-2">
        <QueueActs row={row} />
      </span>
    </div>
  );
}
