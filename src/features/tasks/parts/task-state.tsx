import type { TaskState } from '../../../domain/task.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { toneOf, type TaskTone } from '../view.ts';

const pictures: Readonly<Record<TaskTone, { slot: string; ink: string }>> = {
  calm: { slot: 'healthy', ink: 'text-ink-2' },
  moving: { slot: 'starting', ink: 'text-dep-t' },
  waiting: { slot: 'missing', ink: 'text-ink-2' },
  failing: { slot: 'failing', ink: 'font-medium text-fail-t' },
  stopped: { slot: 'suspended', ink: 'text-ink-3' },
};

/** A task's state as shape and word. */
export function TaskStateMark({ state }: { state: TaskState }) {
  const t = useT();
  const { slot, ink } = pictures[toneOf(state)];
  return (
    <span className={`inline-flex items-center gap-2 whitespace-nowrap ${ink}`}>
      <span className="mark" aria-hidden="true">
        <i className="slot" data-state={slot} />
      </span>
      {t(`tasks.state.${state}`)}
    </span>
  );
}
