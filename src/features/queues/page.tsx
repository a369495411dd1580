import { usePlace } from '../../client/place.ts';
import { QueueList } from './parts/queue-list.tsx';
import { QueuePage } from './parts/queue-page.tsx';

/** All queues, or one. */
export function Page() {
  const { arg } = usePlace();
  return arg === null ? <QueueList /> : <QueuePage queue={arg} />;
}
