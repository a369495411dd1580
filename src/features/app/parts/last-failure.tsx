import { useNow } from '../../../client/live.tsx';
import { versionName } from '../../../commands/version-name.ts';
import type { LastFailure as Failure } from '../../../domain/app.ts';
import { clock, duration } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { isolated, manyLines, oneLine } from '../../../ui/hostile.ts';
import { Section } from './section.tsx';

/** The last failure Marathon keeps, in the program's own words. */
export function LastFailure({ failure }: { failure: Failure | null }) {
  const t = useT();
  const nowMs = useNow(15_000);
  return (
    <Section
      title={t('app.failure')}
      right={failure === null ? undefined : t('app.failureVersion', { version: versionName(failure.version, nowMs) })}
    >
      {failure === null ? (
        <p className="py-2 text-ink-3">{t('app.failureNone')}</p>
      ) : (
        <>
          <p className="pt-2 text-ink-2" title={clock(failure.atMs)}>
            {t('app.failureMeta', {
              state: isolated(failure.state, 40),
              host: isolated(failure.host, 80),
              age: duration(nowMs - failure.atMs),
            })}
          </p>
          <pre className="mt-1 rounded bg-sunk p-2 font-mono text-t2 whitespace-pre-wrap [overflow-wrap:anywhere]">
            <bdi>{failure.message === '' ? t('app.failureNoMessage') : manyLines(failure.message, 4000)}</bdi>
          </pre>
          <p className="mt-1 text-t2 text-ink-3" title={oneLine(failure.taskId, 400)}>
            {t('app.failureKept')}
          </p>
        </>
      )}
    </Section>
  );
}
