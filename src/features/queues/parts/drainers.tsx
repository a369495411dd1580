import { Go } from '../../../client/go.tsx';
import { paths } from '../../../client/place.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { QueueRow } from '../../../protocol/rows.ts';
import { PathName, splitPath } from '../../../ui/path-name.tsx';
import { drainersOf, markOf } from '../view.ts';

/** Who drains a queue: the apps by name, and how many workers belong to none that is known. */
export function Drainers({ row }: { row: QueueRow }) {
  const t = useT();
  const { apps, strays } = drainersOf(row);
  const isNobody = apps.length === 0 && strays === 0 && row.consumers === 0;
  return (
    <span className="flex min-w-0 items-center gap-x-3 overflow-hidden">
      {apps.map(({ key, id }) => (
        <Go
          key={key}
          to={paths.app(key)}
          className={`min-w-0 hover:underline ${apps.length === 1 ? 'max-w-[70%] shrink-0' : ''}`}
        >
          <PathName {...splitPath(id)} />
        </Go>
      ))}
      {strays > 0 && <span className="truncate text-ink-2">{t('queues.strays', { count: strays })}</span>}
      {isNobody && (
        <span className={markOf(row) === 'undrained' ? 'text-wait-t' : 'text-ink-3'}>{t('queues.nobody')}</span>
      )}
    </span>
  );
}
