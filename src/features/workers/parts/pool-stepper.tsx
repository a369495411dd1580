import { usePending } from '../../../client/acts.ts';
import { useRefusal } from '../../../client/scene.ts';
import { usePull } from '../../../commands/levers.ts';
import type { Intent } from '../../../domain/intent.ts';
import { count } from '../../../i18n/format.ts';
import { describeRefusal } from '../../../i18n/faults.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { WorkerRow } from '../../../protocol/rows.ts';
import { Stepper } from '../../../ui/stepper.tsx';

/** Grows and shrinks a worker's pool; what was asked stands beside what is until Celery itself shows it. */
export function PoolStepper({ row, size }: { row: WorkerRow; size: 'row' | 'regular' }) {
  const t = useT();
  const pull = usePull();
  const refusal = useRefusal();
  const pending = usePending(row.key);
  const { processes } = row;
  const why = refusal({ kind: 'grow-pool', worker: row.key, by: 1 }, { kind: 'worker', row });
  if (processes === null) return <span className="text-ink-3">{count(null)}</span>;
  const isPool = pending?.intent.kind === 'grow-pool' || pending?.intent.kind === 'shrink-pool';
  const asked = isPool ? pending.after : null;
  const step = (to: number): Intent =>
    to > processes
      ? { kind: 'grow-pool', worker: row.key, by: to - processes }
      : { kind: 'shrink-pool', worker: row.key, by: processes - to };
  return (
    <Stepper
      label={t('worker.poolSize')}
      labelLess={t('worker.less')}
      labelMore={t('worker.more')}
      value={processes}
      asked={asked}
      min={1}
      reason={why === null ? null : describeRefusal(why, t)}
      size={size}
      onStep={(to) => {
        if (to !== processes) pull(step(to));
      }}
    />
  );
}
