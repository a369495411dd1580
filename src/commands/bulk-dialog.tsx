import { keyOfTarget, useCluster, type Target } from '../client/scene.ts';
import { describeRefusal } from '../i18n/faults.ts';
import { useT } from '../i18n/use-t.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { isolated } from '../ui/hostile.ts';
import type { BulkPlan, BulkVerb } from './bulk.ts';
import { describeHolder } from './levers.ts';
import { nameOf } from './names.ts';

interface BulkDialogProps {
  verb: BulkVerb;
  plan: BulkPlan;
  onRun(): void;
  onClose(): void;
}

/** Asks before many are changed at once: whom it hits, who is held, who is left out and why, and where. */
export function BulkDialog({ verb, plan, onRun, onClose }: BulkDialogProps) {
  const t = useT();
  const cluster = useCluster();
  const params = { count: plan.hits.length };
  const what =
    verb.kind === 'scale-app' ? t('bulk.scale-app', { ...params, to: verb.to }) : t(`bulk.${verb.kind}`, params);
  const where = cluster === null ? '' : `${cluster.environment.label} ${cluster.name}`;
  return (
    <Dialog
      title={t('bulk.ask', { what })}
      onClose={onClose}
      actions={
        <Button look="primary" reason={plan.hits.length === 0 ? t('bulk.none') : null} onClick={onRun}>
          {cluster === null ? what : t('dialog.doIn', { what, where })}
        </Button>
      }
    >
      {verb.kind === 'roll-back-app' && <p className="text-ink-2">{t('bulk.roll-back-app.help')}</p>}
      {plan.hits.length === 0 && <p role="status">{t('bulk.none')}</p>}
      <List
        label={t('bulk.hits')}
        lines={plan.hits.map(({ target, intent }) => ({ target, note: describeHolder(intent, target, t) }))}
      />
      {plan.leaves.length > 0 && (
        <div>
          <p className="pb-1 font-medium">{t('bulk.leaves', { count: plan.leaves.length })}</p>
          <List
            label={t('bulk.leaves', { count: plan.leaves.length })}
            lines={plan.leaves.map(({ target, why }) => ({ target, note: describeRefusal(why, t) }))}
          />
        </div>
      )}
    </Dialog>
  );
}

/** Drawn at most; a selection of thousands is counted, not read. */
const most = 200;

function List({ label, lines }: { label: string; lines: readonly { target: Target; note: string | null }[] }) {
  const t = useT();
  const rest = lines.length - most;
  return (
    // Focusable, so that a long list can be scrolled by key.
    <ul
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region without controls needs a stop
      tabIndex={0}
      className="max-h-48 overflow-auto text-t2"
    >
      {lines.slice(0, most).map(({ target, note }) => (
        <li key={keyOfTarget(target)} className="flex flex-wrap gap-x-3 py-0.5">
          <span className="min-w-0 break-all">{isolated(nameOf(keyOfTarget(target), target.kind), 120)}</span>
          {target.kind === 'app' && <span className="text-ink-3">{target.row.wanted}</span>}
          {note !== null && <span className="text-wait-t">{note}</span>}
        </li>
      ))}
      {rest > 0 && <li className="py-0.5 text-ink-3">{t('bulk.rest', { count: rest })}</li>}
    </ul>
  );
}
