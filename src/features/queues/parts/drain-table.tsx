import { Go } from '../../../client/go.tsx';
import { paths } from '../../../client/place.ts';
import { appIdOf, localId } from '../../../domain/keys.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { Drain, QueueRow } from '../../../protocol/rows.ts';
import { oneLine } from '../../../ui/hostile.ts';
import { PathName, splitPath } from '../../../ui/path-name.tsx';

/** Who drains a queue, with the workers that do and how we know; nothing here is guessed. */
export function DrainTable({ row }: { row: QueueRow }) {
  const t = useT();
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{t('queue.drains')}</h2>
      {row.drains.length === 0 ? (
        <p className={row.consumers === 0 ? 'text-wait-t' : 'text-ink-2'}>
          {row.consumers === 0 ? t('queues.nobody') : t('queue.noOffer.owner-unknown')}
        </p>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full text-left">
            <thead className="border-b border-line text-t1 text-ink-2">
              <tr>
                <th className="py-1 pr-6 font-normal">{t('queues.drainedBy')}</th>
                <th className="py-1 pr-6 font-normal">{t('queue.workers')}</th>
                <th className="py-1 font-normal">{t('queue.evidence')}</th>
              </tr>
            </thead>
            <tbody>
              {row.drains.map((drain) => (
                <DrainRow key={drain.app ?? ''} drain={drain} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function DrainRow({ drain: { app, workers, evidence } }: { drain: Drain }) {
  const t = useT();
  return (
    <tr className="border-b border-line align-top">
      <td className="py-1.5 pr-6">
        {app === null ? (
          <span className="text-ink-2">{t('workers.noApp')}</span>
        ) : (
          <Go to={paths.app(app)} className="hover:underline">
            <PathName {...splitPath(appIdOf(app))} />
          </Go>
        )}
      </td>
      <td className="py-1.5 pr-6">
        {workers.map((worker) => (
          <Go key={worker} to={paths.worker(worker)} className="block truncate font-mono text-t2 hover:underline">
            <bdi>{oneLine(localId(worker), 120)}</bdi>
          </Go>
        ))}
      </td>
      <td className="py-1.5 text-ink-2">{evidence.map((it) => t(`queue.evidence.${it}`)).join(' · ')}</td>
    </tr>
  );
}
