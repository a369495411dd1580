import { useDoc, useSources, useTable } from '../../../client/live.tsx';
import { usePlace } from '../../../client/place.ts';
import { FaultLine } from '../../../commands/fault-line.tsx';
import { clock } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { TasksDoc } from '../../../protocol/rows.ts';
import { topics } from '../../../protocol/topics.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { mayHaveMore, queryOf, taskStates, type TaskForm } from '../view.ts';
import { TaskFilters } from './task-filters.tsx';
import { TaskTable } from './task-table.tsx';
import { useSettled } from './use-settled.ts';

/** The form as the address holds it: reload, share and Back keep every filter. */
function useForm(): { form: TaskForm; source: string | null; sources: readonly { id: string; name: string }[] } {
  const { search } = usePlace();
  const sources = useSources().filter(({ facets, kind }) => facets.includes('tasks') || kind === 'flower');
  const chosen = sources.find(({ id }) => id === search.source) ?? sources[0];
  const page = Number(search.page ?? '0');
  return {
    sources,
    source: chosen?.id ?? null,
    form: {
      state: taskStates.find((known) => known === search.state) ?? null,
      name: search.name ?? '',
      worker: search.worker ?? '',
      search: search.q ?? '',
      page: Number.isInteger(page) && page > 0 && page < 1000 ? page : 0,
    },
  };
}

/** Recent tasks, filtered by Flower itself. */
export function TaskList() {
  const t = useT();
  const { form, source, sources } = useForm();
  const { complete } = useTable('sources');
  // Every new query is a reading of Flower: typing must not ask for one with every key. What is wrong with it is said at once.
  const name = useSettled(form.name);
  const worker = useSettled(form.worker);
  const search = useSettled(form.search);
  const { problem } = queryOf(form);
  const { query } = queryOf({ ...form, name, worker, search });
  const topic = source === null || query === null ? null : topics.tasks(source, query);
  const { doc, fault, ready } = useDoc('tasks', topic);
  return (
    <div className="flex flex-col gap-4 px-6 py-4 max-mid:px-3">
      <header className="flex flex-wrap items-baseline gap-x-4">
        <h1 className="text-t5 font-semibold">{t('tasks.title')}</h1>
        {doc !== null && <p className="text-t2 text-ink-3">{t('tasks.readAt', { time: clock(doc.readAtMs) })}</p>}
        {doc !== null && doc.unreadable > 0 && (
          <p className="text-t2 text-wait-t">{t('tasks.unreadable', { count: doc.unreadable })}</p>
        )}
      </header>
      <TaskFilters form={form} source={source} sources={sources} problem={problem} />
      {fault !== null && source !== null && <FaultLine source={source} fault={fault} fromMs={doc?.readAtMs ?? null} />}
      {complete && sources.length === 0 && <Empty title={t('tasks.none')}>{t('tasks.noneHow')}</Empty>}
      {topic !== null && !ready && <SkeletonRows rows={10} label={t('tasks.loading')} />}
      {doc !== null && source !== null && <Found doc={doc} page={form.page} />}
    </div>
  );
}

function Found({ doc, page }: { doc: TasksDoc; page: number }) {
  const t = useT();
  const place = usePlace();
  if (doc.tasks.length === 0 && page === 0) return <Empty title={t('tasks.none')}>{t('tasks.noneFound')}</Empty>;
  const turn = (to: number): void => place.set({ page: to === 0 ? undefined : String(to) }, 'push');
  return (
    <>
      <TaskTable tasks={doc.tasks} />
      <nav aria-label={t('tasks.page', { page: String(page + 1) })} className="flex items-center gap-3 pb-4">
        {page > 0 && <Button onClick={() => turn(page - 1)}>{t('tasks.newer')}</Button>}
        <span className="text-ink-2">{t('tasks.page', { page: String(page + 1) })}</span>
        {mayHaveMore(doc) && <Button onClick={() => turn(page + 1)}>{t('tasks.older')}</Button>}
      </nav>
    </>
  );
}
