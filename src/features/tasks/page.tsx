import { usePlace } from '../../client/place.ts';
import { TaskList } from './parts/task-list.tsx';
import { TaskPage } from './parts/task-page.tsx';

/** Recent tasks, or one. */
export function Page() {
  const { arg } = usePlace();
  return arg === null ? <TaskList /> : <TaskPage task={arg} />;
}
