import { useTable } from '../../../client/live.tsx';
import { describeAct } from '../../../commands/sentences.ts';
import { appIdOf } from '../../../domain/keys.ts';
import { describeRefusal } from '../../../i18n/faults.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { ActRow } from '../../../protocol/rows.ts';
import { Button } from '../../../ui/button.tsx';
import { oneLine } from '../../../ui/hostile.ts';
import { bulkProgress, type BulkItem } from '../bulk.ts';
import type { BulkRun } from '../use-bulk.ts';

/** How far a bulk is, what failed and why, item by item. */
export function BulkResults({ run, onStop, onClose }: { run: BulkRun; onStop(): void; onClose(): void }) {
  const t = useT();
  const acts = useTable('acts').rows;
  const progress = bulkProgress(run.items, acts);
  return (
    <div className="mb-2 border-b border-line pb-2">
      <div className="flex flex-wrap items-center gap-4">
        <progress
          aria-label={t('apps.bulk.results')}
          className="h-2 w-40 accent-ink"
          max={progress.total}
          value={progress.done}
        />
        <span role="status">
          {t('apps.bulk.progress', { done: progress.done, count: progress.total })}
          {progress.failed > 0 && (
            <span className="font-medium text-fail-t"> {t('apps.bulk.failed', { count: progress.failed })}</span>
          )}
          {progress.leftOut > 0 && (
            <span className="text-ink-2"> {t('apps.bulk.stopped', { count: progress.leftOut })}</span>
          )}
        </span>
        <span className="ml-auto flex gap-2">
          {run.isAsking ? (
            <Button onClick={onStop}>{t('apps.bulk.stop')}</Button>
          ) : (
            <Button look="quiet" onClick={onClose}>
              {t('apps.bulk.close')}
            </Button>
          )}
        </span>
      </div>
      <ul aria-label={t('apps.bulk.results')} className="mt-1 max-h-40 overflow-auto text-t2">
        {run.items.map((item) => (
          <li key={item.app} className="flex gap-3 py-0.5">
            <bdi className="w-64 shrink-0 truncate">{oneLine(appIdOf(item.app))}</bdi>
            <span className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">{itemText(item, acts, t)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function itemText(item: BulkItem, acts: ReadonlyMap<string, ActRow>, t: Translate): string {
  switch (item.state) {
    case 'queued':
      return '…';
    case 'left-out':
      return t('apps.bulk.stopped', { count: 1 });
    case 'refused':
      return describeRefusal(item.refusal, t);
    case 'unreached':
      return t('acts.noGateway');
    case 'asked':
      return describeAct(acts.get(item.act.key) ?? item.act, t);
  }
}
