import { useState } from 'react';
import { usePending } from '../../../client/acts.ts';
import { usePlace } from '../../../client/place.ts';
import { LeverKeys } from '../../../commands/lever-keys.tsx';
import { clock, duration } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow, DeploymentRow } from '../../../protocol/rows.ts';
import { Button } from '../../../ui/button.tsx';
import { oneLine } from '../../../ui/hostile.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useScrollOnce } from '../../../ui/use-scroll-once.ts';
import { stepsOf } from '../view.ts';
import { AppNames } from './app-names.tsx';
import { Steps } from './steps.tsx';
import { StopChoice } from './stop-choice.tsx';

interface RunningDeploymentProps {
  row: DeploymentRow;
  apps: ReadonlyMap<string, AppRow>;
  nowMs: number;
  /** A link names it. */
  isNamed: boolean;
  /** No other runs, so the keys can mean no other. */
  isAlone: boolean;
}

const fewSteps = 6;

/** A deployment that runs: how far it is, what each app goes through, and how it can be stopped. */
export function RunningDeployment({ row, apps, nowMs, isNamed, isAlone }: RunningDeploymentProps) {
  const t = useT();
  const place = usePlace();
  const isStopping = place.search['stop'] === row.key;
  const [hasFocus, setFocus] = useState(false);
  const ref = useScrollOnce<HTMLLIElement>(isNamed);
  const [isAll, setAll] = useState(isNamed || row.stuck);
  const pending = usePending(row.key);
  const steps = stepsOf(row);
  const shown = isAll || steps.length <= fewSteps ? steps : steps.filter((step) => step.state === 'now');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only follows whether the focus is inside
    <li
      ref={ref}
      className={`flex flex-col gap-2 border-b border-line py-3 ${isNamed ? 'bg-sel' : ''}`}
      onFocus={() => setFocus(true)}
      onBlur={() => setFocus(false)}
    >
      {(hasFocus || isNamed || isAlone) && <LeverKeys target={{ kind: 'deployment', row }} />}
      <div className="grid items-center gap-x-4 gap-y-1 mid:grid-cols-[150px_minmax(0,1fr)_150px_72px_auto]">
        <StateMark state={row.stuck ? 'deployment-stuck' : 'deploying'} />
        <AppNames deployment={row.key} appIds={row.appIds} />
        <Progress row={row} />
        <span className="text-ink-2 mid:text-right" title={clock(row.startedAtMs)}>
          {t('deployments.age', { age: duration(nowMs - row.startedAtMs) })}
        </span>
        <Button
          aria-expanded={isStopping}
          busy={pending !== null}
          className="max-mid:h-11 mid:w-28"
          onClick={() => place.set({ stop: isStopping ? undefined : row.key })}
        >
          {pending === null ? t('deployments.stop') : t('deployments.asked')}
        </Button>
      </div>
      {isStopping && <StopChoice row={row} />}
      <Steps row={row} steps={shown} apps={apps} />
      <p className="flex flex-wrap gap-x-4 text-t2 text-ink-3">
        {shown.length < steps.length && (
          <button type="button" className="underline decoration-line-3 underline-offset-4" onClick={() => setAll(true)}>
            {t('deployments.showSteps', { count: steps.length })}
          </button>
        )}
        <span className="font-mono [overflow-wrap:anywhere]">{oneLine(row.id, 80)}</span>
        <span>{t('deployments.version', { version: oneLine(row.version, 40) })}</span>
      </p>
    </li>
  );
}

function Progress({ row }: { row: DeploymentRow }) {
  const t = useT();
  if (row.step === 0) return <span className="text-ink-2">{t('deployments.accepted')}</span>;
  const words = t('deployments.step', { step: row.step, of: row.stepCount });
  return (
    <span className="flex flex-col gap-1">
      <span>{words}</span>
      <span aria-hidden="true" className="flex h-1 gap-px">
        {row.stepCount <= 24 ? (
          Array.from({ length: row.stepCount }, (_, index) => (
            <i
              key={index}
              className={`flex-1 ${index + 1 < row.step ? 'bg-dep' : index + 1 === row.step ? 'bg-dep opacity-60' : 'bg-line'}`}
            />
          ))
        ) : (
          <i className="bg-dep" style={{ width: `${(row.step / row.stepCount) * 100}%` }} />
        )}
      </span>
    </span>
  );
}
