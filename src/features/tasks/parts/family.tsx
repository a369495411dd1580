import { Go } from '../../../client/go.tsx';
import { paths } from '../../../client/place.ts';
import { keyOf } from '../../../domain/keys.ts';
import type { TaskDetail } from '../../../domain/task.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { oneLine } from '../../../ui/hostile.ts';

/** Root, parent and children, each a link. */
export function Family({ task }: { task: TaskDetail }) {
  const t = useT();
  const link = (id: string) => (
    <Go key={id} to={paths.task(keyOf(task.source, id))} className="block truncate font-mono text-t2 hover:underline">
      {oneLine(id, 80)}
    </Go>
  );
  const rows: readonly [string, readonly string[]][] = [
    [t('task.root'), task.rootId === null || task.rootId === task.id ? [] : [task.rootId]],
    [t('task.parent'), task.parentId === null ? [] : [task.parentId]],
    [t('task.children'), task.childIds],
  ];
  const known = rows.filter(([, ids]) => ids.length > 0);
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-t2 font-semibold">{t('task.family')}</h2>
      {known.length === 0 && <p className="text-ink-2">{t('task.noFamily')}</p>}
      {known.map(([name, ids]) => (
        <div key={name}>
          <h3 className="text-t1 text-ink-2">{name}</h3>
          {ids.map(link)}
        </div>
      ))}
    </section>
  );
}
