import { useRefusal } from '../../../client/scene.ts';
import { count } from '../../../i18n/format.ts';
import { describeRefusal } from '../../../i18n/faults.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { WorkerRow } from '../../../protocol/rows.ts';
import { Stepper } from '../../../ui/stepper.tsx';
import type { Pool } from './use-pool.ts';

/** Grows and shrinks a worker's pool; what was asked stands beside what is until Celery itself shows it. */
export function PoolStepper({ row, pool, size }: { row: WorkerRow; pool: Pool; size: 'row' | 'regular' }) {
  const t = useT();
  const refusal = useRefusal();
  const why = refusal({ kind: 'grow-pool', worker: row.key, by: 1 }, { kind: 'worker', row });
  if (row.processes === null) return <span className="text-ink-3">{count(null)}</span>;
  return (
    <Stepper
      label={t('worker.poolSize')}
      labelLess={t('worker.less')}
      labelMore={t('worker.more')}
      value={row.processes}
      asked={pool.asked}
      min={1}
      reason={why === null ? null : describeRefusal(why, t)}
      size={size}
      onStep={(to) => pool.choose({ to })}
    />
  );
}
