import { useAge, useIsLost, useNow, useTable } from '../../../client/live.tsx';
import { useT } from '../../../i18n/use-t.tsx';
import { inSentence } from '../../../ui/hostile.ts';
import { useScrollOnce } from '../../../ui/use-scroll-once.ts';
import type { SourceRow } from '../../../protocol/rows.ts';
import { sourceFacts } from '../view.ts';

function OneSource({ source, isMeant, isBlind }: { source: SourceRow; isMeant: boolean; isBlind: boolean }) {
  const t = useT();
  const ageMs = useAge(source.id);
  const nowMs = useNow(1000);
  const kind = [source.kind, source.version, source.readOnly ? t('shell.readOnly') : null].filter(
    (one) => one !== null,
  );
  return (
    <li
      ref={useScrollOnce<HTMLLIElement>(isMeant)}
      aria-current={isMeant || undefined}
      className={`border-b border-line py-3 ${isMeant ? 'border-l-2 border-l-ink pl-3' : ''}`}
    >
      <h3 className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold">{source.name}</span>
        <span className={source.state === 'lost' && !isBlind ? 'font-medium text-lost-t' : 'text-ink-2'}>
          {isBlind ? t('settings.source.blind') : t(`settings.source.${source.state}`)}
        </span>
        <span className="text-t2 text-ink-3">{kind.join(' · ')}</span>
      </h3>
      <dl className="grid grid-cols-[120px_minmax(0,1fr)] gap-x-3 pt-1 text-t2">
        {sourceFacts(source, ageMs, nowMs, t).map(({ word, value }) => (
          <div key={word} className="contents">
            <dt className="text-ink-3">{word}</dt>
            <dd className="[overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

/** The upstreams: how each stands, since when, what it said last and when it is asked again. `at` is the one that was come for. */
export function Sources({ at }: { at: string | undefined }) {
  const t = useT();
  const { list: sources, rows, ready } = useTable('sources');
  const isBlind = useIsLost();
  return (
    <section aria-label={t('settings.sources')} className="max-w-[720px]">
      <h2 className="border-b border-line pb-1 font-semibold">{t('settings.sources')}</h2>
      {at !== undefined && ready && !rows.has(at) && (
        <p role="status" className="py-2 text-wait-t">
          {t('settings.source.unknown', { name: inSentence(at, 60) })}
        </p>
      )}
      <ul>
        {sources.map((source) => (
          <OneSource key={source.key} source={source} isMeant={source.key === at} isBlind={isBlind} />
        ))}
      </ul>
    </section>
  );
}
