import { Go } from '../../../client/go.tsx';
import { useNow, useTable } from '../../../client/live.tsx';
import { pathOfSubject } from '../../../client/place.ts';
import { clock, duration } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppDoc, DeploymentRow } from '../../../protocol/rows.ts';
import { oneLine } from '../../../ui/hostile.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { deploymentsOfApp } from '../view.ts';
import { Section } from './section.tsx';

/** The deployments of an app, running ones first. */
export function AppDeployments({ doc }: { doc: AppDoc }) {
  const t = useT();
  const { list } = useTable('deployments');
  const nowMs = useNow(1000);
  const rows = deploymentsOfApp(doc.row.key, list).slice(0, 8);
  return (
    <Section title={t('app.deployments')}>
      {rows.length === 0 ? (
        <p className="py-2 text-ink-3">{t('app.deploymentsNone')}</p>
      ) : (
        <ul>
          {rows.map((row) => (
            <li key={row.key} className="flex min-h-8 items-center gap-3 border-b border-line">
              <Go
                to={pathOfSubject({ kind: 'deployment', key: row.key })}
                aria-label={t('app.deployment.open', { id: oneLine(row.id.slice(0, 8)) })}
                className="w-24 shrink-0 font-mono text-t2 underline decoration-line-3 underline-offset-4"
              >
                {oneLine(row.id.slice(0, 8))}
              </Go>
              <Outcome row={row} />
              <span className="ml-auto text-ink-2" title={clock(row.startedAtMs)}>
                {duration((row.endedAtMs ?? nowMs) - row.startedAtMs)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Outcome({ row }: { row: DeploymentRow }) {
  const t = useT();
  if (row.outcome !== 'running') {
    return (
      <span className={row.outcome === 'failed' ? 'font-medium text-fail-t' : 'text-ink-2'}>
        {t(`app.outcome.${row.outcome}`)}
      </span>
    );
  }
  return (
    <span className="flex items-center gap-2">
      <StateMark state={row.stuck ? 'deployment-stuck' : 'deploying'} />
      {row.step > 0 && (
        <span className="text-t2 text-ink-2">{t('app.deployment.step', { step: row.step, of: row.stepCount })}</span>
      )}
    </span>
  );
}
