import { useNow } from '../../../client/live.tsx';
import { duration } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow, DeploymentRow } from '../../../protocol/rows.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { stateDetail, type StateDetail } from '../view.ts';

/** What stands in a row's cell of its state: the word is quiet while all is well, the one figure that tells the most stands beside it. */
export function RowState({ row, deployment }: { row: AppRow; deployment: DeploymentRow | null }) {
  const t = useT();
  const detail = stateDetail(row);
  const isRolling = row.condition === 'deploying' && deployment !== null && deployment.step > 0;
  return (
    <>
      <StateMark state={row.condition} quiet />
      {(isRolling || detail !== null) && (
        <span className="truncate text-t2 text-ink-2">
          {isRolling
            ? t(deployment.stuck ? 'apps.detail.stuck' : 'apps.detail.step', {
                step: deployment.step,
                of: deployment.stepCount,
              })
            : detail !== null && <Detail detail={detail} />}
        </span>
      )}
    </>
  );
}

function Detail({ detail }: { detail: StateDetail }) {
  const t = useT();
  switch (detail.kind) {
    case 'next-try':
      return <NextTry atMs={detail.atMs} />;
    case 'failing':
      return t('apps.detail.failing', { count: detail.count, of: detail.of });
    case 'missing':
      return t('apps.detail.missing', { count: detail.count, of: detail.of });
    case 'waiting':
    case 'over':
    case 'was':
      return t(`apps.detail.${detail.kind}`, { count: detail.count });
  }
}

function NextTry({ atMs }: { atMs: number }) {
  const t = useT();
  const leftMs = atMs - useNow(1000);
  return leftMs > 0 ? t('apps.detail.next-try', { wait: duration(leftMs) }) : t('apps.detail.trying');
}
