import { useNow, useTable } from '../../client/live.tsx';
import { keyOf, sourceOf } from '../../domain/keys.ts';
import { duration } from '../../i18n/format.ts';
import { useT } from '../../i18n/use-t.tsx';
import { oneLine } from '../../ui/hostile.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { listDeployments } from './view.ts';

/** The deployments that run, in one line each: for a page or a wall, without anything to press. */
export function DeploymentsPanel({ limit = 4 }: { limit?: number }) {
  const t = useT();
  const { list } = useTable('deployments');
  const apps = useTable('apps').rows;
  const nowMs = useNow(1000);
  const { running } = listDeployments(list);
  return (
    <ul>
      {running.slice(0, limit).map((row) => {
        const first = row.appIds[0] ?? row.id;
        const app = apps.get(keyOf(sourceOf(row.key), first));
        return (
          <li key={row.key} className="flex items-center gap-3">
            <StateMark state={row.stuck ? 'deployment-stuck' : 'deploying'} />
            <bdi className="min-w-0 flex-1 truncate font-medium">{oneLine(first, 80)}</bdi>
            {app !== undefined && <span>{`${app.running} / ${app.wanted}`}</span>}
            <span>{t('deployments.step', { step: row.step, of: row.stepCount })}</span>
            <span className="text-ink-2">{duration(nowMs - row.startedAtMs)}</span>
          </li>
        );
      })}
      {running.length > limit && (
        <li className="text-ink-3">{t('deployments.appsMore', { count: running.length - limit })}</li>
      )}
    </ul>
  );
}
