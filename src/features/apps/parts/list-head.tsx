import { memo, useMemo } from 'react';
import type { Head } from '../../../client/head.ts';
import { useAge, useNow, useSources } from '../../../client/live.tsx';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow, SourceRow } from '../../../protocol/rows.ts';
import { Freshness } from '../../../ui/freshness.tsx';
import { oneLine } from '../../../ui/hostile.ts';
import { Tabs } from '../../../ui/tabs.tsx';
import type { ListAddress } from '../address.ts';
import { summaryOf, summaryOfHead } from '../view.ts';

interface ListHeadProps {
  group: string;
  view: ListAddress['view'];
  onView(view: ListAddress['view']): void;
  /** Apps of the group. */
  inGroup: readonly AppRow[];
  /** How many of them the filter leaves. */
  shown: number;
  /** What is known of them before they are there; null once they are. */
  sum: Head['sum'] | null;
  /** False while nothing can be said of how many there are. */
  isKnown: boolean;
}

/** The group's name, what is in it, and how it is shown. */
export const ListHead = memo(function ListHead(props: ListHeadProps) {
  const { group, view, onView, inGroup, shown, sum, isKnown } = props;
  const t = useT();
  const summary = useMemo(() => (sum === null ? summaryOf(inGroup) : summaryOfHead(sum)), [sum, inGroup]);
  const left = sum === null ? shown : summary.apps;
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <h1 className="max-w-full truncate text-t5 font-semibold">
        <bdi>{group === '/' ? t('apps.title') : oneLine(group, 120)}</bdi>
      </h1>
      {isKnown && (
        <p className="text-ink-2">
          {t('apps.summary', { count: summary.apps })}
          {summary.notAsWanted > 0 && <>, {t('apps.summaryBad', { count: summary.notAsWanted })}</>},{' '}
          {t('apps.summaryInstances', { count: summary.running })}
          <span role="status" className={left === summary.apps ? 'sr-only' : 'text-ink-3'}>
            {' · '}
            {t('apps.shownOf', { shown: left, count: summary.apps })}
          </span>
        </p>
      )}
      <StaleSources />
      <span className="ml-auto max-wide:hidden">
        <Tabs
          label={t('apps.view')}
          tabs={[
            { id: 'tree', label: t('apps.view.tree') },
            { id: 'flat', label: t('apps.view.flat') },
          ]}
          chosen={view}
          onChoose={onView}
        />
      </span>
    </header>
  );
});

/** How old the list is, told only when it is: rows of a source that is gone stay, with since when. */
function StaleSources() {
  const sources = useSources().filter((source) => source.kind === 'marathon' && source.state !== 'live');
  return sources.map((source) => <StaleSource key={source.key} source={source} />);
}

function StaleSource({ source }: { source: SourceRow }) {
  const ageMs = useAge(source.id);
  const nowMs = useNow(1000);
  return (
    <span className="flex items-baseline gap-1.5 border-l-2 border-dotted border-lost pl-2 text-t2">
      <bdi>{oneLine(source.name, 40)}</bdi>
      <Freshness status={source} ageMs={ageMs} nowMs={nowMs} />
    </span>
  );
}
