import { Go } from '../../../client/go.tsx';
import { useNow } from '../../../client/live.tsx';
import { paths } from '../../../client/place.ts';
import { LeverMenu } from '../../../commands/lever-menu.tsx';
import { count, duration } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { WorkerRow } from '../../../protocol/rows.ts';
import { oneLine } from '../../../ui/hostile.ts';
import { PathName, splitPath } from '../../../ui/path-name.tsx';
import type { WorkerGroup } from '../view.ts';
import { PoolStepper } from './pool-stepper.tsx';
import { Slots } from './slots.tsx';
import { usePool } from './use-pool.ts';
import { WorkerStateMark } from './worker-state.tsx';

const wide = 'max-wide:hidden';
const mid = 'max-mid:hidden';
const roomy = 'max-roomy:hidden';
const huge = 'max-huge:hidden';

/** The workers of one app, or those of no known app. */
export function WorkerGroupTable({ group }: { group: WorkerGroup }) {
  const t = useT();
  const { app, title, workers, busy, slots } = group;
  const head = 'px-2 py-1 font-normal first:pl-0';
  return (
    <section>
      <h2 className="flex items-baseline gap-3 pb-1">
        {app === null ? (
          <span className="text-ink-2">{t('workers.noApp')}</span>
        ) : (
          <Go to={paths.app(app)} className="min-w-0 hover:underline">
            <PathName {...splitPath(title)} />
          </Go>
        )}
        <span className="text-t2 text-ink-2">{t('workers.slotsOf', { busy: count(busy), slots: count(slots) })}</span>
      </h2>
      <table className="w-full table-fixed border-t border-line" aria-label={app === null ? t('workers.noApp') : title}>
        <thead className="text-t1 text-ink-2">
          <tr>
            <th className={`${head} w-[23%] text-left max-roomy:w-[27%] max-mid:w-auto`}>{t('workers.name')}</th>
            <th className={`${head} w-28 text-left max-mid:w-24`}>{t('workers.stateHead')}</th>
            <th className={`${head} text-right w-24 ${mid}`}>{t('workers.heartbeat')}</th>
            <th className={`${head} w-32 text-left max-mid:w-16`}>{t('workers.slots')}</th>
            <th className={`${head} text-right w-20 ${wide}`}>{t('workers.reserved')}</th>
            <th className={`${head} text-left ${wide}`}>{t('workers.queues')}</th>
            <th className={`${head} text-right w-24 ${roomy}`}>{t('workers.processed')}</th>
            <th className={`${head} text-right w-16 ${wide}`}>{t('workers.failed')}</th>
            <th className={`${head} text-right w-36 ${huge}`}>{t('workers.load')}</th>
            <th className={`${head} text-right w-40 max-mid:w-12`}>
              <span className="max-mid:sr-only">{t('workers.pool')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {workers.map((row) => (
            <Line key={row.key} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ row }: { row: WorkerRow }) {
  const t = useT();
  const nowMs = useNow(5000);
  const pool = usePool(row);
  const cell = 'px-2 first:pl-0';
  const beat =
    row.heartbeatAtMs === null ? duration(null) : t('workers.ago', { age: duration(nowMs - row.heartbeatAtMs) });
  const queues = row.queues.map((name) => oneLine(name, 60)).join(', ');
  return (
    <tr className="h-8 border-t border-line" data-worker={row.key}>
      <th scope="row" className={`${cell} truncate text-left font-normal max-mid:py-1 max-mid:whitespace-normal`}>
        <Go
          to={paths.worker(row.key)}
          className="font-medium break-all hover:underline max-mid:line-clamp-2"
          title={oneLine(row.name, 1000)}
        >
          <bdi>{oneLine(row.name)}</bdi>
        </Go>
      </th>
      <td className={`${cell} text-left`}>
        <WorkerStateMark row={row} />
      </td>
      <td className={`${cell} text-right ${mid} ${row.state === 'online' ? 'text-ink-3' : 'text-ink'}`}>{beat}</td>
      <td className={`${cell} text-left`}>
        <Slots row={row} />
      </td>
      <td className={`${cell} text-right ${wide}`}>{count(row.reserved)}</td>
      <td className={`${cell} truncate text-left ${wide}`} title={queues}>
        <bdi>{queues}</bdi>
      </td>
      <td className={`${cell} text-right ${roomy}`}>{count(row.processed)}</td>
      <td className={`${cell} text-right ${wide}`}>{count(row.failed)}</td>
      <td className={`${cell} text-right text-ink-2 ${huge}`}>{row.load.map((it) => it.toFixed(2)).join(' ')}</td>
      <td className={cell}>
        <span className="flex items-center justify-end gap-1">
          <span className={mid}>
            <PoolStepper row={row} pool={pool} size="row" />
          </span>
          <LeverMenu target={{ kind: 'worker', row }} name={row.name} />
        </span>
      </td>
    </tr>
  );
}
