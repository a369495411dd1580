import { Go } from '../../../client/go.tsx';
import { useDoc, useNow } from '../../../client/live.tsx';
import { paths, writeSearch } from '../../../client/place.ts';
import { FaultLine } from '../../../commands/fault-line.tsx';
import { LeverKeys } from '../../../commands/lever-keys.tsx';
import { useLevers } from '../../../commands/levers.ts';
import { Stale } from '../../../commands/stale.tsx';
import { appIdOf, sourceOf } from '../../../domain/keys.ts';
import { count, duration } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { topics } from '../../../protocol/topics.ts';
import type { WorkerDoc } from '../../../protocol/rows.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { oneLine } from '../../../ui/hostile.ts';
import { PathName, splitPath } from '../../../ui/path-name.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { Consumes } from './consumes.tsx';
import { PoolStepper } from './pool-stepper.tsx';
import { Running } from './running.tsx';
import { Slots } from './slots.tsx';
import { usePool } from './use-pool.ts';
import { WorkerStateMark } from './worker-state.tsx';

/** A worker's page: how it is, its pool, what it consumes and runs, and its levers. */
export function WorkerPage({ worker }: { worker: string }) {
  const t = useT();
  const { doc, fault, ready, missing } = useDoc('worker', topics.worker(worker));
  const isMissing = doc === null && (missing || fault?.fault.kind === 'missing');
  return (
    <div className="flex flex-col gap-6 px-6 py-4 max-mid:px-3">
      <Go to={paths.workers} className="self-start text-t2 text-ink-2 hover:underline">
        {`← ${t('worker.back')}`}
      </Go>
      {isMissing && <Empty title={t('worker.missing')} />}
      {!isMissing && doc === null && fault === null && <SkeletonRows rows={6} label={t('workers.loading')} />}
      {fault !== null && ready && !isMissing && (
        <FaultLine source={sourceOf(worker)} fault={fault} fromMs={doc?.row.inspectedAtMs ?? null} />
      )}
      {doc !== null && (
        <Stale of={{ source: sourceOf(worker) }} className="flex flex-col gap-6">
          <WorkerBody doc={doc} />
        </Stale>
      )}
    </div>
  );
}

function WorkerBody({ doc }: { doc: WorkerDoc }) {
  const t = useT();
  const { row } = doc;
  const nowMs = useNow(5000);
  const pool = usePool(row);
  const levers = useLevers({ kind: 'worker', row }).filter(({ kind }) => kind === 'shut-down-worker');
  const inspected =
    row.inspectedAtMs === null
      ? t('worker.neverInspected')
      : t('worker.inspected', { age: duration(nowMs - row.inspectedAtMs) });
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-3 border-b border-line pb-3">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-4 gap-y-1">
          <h1 className="min-w-0 text-t5 font-semibold break-all">
            <bdi>{oneLine(row.name, 1000)}</bdi>
          </h1>
          <WorkerStateMark row={row} />
          {row.pid !== null && (
            <span className="text-ink-2">
              {t('worker.pid', { pid: String(row.pid), host: oneLine(row.host, 100) })}
            </span>
          )}
          {row.app !== null && (
            <span className="flex items-baseline gap-1 text-ink-2">
              {t('worker.runBy')}
              <Go to={paths.app(row.app)} className="hover:underline">
                <PathName {...splitPath(appIdOf(row.app))} />
              </Go>
            </span>
          )}
        </div>
        <div className="flex items-center gap-2">
          <PoolStepper row={row} pool={pool} size="regular" />
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
      <LeverKeys target={{ kind: 'worker', row }} onStep={(by) => pool.choose({ by })} />
      <Facts doc={doc} />
      <p className="text-t2 text-ink-3">{inspected}</p>
      <div className="grid grid-cols-[minmax(0,1fr)_320px] gap-8 max-wide:grid-cols-1">
        <Running doc={doc} nowMs={nowMs} />
        <Consumes row={row} />
      </div>
      <Go
        to={paths.tasks + writeSearch({ source: sourceOf(row.key), worker: row.name })}
        className="self-start underline decoration-line-3 underline-offset-4"
      >
        {t('worker.tasks')}
      </Go>
    </>
  );
}

function Facts({ doc }: { doc: WorkerDoc }) {
  const t = useT();
  const { row } = doc;
  const scale =
    row.autoscale === null
      ? ''
      : ` (${t('worker.autoscale', { min: count(row.autoscale.min), max: count(row.autoscale.max) })})`;
  const facts: readonly [string, string][] = [
    [t('workers.reserved'), count(row.reserved)],
    [t('worker.scheduled'), count(doc.scheduled)],
    [t('worker.prefetch'), count(doc.prefetch)],
    [t('workers.processed'), count(row.processed)],
    [t('workers.failed'), count(row.failed)],
    [t('workers.load'), row.load.length === 0 ? count(null) : row.load.map((it) => it.toFixed(2)).join(' ')],
    [t('workers.pool'), row.pool === null ? count(null) : oneLine(row.pool, 60) + scale],
    [t('worker.software'), doc.software === null ? count(null) : oneLine(doc.software, 60)],
  ];
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-2">
      <div className="flex flex-col">
        <dt className="text-t1 text-ink-2">{t('workers.slots')}</dt>
        <dd className="leading-6">
          <Slots row={row} />
        </dd>
      </div>
      {facts.map(([name, value]) => (
        <div key={name} className="flex flex-col">
          <dt className="text-t1 text-ink-2">{name}</dt>
          <dd className="leading-6 font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
