import type { ReactNode } from 'react';
import { Go } from '../../../client/go.tsx';
import { paths } from '../../../client/place.ts';
import { keyOf } from '../../../domain/keys.ts';
import type { TaskDetail } from '../../../domain/task.ts';
import { count, dateTime, precise } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { oneLine } from '../../../ui/hostile.ts';
import { stepsOf } from '../view.ts';

/** What is known of a task besides its words; what is not known is left out. */
export function TaskFacts({ task }: { task: TaskDetail }) {
  const t = useT();
  const text = (words: string | null): ReactNode =>
    words === null || words === '' ? null : <bdi>{oneLine(words, 200)}</bdi>;
  const worker = task.worker !== null && (
    <Go to={paths.worker(keyOf(task.source, task.worker))} className="hover:underline">
      {text(task.worker)}
    </Go>
  );
  const facts: readonly [string, ReactNode][] = [
    [t('task.id'), text(task.id)],
    [t('task.worker'), worker === false ? null : worker],
    ...stepsOf(task).map(({ what, atMs }): [string, ReactNode] => [t(`task.step.${what}`), dateTime(atMs)]),
    [t('tasks.runtime'), task.runtimeMs === null ? null : precise(task.runtimeMs)],
    [t('tasks.retries'), count(task.retries)],
    [t('task.routingKey'), text(task.routingKey)],
    [t('task.exchange'), text(task.exchange)],
    [t('task.eta'), text(task.etaText)],
    [t('task.expires'), text(task.expiresText)],
    [t('task.client'), text(task.client)],
  ];
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name} className="contents">
            <dt className="text-ink-2">{name}</dt>
            <dd className="min-w-0 break-all">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
