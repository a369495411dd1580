import { usePlace } from '../../../client/place.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { Choice, Field } from '../../../ui/field.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { taskStates, type TaskForm } from '../view.ts';

interface FiltersProps {
  form: TaskForm;
  source: string | null;
  sources: readonly { id: string; name: string }[];
  problem: 'term-too-short' | null;
}

/** The filters: all of them in the address, none of them lost when one is wrong. */
export function TaskFilters({ form, source, sources, problem }: FiltersProps) {
  const t = useT();
  const place = usePlace();
  const set = (change: Readonly<Record<string, string | undefined>>): void => place.set({ ...change, page: undefined });
  return (
    <div role="search" aria-label={t('tasks.title')} className="flex flex-col gap-3">
      <Tabs
        label={t('tasks.state')}
        chosen={form.state ?? 'ANY'}
        tabs={[
          { id: 'ANY', label: t('tasks.any') },
          ...taskStates.map((id) => ({ id, label: t(`tasks.state.${id}`) })),
        ]}
        onChoose={(id) => set({ state: id === 'ANY' ? undefined : id })}
      />
      <div className="flex flex-wrap items-start gap-3">
        {sources.length > 1 && source !== null && (
          <Choice
            label={t('tasks.source')}
            value={source}
            options={sources.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => set({ source: id })}
          />
        )}
        <Field
          label={t('tasks.name')}
          className="w-56 max-mid:w-full"
          value={form.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        <Field
          label={t('tasks.worker')}
          className="w-56 max-mid:w-full"
          value={form.worker}
          onChange={(event) => set({ worker: event.target.value })}
        />
        <Field
          label={t('tasks.search')}
          type="search"
          className="w-96 max-mid:w-full"
          placeholder={t('tasks.searchHelp')}
          value={form.search}
          problem={problem === null ? null : t('tasks.termTooShort')}
          onChange={(event) => set({ q: event.target.value })}
        />
      </div>
    </div>
  );
}
