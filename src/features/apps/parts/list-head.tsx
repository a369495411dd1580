import { useMemo } from 'react';
import { useT } from '../../../i18n/use-t.tsx';
import { oneLine } from '../../../ui/hostile.ts';
import { Tabs } from '../../../ui/tabs.tsx';
import type { AppList } from '../use-list.ts';
import { summaryOf } from '../view.ts';

/** The group's name, what is in it, and how it is shown. */
export function ListHead({ list }: { list: AppList }) {
  const t = useT();
  const { group, view } = list.address;
  const summary = useMemo(() => summaryOf(list.inGroup), [list.inGroup]);
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <h1 className="max-w-full truncate text-t5 font-semibold">
        <bdi>{group === '/' ? t('apps.title') : oneLine(group, 120)}</bdi>
      </h1>
      {list.ready && (
        <p className="text-ink-2">
          {t('apps.summary', { count: summary.apps })}
          {summary.notAsWanted > 0 && <>, {t('apps.summaryBad', { count: summary.notAsWanted })}</>},{' '}
          {t('apps.summaryInstances', { count: summary.running })}
          <span role="status" className={list.rows.length === list.inGroup.length ? 'sr-only' : 'text-ink-3'}>
            {' · '}
            {t('apps.shownOf', { shown: list.rows.length, count: list.inGroup.length })}
          </span>
        </p>
      )}
      <span className="ml-auto max-wide:hidden">
        <Tabs
          label={t('apps.view')}
          tabs={[
            { id: 'tree', label: t('apps.view.tree') },
            { id: 'flat', label: t('apps.view.flat') },
          ]}
          chosen={view}
          onChoose={list.setView}
        />
      </span>
    </header>
  );
}
