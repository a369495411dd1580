import { useState } from 'react';
import { useRefusal } from '../../../client/scene.ts';
import type { Intent } from '../../../domain/intent.ts';
import { appIdOf } from '../../../domain/keys.ts';
import { maxCount } from '../../../domain/refusal.ts';
import { describeRefusal } from '../../../i18n/faults.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow } from '../../../protocol/rows.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { oneLine } from '../../../ui/hostile.ts';
import { planBulk, type BulkKind } from '../bulk.ts';

interface BulkDialogProps {
  kind: BulkKind;
  rows: readonly AppRow[];
  onClose(): void;
  onGo(intents: readonly Intent[]): void;
}

/** Says what will be asked of which apps, and which are left out and why, before several are acted on. */
export function BulkDialog({ kind, rows, onClose, onGo }: BulkDialogProps) {
  const t = useT();
  const refusal = useRefusal();
  const [text, setText] = useState('');
  const to = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  const isCounted = kind !== 'scale' || (Number.isInteger(to) && to <= maxCount);
  const plan = planBulk(kind, rows, isCounted && kind === 'scale' ? to : -1, (intent, row) =>
    kind === 'scale' && !isCounted ? null : refusal(intent, { kind: 'app', row }),
  );
  const title = t(`apps.bulk.${kind}Title`, { count: plan.able.length });
  const isReady = isCounted && plan.able.length > 0;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <Button
          look="primary"
          reason={isReady ? null : isCounted ? t('apps.bulk.none') : t('apps.bulk.scaleTo')}
          onClick={() => onGo(plan.able.map(({ intent }) => intent))}
        >
          {kind === 'scale' && isCounted ? t('apps.bulk.scaleGo', { count: plan.able.length, to }) : title}
        </Button>
      }
    >
      {kind === 'scale' && (
        <Field
          label={t('apps.bulk.scaleTo')}
          inputMode="numeric"
          className="w-40"
          value={text}
          onChange={(event) => setText(event.target.value.replace(/\D/g, '').slice(0, 5))}
        />
      )}
      {plan.able.length > 0 && (
        <Names label={t('apps.bulk.able')} lines={plan.able.map(({ row }) => ({ key: row.key, why: null }))} />
      )}
      {plan.unable.length > 0 && (
        <Names
          label={t('apps.bulk.unable')}
          lines={plan.unable.map(({ row, refusal }) => ({ key: row.key, why: describeRefusal(refusal, t) }))}
        />
      )}
    </Dialog>
  );
}

const mostNames = 200;

function Names({ label, lines }: { label: string; lines: readonly { key: string; why: string | null }[] }) {
  const t = useT();
  return (
    <div>
      <p className="text-t2 text-ink-2">{label}</p>
      <ul className="mt-1 max-h-44 overflow-auto border-l-2 border-line pl-3">
        {lines.slice(0, mostNames).map(({ key, why }) => (
          <li key={key} className="flex gap-3">
            <bdi className="min-w-0 truncate">{oneLine(appIdOf(key))}</bdi>
            {why !== null && <span className="shrink-0 text-t2 text-ink-3">{why}</span>}
          </li>
        ))}
        {lines.length > mostNames && (
          <li className="text-ink-3">{t('apps.more', { count: lines.length - mostNames })}</li>
        )}
      </ul>
    </div>
  );
}
