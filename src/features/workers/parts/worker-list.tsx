import { useDeferredValue } from 'react';
import { useSources, useTable } from '../../../client/live.tsx';
import { usePlace } from '../../../client/place.ts';
import type { WorkerState } from '../../../domain/worker.ts';
import { Stale } from '../../../commands/stale.tsx';
import { count } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Field } from '../../../ui/field.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { listWorkers, type WorkerList as List } from '../view.ts';
import { WorkerGroupTable } from './worker-group.tsx';

const states = ['online', 'gone', 'away', 'unknown'] as const satisfies readonly WorkerState[];

/** The list of workers, grouped by the app that runs them. */
export function WorkerList() {
  const t = useT();
  const place = usePlace();
  const table = useTable('workers');
  const { q = '', state } = place.search;
  const text = useDeferredValue(q);
  const chosen = states.find((known) => known === state) ?? null;
  const flowers = useSources().filter(({ kind }) => kind === 'flower');
  const isLost = flowers.some((source) => source.state === 'lost');
  const list = listWorkers(table.list, { text, state: chosen });
  const isUnknown = !table.complete && list.total === 0;
  const counts: Readonly<Record<WorkerState, number>> = {
    online: list.online,
    gone: list.gone,
    away: list.away,
    unknown: list.total - list.online - list.gone - list.away,
  };
  return (
    <div className="flex flex-col gap-4 px-6 py-4 max-mid:px-3">
      <header className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="text-t5 font-semibold">{t('workers.title')}</h1>
        {table.complete && <Summary list={list} />}
      </header>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <Field
          label={t('workers.filter')}
          labelHidden
          type="search"
          placeholder={t('workers.filter')}
          className="w-72 max-mid:w-full"
          value={q}
          onChange={(event) => place.set({ q: event.target.value })}
        />
        {!isUnknown && (
          <Tabs
            label={t('workers.stateFilter')}
            chosen={chosen ?? 'all'}
            tabs={[
              { id: 'all', label: t('workers.any'), count: count(list.total) },
              ...states.map((id) => ({ id, label: t(`workers.state.${id}`), count: count(counts[id]) })),
            ]}
            onChoose={(id) => place.set({ state: id === 'all' ? undefined : id })}
          />
        )}
      </div>
      {isUnknown && isLost && <Empty title={t('workers.waiting')}>{t('workers.waitingDetail')}</Empty>}
      {isUnknown && !isLost && <SkeletonRows rows={8} label={t('workers.loading')} />}
      {table.complete && list.total === 0 && (
        <Empty title={t('workers.none')}>{t(flowers.length > 0 ? 'workers.noneYet' : 'workers.noneHow')}</Empty>
      )}
      {list.total > 0 && list.groups.length === 0 && <Empty title={t('workers.noneFound')} />}
      {list.groups.length > 0 && (
        <Stale of={{ kind: 'flower' }} className="flex flex-col gap-4">
          {list.groups.map((group) => (
            <WorkerGroupTable key={group.app ?? ''} group={group} />
          ))}
        </Stale>
      )}
    </div>
  );
}

function Summary({ list }: { list: List }) {
  const t = useT();
  if (list.away > 0)
    return <p className="font-medium text-lost-t">{t('workers.summaryAway', { total: count(list.total) })}</p>;
  const { online, gone, total } = list;
  return (
    <p className={gone > 0 ? 'text-ink' : 'text-ink-2'}>
      {t('workers.summary', { online: count(online), gone: count(gone), total: count(total) })}
    </p>
  );
}
