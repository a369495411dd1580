import { Go } from '../../../client/go.tsx';
import { useTable } from '../../../client/live.tsx';
import { paths } from '../../../client/place.ts';
import { localId } from '../../../domain/keys.ts';
import { count } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppDoc } from '../../../protocol/rows.ts';
import { oneLine } from '../../../ui/hostile.ts';
import { Sparkline } from '../../../ui/sparkline.tsx';
import { Section } from './section.tsx';

/** The queues an app drains, each with how we know. */
export function AppQueues({ doc }: { doc: AppDoc }) {
  const t = useT();
  const queues = useTable('queues').rows;
  const sparks = useTable('sparks').rows;
  return (
    <Section
      title={t('app.queues')}
      {...(doc.workers.length > 0 ? { right: t('app.workers', { count: doc.workers.length }) } : {})}
    >
      {doc.queues.length === 0 ? (
        <p className="py-2 text-t2 text-ink-3">{t('app.queuesNone')}</p>
      ) : (
        <ul>
          {doc.queues.map(({ queue: key, evidence }) => {
            const queue = queues.get(key);
            const name = queue?.name ?? localId(key).replace(/^[^/]*\//, '');
            return (
              <li
                key={key}
                className="grid min-h-8 grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-3 border-b border-line py-1"
              >
                <Go to={paths.queue(key)} className="truncate font-medium hover:underline" title={oneLine(name, 400)}>
                  <bdi>{oneLine(name, 80)}</bdi>
                </Go>
                <Sparkline
                  points={sparks.get(key)?.points ?? []}
                  width={72}
                  label={
                    typeof queue?.depth === 'number'
                      ? t('app.queue.depth', { count: queue.depth })
                      : t('common.unknown')
                  }
                />
                <span className="text-right">{count(queue?.depth)}</span>
                <span className="col-span-3 text-t2 text-ink-3">
                  {t('app.evidence', { list: evidence.map((one) => t(`app.evidence.${one}`)).join(', ') })}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}
