import { useState } from 'react';
import { appIdOf } from '../../../domain/keys.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow } from '../../../protocol/rows.ts';
import { Button } from '../../../ui/button.tsx';
import { isolated } from '../../../ui/hostile.ts';
import { bulkKinds, type BulkKind } from '../bulk.ts';
import { useBulk } from '../use-bulk.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { BulkResults } from './bulk-results.tsx';

interface BulkBarProps {
  selected: readonly AppRow[];
  /** Of those, how many the filter hides. */
  hidden: number;
  onClear(): void;
}

/** The selection, what can be done to it, and how far what was asked has come. */
export function BulkBar({ selected, hidden, onClear }: BulkBarProps) {
  const t = useT();
  const [asking, setAsking] = useState<BulkKind | null>(null);
  const bulk = useBulk();
  if (selected.length === 0 && bulk.run === null) return null;
  const names = selected.slice(0, 3).map((row) => isolated(appIdOf(row.key), 60));
  const list = names.join(', ');
  const shown = selected.length > 3 ? t('apps.selectedMore', { names: list, count: selected.length - 3 }) : list;
  const instances = selected.reduce((sum, row) => sum + row.running, 0);
  return (
    <section
      aria-label={t('apps.bulk')}
      className="mb-3 shrink-0 rounded-sheet border border-line-3 bg-raised px-4 py-2"
    >
      {bulk.run !== null && <BulkResults run={bulk.run} onStop={bulk.stop} onClose={bulk.close} />}
      {selected.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <span className="font-semibold">{t('apps.selected', { count: selected.length })}</span>
          <span className="min-w-0 flex-1 truncate text-t2 text-ink-2">
            {t('apps.selectedDetail', { count: instances, names: shown })}
            {hidden > 0 && <span className="text-wait-t"> {t('apps.hiddenSelected', { count: hidden })}</span>}
          </span>
          <span className="flex flex-wrap gap-2">
            {bulkKinds.map((kind) => (
              <Button key={kind} busy={bulk.run?.isAsking ?? false} onClick={() => setAsking(kind)}>
                {t(`apps.bulk.${kind}`)}
              </Button>
            ))}
            <Button look="quiet" hint="Esc" onClick={onClear}>
              {t('apps.clearSelection')}
            </Button>
          </span>
        </div>
      )}
      {asking !== null && (
        <BulkDialog
          kind={asking}
          rows={selected}
          onClose={() => setAsking(null)}
          onGo={(intents) => {
            setAsking(null);
            void bulk.start(asking, intents);
          }}
        />
      )}
    </section>
  );
}
