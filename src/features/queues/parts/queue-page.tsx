import { Go } from '../../../client/go.tsx';
import { useDoc, useNow, useTable } from '../../../client/live.tsx';
import { paths } from '../../../client/place.ts';
import { FaultLine } from '../../../commands/fault-line.tsx';
import { LeverKeys } from '../../../commands/lever-keys.tsx';
import { useLevers } from '../../../commands/levers.ts';
import { Stale } from '../../../commands/stale.tsx';
import { sourceOf } from '../../../domain/keys.ts';
import { topics } from '../../../protocol/topics.ts';
import { count, rate } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { QueueDoc } from '../../../protocol/rows.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { oneLine } from '../../../ui/hostile.ts';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { DrainTable } from './drain-table.tsx';
import { OfferBox } from './offer-box.tsx';
import { QueueCharts } from './queue-charts.tsx';

/** A queue's page: what it holds, its last hour, who drains it and what would. */
export function QueuePage({ queue }: { queue: string }) {
  const t = useT();
  const { doc, fault, ready, missing } = useDoc('queue', topics.queue(queue));
  const isMissing = doc === null && (missing || fault?.fault.kind === 'missing');
  return (
    <div className="flex flex-col gap-6 px-6 py-4 max-mid:px-3">
      <Go to={paths.queues} className="self-start text-t2 text-ink-2 hover:underline">
        {`← ${t('queue.back')}`}
      </Go>
      {isMissing && <Empty title={t('queue.missing')} />}
      {!isMissing && doc === null && fault === null && <SkeletonRows rows={6} label={t('queues.loading')} />}
      {fault !== null && ready && !isMissing && (
        <FaultLine source={sourceOf(queue)} fault={fault} fromMs={doc?.history.at(-1)?.atMs ?? null} />
      )}
      {doc !== null && (
        <Stale of={{ source: sourceOf(queue) }} className="flex flex-col gap-6">
          <QueueBody doc={doc} />
        </Stale>
      )}
    </div>
  );
}

function QueueBody({ doc }: { doc: QueueDoc }) {
  const t = useT();
  const { row } = doc;
  const levers = useLevers({ kind: 'queue', row });
  const timeline = useTable('timeline');
  const nowMs = useNow(10_000);
  const apps = new Set(row.drains.map(({ app }) => app));
  const ticks = timeline.list
    .filter(({ kind, subject }) => kind === 'change' && subject.kind === 'app' && apps.has(subject.key))
    .map(({ atMs, what }) => ({ atMs, label: what }));
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-3 border-b border-line pb-3">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-4">
          <h1 className="min-w-0 text-t5 font-semibold break-all">
            <bdi>{oneLine(row.name, 1000)}</bdi>
          </h1>
          <p className="text-ink-2">
            {t('queue.holds', { depth: count(row.depth), in: rate(row.inPerS), out: rate(row.outPerS) })}
          </p>
        </div>
        <div className="flex gap-2">
          {levers.map(({ id, label, name, key, disabledReason, run }) => (
            <Button
              key={id}
              reason={disabledReason}
              aria-label={name}
              onClick={run}
              {...(key === null ? {} : { hint: key.toUpperCase() })}
            >
              {`${label}…`}
            </Button>
          ))}
        </div>
      </header>
      <LeverKeys target={{ kind: 'queue', row }} />
      <Facts doc={doc} />
      <div className="grid grid-cols-[minmax(0,1fr)_320px] gap-8 max-wide:grid-cols-1">
        <QueueCharts doc={doc} nowMs={nowMs} ticks={ticks} />
        <OfferBox doc={doc} nowMs={nowMs} />
      </div>
      <DrainTable row={row} />
    </>
  );
}

function Facts({ doc: { row } }: { doc: QueueDoc }) {
  const t = useT();
  const facts: readonly [string, string][] = [
    [t('queues.depth'), count(row.depth)],
    [t('queues.ready'), count(row.ready)],
    [t('queues.unacked'), count(row.unacked)],
    [t('queues.in'), rate(row.inPerS)],
    [t('queues.out'), rate(row.outPerS)],
    [t('queues.consumers'), count(row.consumers)],
  ];
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-2">
      {facts.map(([name, value]) => (
        <div key={name} className="flex flex-col">
          <dt className="text-t1 text-ink-2">{name}</dt>
          <dd className="text-t4 font-medium">{value}</dd>
        </div>
      ))}
      <div className="flex flex-col text-ink-2">
        <dt className="text-t1">{t('queue.vhost', { vhost: oneLine(row.vhost, 60) })}</dt>
        <dd className="leading-6">{t('queue.type', { type: row.type, state: oneLine(row.state, 40) })}</dd>
      </div>
    </dl>
  );
}
