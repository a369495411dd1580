import { useNow, useTable } from '../../client/live.tsx';
import { usePlace } from '../../client/place.ts';
import { useCluster } from '../../client/scene.ts';
import { clockMinute } from '../../i18n/format.ts';
import { useT } from '../../i18n/use-t.tsx';
import { Empty } from '../../ui/empty.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { FinishedList } from './parts/finished-list.tsx';
import { RunningDeployment } from './parts/running-deployment.tsx';
import { listDeployments } from './view.ts';

/** Deployments: what runs, step by step, with both ways to stop it explained; then what ended since the gateway started. */
export function Page() {
  const t = useT();
  const table = useTable('deployments');
  const apps = useTable('apps').rows;
  const cluster = useCluster();
  const { search } = usePlace();
  const nowMs = useNow(1000);
  const { running, finished } = listDeployments(table.list);
  const stuck = running.filter((row) => row.stuck).length;
  const since = clockMinute(cluster?.startedAtMs ?? null);
  return (
    <div className="flex max-w-[1280px] flex-col gap-4 px-4 pt-4 pb-8 mid:px-6">
      <header className="flex flex-wrap items-baseline gap-x-4">
        <h1 className="text-t5 font-semibold">{t('deployments.title')}</h1>
        {(table.complete || running.length > 0) && (
          <p className="text-ink-2">
            {t('deployments.running', { count: running.length })}
            {stuck > 0 && (
              <span className="font-medium text-dep-t">, {t('deployments.stuckCount', { count: stuck })}</span>
            )}
          </p>
        )}
      </header>
      {!table.ready && <SkeletonRows rows={4} rowHeight={48} label={t('common.loading')} />}
      {table.ready && running.length === 0 && (
        <Empty title={t(table.complete ? 'deployments.none' : 'deployments.waiting')}>
          {t(table.complete ? 'deployments.noneDetail' : 'deployments.waitingDetail')}
        </Empty>
      )}
      {running.length > 0 && (
        <ul aria-label={t('deployments.runningTitle')} className="border-t border-line">
          {running.map((row) => (
            <RunningDeployment key={row.key} row={row} apps={apps} nowMs={nowMs} isNamed={search['at'] === row.key} />
          ))}
        </ul>
      )}
      {table.ready && <FinishedList rows={finished} since={since} named={search['at'] ?? null} />}
    </div>
  );
}
