import { useNow, useTable } from '../../client/live.tsx';
import { usePlace } from '../../client/place.ts';
import { useCluster } from '../../client/scene.ts';
import { Stale } from '../../commands/stale.tsx';
import { localId } from '../../domain/keys.ts';
import { clockMinute } from '../../i18n/format.ts';
import { useT } from '../../i18n/use-t.tsx';
import { Empty } from '../../ui/empty.tsx';
import { inSentence } from '../../ui/hostile.ts';
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
  const at = search['at'] ?? null;
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
      {at !== null && table.complete && !table.rows.has(at) && (
        <p role="status" className="text-wait-t">
          {t('deployments.unknown', { id: inSentence(localId(at), 80) })}
        </p>
      )}
      {!table.ready && <SkeletonRows rows={4} rowHeight={48} label={t('common.loading')} />}
      {table.ready && running.length === 0 && (
        <Empty title={t(table.complete ? 'deployments.none' : 'deployments.waiting')}>
          {t(table.complete ? 'deployments.noneDetail' : 'deployments.waitingDetail')}
        </Empty>
      )}
      {running.length > 0 && (
        <Stale of={{ kind: 'marathon' }}>
          <ul aria-label={t('deployments.runningTitle')} className="border-t border-line">
            {running.map((row) => (
              <RunningDeployment
                key={row.key}
                row={row}
                apps={apps}
                nowMs={nowMs}
                isNamed={at === row.key}
                isAlone={running.length === 1}
              />
            ))}
          </ul>
        </Stale>
      )}
      {table.ready && <FinishedList rows={finished} since={since} named={at} />}
    </div>
  );
}
