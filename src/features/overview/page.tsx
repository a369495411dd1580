import { useNow, useSources, useTable } from '../../client/live.tsx';
import type { Attention } from '../../domain/attention.ts';
import { keyOf, sourceOf } from '../../domain/keys.ts';
import { useT } from '../../i18n/use-t.tsx';
import { AttentionRow } from './parts/attention-row.tsx';
import { HeadLine } from './parts/head-line.tsx';
import { AppsPanel, HourPanel, QueuesPanel, WorkersPanel } from './panel.tsx';
import { headlineOf } from './view.ts';

/** The key of the app an item is about; a deployment is named by its first app. */
function appKeyOf({ subject }: Attention): string {
  if (subject.kind === 'app') return subject.key;
  return subject.kind === 'deployment' && subject.name.startsWith('/')
    ? keyOf(sourceOf(subject.key), subject.name)
    : '';
}

/** The first page: what needs someone, then everything in one look, then the last hour. */
export function Page() {
  const t = useT();
  const attention = useTable('attention');
  const apps = useTable('apps');
  const sparks = useTable('sparks').rows;
  const sources = useSources();
  const nowMs = useNow(1000);
  const gone = new Set(sources.filter(({ state }) => state === 'lost').map(({ id }) => id));
  const appsLost = sources.some(({ kind, state }) => kind === 'marathon' && state === 'lost');
  const complete = { attention: attention.complete, apps: apps.complete && !appsLost };
  const headline = headlineOf(attention.list, apps.list, complete);
  return (
    <div className="flex flex-col gap-5 px-4 pt-4 pb-8 mid:px-6">
      <HeadLine headline={headline} sources={sources} />
      {attention.list.length > 0 && (
        <ol aria-label={t('overview.attention')} className="border-t border-line">
          {attention.list.map((item, index) => (
            <AttentionRow
              key={item.key}
              item={item}
              first={index === 0}
              app={apps.rows.get(appKeyOf(item)) ?? null}
              spark={item.subject.kind === 'queue' ? (sparks.get(item.subject.key) ?? null) : null}
              stale={item.trouble !== 'source-lost' && gone.has(sourceOf(item.subject.key))}
              nowMs={nowMs}
            />
          ))}
        </ol>
      )}
      <div className="grid gap-x-9 gap-y-5 mid:grid-cols-2 wide:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)_minmax(0,0.9fr)]">
        <div className="mid:col-span-2 wide:col-span-1">
          <AppsPanel />
        </div>
        <QueuesPanel />
        <WorkersPanel />
      </div>
      <HourPanel />
    </div>
  );
}
