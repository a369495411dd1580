import { Go } from '../../../client/go.tsx';
import { useDoc } from '../../../client/live.tsx';
import { paths } from '../../../client/place.ts';
import { FaultLine } from '../../../commands/fault-line.tsx';
import { LeverKeys } from '../../../commands/lever-keys.tsx';
import { useLevers } from '../../../commands/levers.ts';
import { sourceOf } from '../../../domain/keys.ts';
import type { TaskDetail } from '../../../domain/task.ts';
import { clock } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { topics } from '../../../protocol/topics.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { oneLine } from '../../../ui/hostile.ts';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { causeOf, nameParts } from '../view.ts';
import { Family } from './family.tsx';
import { TaskFacts } from './task-facts.tsx';
import { TaskStateMark } from './task-state.tsx';
import { Words } from './words.tsx';

/** A task's page: what it was asked, what came of it, where it belongs, and its levers. */
export function TaskPage({ task }: { task: string }) {
  const t = useT();
  const { doc, fault, ready, missing } = useDoc('task', topics.task(task));
  const isMissing = doc === null && (missing || fault?.fault.kind === 'missing');
  return (
    <div className="flex flex-col gap-6 px-6 py-4 max-mid:px-3">
      <Go to={paths.tasks} className="self-start text-t2 text-ink-2 hover:underline">
        {`← ${t('task.back')}`}
      </Go>
      {isMissing && <Empty title={t('task.missing')} />}
      {!isMissing && doc === null && fault === null && <SkeletonRows rows={6} label={t('tasks.loading')} />}
      {fault !== null && ready && !isMissing && (
        <FaultLine source={sourceOf(task)} fault={fault} fromMs={doc?.readAtMs ?? null} />
      )}
      {doc !== null && <Body task={doc.task} readAtMs={doc.readAtMs} />}
    </div>
  );
}

function Body({ task, readAtMs }: { task: TaskDetail; readAtMs: number }) {
  const t = useT();
  const levers = useLevers({ kind: 'task', task });
  const name = nameParts(task.name);
  const cause = causeOf(task);
  return (
    <>
      <LeverKeys target={{ kind: 'task', task }} />
      <header className="flex flex-wrap items-center justify-between gap-3 border-b border-line pb-3">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-4 gap-y-1">
          <h1 className="min-w-0 text-t5 break-all">
            {name === null ? (
              t('tasks.unnamed')
            ) : (
              <bdi>
                <span className="text-ink-3">{oneLine(name.prefix)}</span>
                <span className="font-semibold">{oneLine(name.last, 1000)}</span>
              </bdi>
            )}
          </h1>
          <TaskStateMark state={task.state} />
          <span className="text-t2 text-ink-3">{t('tasks.readAt', { time: clock(readAtMs) })}</span>
        </div>
        <div className="flex gap-2">
          {levers.map(({ id, label, name: full, key, disabledReason, run }) => (
            <Button
              key={id}
              reason={disabledReason}
              aria-label={full}
              onClick={run}
              {...(key === null ? {} : { hint: key.toUpperCase() })}
            >
              {`${label}…`}
            </Button>
          ))}
        </div>
      </header>
      {cause !== null && task.state !== 'SUCCESS' && (
        <p className="border-l-2 border-fail pl-3 font-mono break-words whitespace-pre-wrap text-fail-t">
          <bdi>{oneLine(cause, 2000)}</bdi>
        </p>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)_320px] gap-8 max-wide:grid-cols-1">
        <div className="flex min-w-0 flex-col gap-5">
          <Words title={t('task.positional')} text={task.argsText} />
          <Words title={t('task.keywords')} text={task.kwargsText} />
          <Words title={t('task.result')} text={task.resultText} />
          <Words title={t('task.traceback')} text={task.traceback} />
          <p className="text-t2 text-ink-3">{t('task.cut')}</p>
        </div>
        <div className="flex flex-col gap-6">
          <TaskFacts task={task} />
          <Family task={task} />
        </div>
      </div>
    </>
  );
}
