import { useDeferredValue } from 'react';
import { useSources, useTable } from '../../../client/live.tsx';
import { usePlace } from '../../../client/place.ts';
import { Stale } from '../../../commands/stale.tsx';
import { count } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Check, Field } from '../../../ui/field.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { VirtualRows } from '../../../ui/virtual-rows.tsx';
import { listQueues, queueSorts, scaleOf, type QueueSort } from '../view.ts';
import { QueueHead } from './queue-head.tsx';
import { QueueLine } from './queue-line.tsx';

const rowHeight = 44;

function sortOf(text: string | undefined): QueueSort {
  return queueSorts.find((known) => known === text) ?? 'state';
}

/** The list of queues: what fills first, each drawn flowing into who drains it. */
export function QueueList() {
  const t = useT();
  const place = usePlace();
  const table = useTable('queues');
  const sparks = useTable('sparks');
  const { q = '', internal, sort, down } = place.search;
  const text = useDeferredValue(q);
  const order = { sort: sortOf(sort), down: down === '1' };
  const list = listQueues(table.list, { internal: internal === '1', text, ...order });
  const scale = scaleOf(list.shown);
  return (
    <div className="flex h-full flex-col px-6 pt-4 max-mid:px-3">
      <header className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="text-t5 font-semibold">{t('queues.title')}</h1>
        {table.complete && (
          <p className="text-ink-2">
            {t('queues.summary', {
              fills: count(list.fills),
              undrained: count(list.undrained),
              flowing: count(list.flowing),
            })}
          </p>
        )}
      </header>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 py-3">
        <Field
          label={t('queues.filter')}
          labelHidden
          type="search"
          placeholder={t('queues.filter')}
          className="w-72 max-mid:w-full"
          value={q}
          onChange={(event) => place.set({ q: event.target.value })}
        />
        {table.complete && (
          <Check
            label={t('queues.internal', { count: list.internal })}
            checked={internal === '1'}
            onChange={(checked) => place.set({ internal: checked ? '1' : undefined })}
          />
        )}
      </div>
      {list.shown.length === 0 ? (
        <Nothing ready={table.complete} any={table.list.length > 0} />
      ) : (
        <Stale of={{ kind: 'rabbitmq' }} className="flex min-h-0 flex-1 flex-col">
          <VirtualRows
            count={list.shown.length}
            rowHeight={rowHeight}
            label={t('queues.table')}
            className="min-h-0 flex-1"
            keyOf={(index) => list.shown[index]?.key ?? String(index)}
            head={
              <QueueHead {...order} onSort={(by, isDown) => place.set({ sort: by, down: isDown ? '1' : undefined })} />
            }
            row={(index) => {
              const row = list.shown[index];
              return row && <QueueLine row={row} scale={scale} spark={sparks.rows.get(row.key) ?? null} />;
            }}
          />
        </Stale>
      )}
    </div>
  );
}

function Nothing({ ready, any }: { ready: boolean; any: boolean }) {
  const t = useT();
  const brokers = useSources().filter(({ kind }) => kind === 'rabbitmq');
  const isLost = brokers.some(({ state }) => state === 'lost');
  if (!ready && isLost) return <Empty title={t('queues.waiting')}>{t('queues.waitingDetail')}</Empty>;
  if (!ready) return <SkeletonRows rows={8} rowHeight={rowHeight} label={t('queues.loading')} />;
  if (any) return <Empty title={t('queues.noneFound')} />;
  return <Empty title={t('queues.none')}>{t(brokers.length > 0 ? 'queues.noneYet' : 'queues.noneHow')}</Empty>;
}
