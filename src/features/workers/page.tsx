import { usePlace } from '../../client/place.ts';
import { WorkerList } from './parts/worker-list.tsx';
import { WorkerPage } from './parts/worker-page.tsx';

/** All workers, or one. */
export function Page() {
  const { arg } = usePlace();
  return arg === null ? <WorkerList /> : <WorkerPage worker={arg} />;
}
