import { sourceOf, keyOf } from '../../../domain/keys.ts';
import { trackOf } from '../../../domain/track.ts';
import { count } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow, DeploymentRow } from '../../../protocol/rows.ts';
import { oneLine } from '../../../ui/hostile.ts';
import { Track } from '../../../ui/track.tsx';
import { useTrackLabel } from '../../../ui/track-label.ts';
import type { ActionView, StepView } from '../view.ts';
import { AppNames } from './app-names.tsx';

const mostActions = 12;

/** The steps of a deployment in their order: what was done, what runs now with its instances, what is to come. */
export function Steps({
  row,
  steps,
  apps,
}: {
  row: DeploymentRow;
  steps: readonly StepView[];
  apps: ReadonlyMap<string, AppRow> | null;
}) {
  const t = useT();
  return (
    <ol aria-label={t('deployments.steps')} className="border-l-2 border-line">
      {steps.map((step) => (
        <li
          key={step.number}
          aria-current={step.state === 'now' ? 'step' : undefined}
          className={`-ml-0.5 grid grid-cols-[24px_64px_minmax(0,1fr)] items-start gap-x-2 border-l-2 py-1 pl-3 ${
            step.state === 'now' ? 'border-dep' : 'border-transparent'
          }`}
        >
          <span className="text-right text-ink-3">{count(step.number)}</span>
          <span className={step.state === 'now' ? 'font-medium text-dep-t' : 'text-ink-3'}>
            {t(`deployments.step.${step.state}`)}
          </span>
          <ul>
            {step.actions.slice(0, mostActions).map((action, index) => (
              <Action
                // An app may stand twice in a step's actions.
                key={`${action.appId} ${String(index)}`}
                row={row}
                action={action}
                app={step.state === 'now' ? (apps?.get(keyOf(sourceOf(row.key), action.appId)) ?? null) : null}
              />
            ))}
            {step.actions.length > mostActions && (
              <li className="text-ink-3">
                {t('deployments.actionsMore', { count: step.actions.length - mostActions })}
              </li>
            )}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Action({ row, action, app }: { row: DeploymentRow; action: ActionView; app: AppRow | null }) {
  const t = useT();
  const label = useTrackLabel();
  const track = app === null ? null : trackOf(app);
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-x-2">
      <span className="text-ink-2">
        {action.kind === 'other' ? oneLine(action.text, 60) : t(`deployments.action.${action.kind}`)}
      </span>
      <AppNames deployment={row.key} appIds={[action.appId]} />
      {app !== null && track !== null && (
        <>
          <Track size="list" most={24} segments={track.segments} over={track.over} label={label(track.segments)} />
          <span className="text-t2 text-ink-2">
            {count(app.running)} / {count(app.wanted)}
          </span>
        </>
      )}
      {action.readiness !== null && (
        <span className="text-t2 text-ink-2">
          {t('deployments.ready', { ready: action.readiness.ready, of: action.readiness.of })}
        </span>
      )}
    </li>
  );
}
