import { useState, type FormEvent } from 'react';
import { useTable } from '../../../client/live.tsx';
import { useRefusal } from '../../../client/scene.ts';
import { usePull } from '../../../commands/levers.ts';
import { describeRefusal } from '../../../i18n/faults.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { WorkerRow } from '../../../protocol/rows.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { oneLine } from '../../../ui/hostile.ts';

/** The queues a worker consumes from: each can be left, another one added. */
export function Consumes({ row }: { row: WorkerRow }) {
  const t = useT();
  const pull = usePull();
  const refusal = useRefusal();
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-semibold">{t('worker.consumes')}</h2>
      {row.queues.length === 0 && <p className="text-ink-2">{t('worker.consumesNone')}</p>}
      <ul>
        {row.queues.map((queue) => {
          const intent = { kind: 'cancel-consumer', worker: row.key, queue } as const;
          const why = refusal(intent, { kind: 'worker', row });
          return (
            <li key={queue} className="flex h-9 items-center justify-between gap-3 border-b border-line">
              <bdi className="min-w-0 truncate">{oneLine(queue, 200)}</bdi>
              <Button
                look="quiet"
                size="row"
                reason={why === null ? null : describeRefusal(why, t)}
                aria-label={t('worker.cancel', { queue: oneLine(queue, 80) })}
                onClick={() => pull(intent)}
              >
                ×
              </Button>
            </li>
          );
        })}
      </ul>
      <AddConsumer row={row} />
    </section>
  );
}

/** The field keeps its text until the act was taken; a name the broker does not know is said before it is asked for. */
function AddConsumer({ row }: { row: WorkerRow }) {
  const t = useT();
  const pull = usePull();
  const refusal = useRefusal();
  const queues = useTable('queues');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const queue = name.trim();
  const intent = { kind: 'add-consumer', worker: row.key, queue } as const;
  const why = queue === '' ? null : refusal(intent, { kind: 'worker', row });
  const isNew = queue !== '' && queues.complete && !queues.list.some((it) => it.name === queue);
  const problem = why !== null ? describeRefusal(why, t) : isNew ? t('worker.queueUnknown') : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (queue === '' || why !== null) return;
    pull(intent);
    setName('');
    setTried(false);
  };
  return (
    <form className="flex items-end gap-2" onSubmit={submit}>
      <Field
        label={t('worker.queueName')}
        className="flex-1"
        value={name}
        problem={tried && queue === '' ? t('worker.queueEmpty') : problem}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit">{t('worker.addDo')}</Button>
    </form>
  );
}
