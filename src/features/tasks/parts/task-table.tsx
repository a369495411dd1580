import { Go } from '../../../client/go.tsx';
import { paths } from '../../../client/place.ts';
import { LeverMenu } from '../../../commands/lever-menu.tsx';
import { keyOf } from '../../../domain/keys.ts';
import type { Task } from '../../../domain/task.ts';
import { clock, count, precise } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { oneLine } from '../../../ui/hostile.ts';
import { nameParts } from '../view.ts';
import { TaskStateMark } from './task-state.tsx';

const wide = 'max-wide:hidden';
const mid = 'max-mid:hidden';

/** Tasks in the order Flower gave them. */
export function TaskTable({ tasks }: { tasks: readonly Task[] }) {
  const t = useT();
  const head = 'px-2 py-1 font-normal first:pl-0';
  return (
    <table className="w-full table-fixed text-left" aria-label={t('tasks.table')}>
      <thead className="border-b border-line text-t1 text-ink-2">
        <tr>
          <th className={`${head} w-28`}>{t('tasks.state')}</th>
          <th className={`${head} w-[24%] max-mid:w-auto`}>{t('tasks.task')}</th>
          <th className={`${head} ${wide}`}>{t('tasks.arguments')}</th>
          <th className={`${head} w-[20%] ${mid}`}>{t('tasks.worker')}</th>
          <th className={`${head} w-32 text-right ${mid}`}>{t('tasks.received')}</th>
          <th className={`${head} w-24 text-right max-mid:w-16`}>{t('tasks.runtime')}</th>
          <th className={`${head} w-16 text-right ${mid}`}>{t('tasks.retries')}</th>
          <th className={`${head} w-12`}>
            <span className="sr-only">{t('common.more')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <Line key={task.key} task={task} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ task }: { task: Task }) {
  const t = useT();
  const name = nameParts(task.name);
  const cell = 'truncate px-2 first:pl-0';
  return (
    <tr className="h-8 border-b border-line" data-task={task.key}>
      <td className={cell}>
        <TaskStateMark state={task.state} />
      </td>
      <td className={`${cell} max-mid:py-1 max-mid:whitespace-normal`}>
        <Go
          to={paths.task(task.key)}
          className="break-all hover:underline max-mid:line-clamp-2"
          title={oneLine(task.name ?? task.id, 1000)}
        >
          {name === null ? (
            <span className="text-ink-3">{t('tasks.unnamed')}</span>
          ) : (
            <bdi>
              <span className="text-ink-3">{oneLine(name.prefix)}</span>
              <span className="font-medium">{oneLine(name.last)}</span>
            </bdi>
          )}
        </Go>
      </td>
      <td className={`${cell} font-mono text-t2 text-ink-2 ${wide}`}>
        <bdi>{oneLine(`${task.argsText} ${task.kwargsText === '{}' ? '' : task.kwargsText}`, 200)}</bdi>
      </td>
      <td className={`${cell} ${mid}`}>
        {task.worker !== null && (
          <Go to={paths.worker(keyOf(task.source, task.worker))} className="text-ink-2 hover:underline">
            <bdi>{oneLine(task.worker)}</bdi>
          </Go>
        )}
      </td>
      <td className={`${cell} text-right ${mid}`}>{clock(task.receivedAtMs)}</td>
      <td className={`${cell} text-right`}>{precise(task.runtimeMs)}</td>
      <td className={`${cell} text-right ${mid}`}>{count(task.retries)}</td>
      <td className="text-right">
        <LeverMenu target={{ kind: 'task', task }} name={task.name ?? task.id} />
      </td>
    </tr>
  );
}
