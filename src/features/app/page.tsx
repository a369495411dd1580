import { useId } from 'react';
import { useAge, useDoc, useNow, useTable } from '../../client/live.tsx';
import { usePlace } from '../../client/place.ts';
import { FaultLine } from '../../commands/fault-line.tsx';
import { appIdOf, sourceOf } from '../../domain/keys.ts';
import { useT } from '../../i18n/use-t.tsx';
import type { AppDoc, AppRow } from '../../protocol/rows.ts';
import { topics } from '../../protocol/topics.ts';
import { Freshness } from '../../ui/freshness.tsx';
import { isolated } from '../../ui/hostile.ts';
import { PathName, splitPath } from '../../ui/path-name.tsx';
import { useFoot } from '../../ui/foot.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { AppDeployments } from './parts/app-deployments.tsx';
import { AppQueues } from './parts/app-queues.tsx';
import { BigTrack } from './parts/big-track.tsx';
import { ConfigView } from './parts/config-view.tsx';
import { InstancesTable } from './parts/instances-table.tsx';
import { LastFailure } from './parts/last-failure.tsx';
import { LeverBar } from './parts/lever-bar.tsx';
import { NoApp } from './parts/no-app.tsx';
import { Preflight } from './parts/preflight.tsx';
import { Versions } from './parts/versions.tsx';
import { WhyEmpty } from './parts/why-empty.tsx';
import { whyTitle } from './parts/why-title.ts';
import { trackLines } from './track-lines.ts';
import { emptyReasonOf, type EmptyReason } from './view.ts';

/** An app: what it is doing, why what is missing is missing, and its levers. */
export function Page() {
  const { arg } = usePlace();
  return arg === null ? <NoApp name="/" fault={null} /> : <AppPage key={arg} appKey={arg} />;
}

function AppPage({ appKey }: { appKey: string }) {
  const t = useT();
  const { doc, fault, missing, ready } = useDoc('app', topics.app(appKey));
  const apps = useTable('apps');
  // The list's row moves with every delta; the document follows when it was read again.
  const row = apps.rows.get(appKey) ?? (missing ? null : (doc?.row ?? null));
  const isLost = useTable('sources').rows.get(sourceOf(appKey))?.state === 'lost';
  const isGone = missing || (apps.complete && !apps.rows.has(appKey) && doc === null && ready);
  if (row === null && (isGone || fault !== null)) return <NoApp name={appIdOf(appKey)} fault={isGone ? null : fault} />;
  return (
    <div className="flex flex-col gap-4 px-4 pt-3 pb-6 mid:px-6">
      {row === null ? (
        <h1 className="text-t5">
          <PathName {...splitPath(appIdOf(appKey))} />
        </h1>
      ) : (
        <Head row={row} versionCount={doc?.versions.length ?? null} />
      )}
      {fault !== null && doc !== null && <FaultLine source={sourceOf(appKey)} fault={fault} fromMs={doc.readAtMs} />}
      {doc === null ? (
        isLost ? (
          <p role="status" className="border-l-2 border-dotted border-lost pl-3 text-lost-t">
            {t('app.unread', { name: isolated(appIdOf(appKey), 200) })}
          </p>
        ) : (
          <SkeletonRows rows={8} label={t('common.loading')} />
        )
      ) : (
        <Body doc={row === null ? doc : { ...doc, row }} />
      )}
    </div>
  );
}

function Head({ row, versionCount }: { row: AppRow; versionCount: number | null }) {
  const ageMs = useAge(sourceOf(row.key));
  const nowMs = useNow(1000);
  const source = useTable('sources').rows.get(sourceOf(row.key));
  const foot = useFoot<HTMLDivElement>();
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line pb-3">
      <h1 className="max-w-full min-w-0 text-t5">
        <PathName {...splitPath(appIdOf(row.key))} />
      </h1>
      <StateMark state={row.condition} />
      <span className="text-ink-2">
        {row.running} / {row.wanted}
      </span>
      {source !== undefined && <Freshness status={source} ageMs={ageMs} nowMs={nowMs} />}
      <div
        ref={foot}
        className="max-mid:fixed max-mid:inset-x-0 max-mid:bottom-12 max-mid:z-20 max-mid:border-t max-mid:border-line max-mid:bg-raised max-mid:p-3 mid:ml-auto"
      >
        <LeverBar row={row} versionCount={versionCount} />
      </div>
    </header>
  );
}

/** Reasons that someone comes for; the others are told when a slot is asked. */
function tellsItself(reason: EmptyReason): boolean {
  return reason.kind !== 'in-flight' && reason.kind !== 'held';
}

function Body({ doc }: { doc: AppDoc }) {
  const t = useT();
  const place = usePlace();
  const id = useId();
  const reason = emptyReasonOf(doc);
  const choice = place.search['why'];
  const isOpen = reason !== null && (choice === 'open' || (choice !== 'closed' && tellsItself(reason)));
  const toggle = () => place.set({ why: isOpen ? 'closed' : 'open' });
  return (
    <div className="grid gap-x-8 gap-y-5 max-mid:pb-40 wide:grid-cols-[minmax(0,1.9fr)_minmax(340px,1fr)] wide:grid-rows-[auto_1fr]">
      <div className="flex min-w-0 flex-col gap-4">
        <section aria-label={t('app.track')} className="flex flex-col gap-3">
          <BigTrack
            lines={trackLines(doc)}
            why={reason === null ? null : whyTitle(doc, reason, t)}
            isOpen={isOpen}
            explains={id}
            onSlot={toggle}
          />
          {isOpen && reason !== null && <WhyEmpty id={id} doc={doc} reason={reason} onClose={toggle} />}
        </section>
        <InstancesTable doc={doc} />
      </div>
      <div className="flex min-w-0 flex-col gap-5 border-line wide:row-span-2 wide:border-l wide:pl-6">
        <LastFailure failure={doc.lastFailure} />
        <Versions doc={doc} />
        <Preflight doc={doc} />
        <AppDeployments doc={doc} />
        <AppQueues doc={doc} />
        {doc.row.labels.length > 0 && <Labels labels={doc.row.labels} />}
      </div>
      <ConfigView config={doc.config} />
    </div>
  );
}

function Labels({ labels }: { labels: readonly string[] }) {
  const t = useT();
  return (
    <section aria-label={t('app.labels')}>
      <h2 className="border-b border-line pb-1 font-semibold">{t('app.labels')}</h2>
      <ul className="pt-1 font-mono text-t2 text-ink-2">
        {labels.map((label) => (
          <li key={label} className="[overflow-wrap:anywhere]">
            {isolated(label, 400)}
          </li>
        ))}
      </ul>
    </section>
  );
}
