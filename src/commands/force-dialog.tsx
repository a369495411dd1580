import { useTable } from '../client/live.tsx';
import { useT } from '../i18n/use-t.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { AskDialog } from './confirm-dialog.tsx';
import { forceQuietly } from './own-acts.ts';
import { describeAct, describeIntent } from './sentences.ts';

/** The step between a conflict and forcing it: who holds the lock, and what forcing does to them. */
export function ForceDialog({ actId, onClose }: { actId: string; onClose(): void }) {
  const t = useT();
  const { rows, ready } = useTable('acts');
  const act = rows.get(actId);
  if (!act) {
    return (
      <Dialog title={t('common.force')} onClose={onClose}>
        <p>{ready ? t('dialog.gone') : t('common.loading')}</p>
      </Dialog>
    );
  }
  const words = {
    title: t('dialog.force.title', { what: describeIntent(act.intent, t) }),
    text: `${describeAct(act, t)} ${t('dialog.force.text')}`,
    button: t('dialog.force.do'),
    typed: null,
  };
  return <AskDialog words={words} reason={null} ask={() => forceQuietly(act, t)} onClose={onClose} />;
}
