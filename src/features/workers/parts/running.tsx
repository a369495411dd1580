import { Go } from '../../../client/go.tsx';
import { paths } from '../../../client/place.ts';
import { keyOf, sourceOf } from '../../../domain/keys.ts';
import { duration } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { WorkerDoc } from '../../../protocol/rows.ts';
import { oneLine } from '../../../ui/hostile.ts';

/** What a worker said it runs, when it was last inspected. */
export function Running({ doc, nowMs }: { doc: WorkerDoc; nowMs: number }) {
  const t = useT();
  const { activeTasks, row } = doc;
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h2 className="font-semibold">{t('worker.running')}</h2>
      {activeTasks === null && <p className="text-ink-2">{t('worker.runningUnknown')}</p>}
      {activeTasks?.length === 0 && <p className="text-ink-2">{t('worker.runningNone')}</p>}
      {activeTasks !== null && activeTasks.length > 0 && (
        <table className="w-full table-fixed text-left">
          <thead className="border-b border-line text-t1 text-ink-2">
            <tr>
              <th className="w-2/5 py-1 font-normal">{t('worker.task')}</th>
              <th className="py-1 font-normal">{t('worker.arguments')}</th>
              <th className="w-20 py-1 text-right font-normal">{t('worker.since')}</th>
            </tr>
          </thead>
          <tbody>
            {activeTasks.map((task) => (
              <tr key={task.id} className="h-8 border-b border-line">
                <td className="truncate pr-3">
                  <Go to={paths.task(keyOf(sourceOf(row.key), task.id))} className="hover:underline">
                    <bdi>{oneLine(task.name)}</bdi>
                  </Go>
                </td>
                <td className="truncate font-mono text-t2 text-ink-2">
                  <bdi>{oneLine(task.argsText)}</bdi>
                </td>
                <td className="text-right">{duration(task.startedAtMs === null ? null : nowMs - task.startedAtMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
