import { usePull } from '../../../commands/levers.ts';
import { useRefusal } from '../../../client/scene.ts';
import type { Intent } from '../../../domain/intent.ts';
import { describeRefusal } from '../../../i18n/faults.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { DeploymentRow } from '../../../protocol/rows.ts';
import { Button } from '../../../ui/button.tsx';
import { stopEffects } from '../view.ts';
import { namesText } from './app-names.tsx';

/** Both ways to stop a deployment side by side, each with what it will do here; the act itself asks once more. */
export function StopChoice({ row }: { row: DeploymentRow }) {
  return (
    <div className="grid gap-x-8 gap-y-4 border-l-2 border-line py-1 pl-4 mid:grid-cols-2">
      <Way row={row} mode="roll-back" />
      <Way row={row} mode="leave" />
    </div>
  );
}

function Way({ row, mode }: { row: DeploymentRow; mode: 'roll-back' | 'leave' }) {
  const t = useT();
  const pull = usePull();
  const refusal = useRefusal();
  const intent: Intent = { kind: 'stop-deployment', deployment: row.key, mode };
  const why = refusal(intent, { kind: 'deployment', row });
  const deletes = mode === 'roll-back' && row.rollbackDeletes.length > 0;
  const name = t(mode === 'roll-back' ? 'deployments.rollBack' : 'deployments.leave');
  return (
    <section aria-label={name} className="flex min-w-0 flex-col items-start gap-2">
      <h2 className="font-semibold">{name}</h2>
      <p className="text-t2 text-ink-2">
        {t(mode === 'roll-back' ? 'deployments.rollBackLead' : 'deployments.leaveLead')}
      </p>
      <ul className="flex flex-col gap-1">
        {stopEffects(row, mode).map((effect) => (
          <li
            key={effect.what}
            className={`[overflow-wrap:anywhere] ${effect.what === 'deletes' ? 'font-medium text-fail-t' : ''}`}
          >
            {t(`deployments.effect.${effect.what}`, { names: namesText(effect.appIds, t) })}
          </li>
        ))}
      </ul>
      <Button
        className="mt-1 max-mid:h-11"
        reason={why === null ? null : describeRefusal(why, t)}
        onClick={() => pull(intent)}
      >
        {deletes ? t('deployments.goRollBackDeletes', { names: namesText(row.rollbackDeletes, t) }) : `${name}…`}
      </Button>
    </section>
  );
}
