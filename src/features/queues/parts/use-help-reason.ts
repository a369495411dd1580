import { useTable } from '../../../client/live.tsx';
import { useRefusal } from '../../../client/scene.ts';
import type { Intent } from '../../../domain/intent.ts';
import { sourceOf } from '../../../domain/keys.ts';
import { describeRefusal } from '../../../i18n/faults.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow, QueueRow } from '../../../protocol/rows.ts';

/** Why an app cannot be made to help a queue here and now, as text: it may not be changed, or the figures it was reckoned from are old. */
export function useHelpReason(queue: QueueRow): (intent: Intent, owner: AppRow | null) => string | null {
  const t = useT();
  const refusal = useRefusal();
  const broker = useTable('sources').rows.get(sourceOf(queue.key));
  return (intent, owner) => {
    const why = refusal(intent, owner && { kind: 'app', row: owner });
    if (why !== null) return describeRefusal(why, t);
    return broker?.state === 'live' || broker?.state === 'late' ? null : t('queues.offerOld');
  };
}
