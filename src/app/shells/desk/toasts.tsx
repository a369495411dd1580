import { useTable } from '../../../client/live.tsx';
import { dismissOwnAct, undo, useOwnActs, type OwnAct } from '../../../commands/own-acts.ts';
import { describeAct, describeIntent } from '../../../commands/sentences.ts';
import { describeRefusal } from '../../../i18n/faults.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { Button } from '../../../ui/button.tsx';
import { Toast, ToastStack } from '../../../ui/toast.tsx';

function OwnToast({ own }: { own: OwnAct }) {
  const t = useT();
  const { rows } = useTable('acts');
  const dismiss = () => dismissOwnAct(own.id);
  switch (own.kind) {
    case 'refusal':
      return (
        <Toast tone="trouble" onDismiss={dismiss}>
          {t('acts.refused', { what: describeIntent(own.intent, t), why: describeRefusal(own.refusal, t) })}
        </Toast>
      );
    case 'unreached':
      return (
        <Toast tone="trouble" onDismiss={dismiss}>
          {t('acts.unreached', {
            what: describeIntent(own.intent, t),
            why: own.problem?.message ?? t('acts.noGateway'),
          })}
        </Toast>
      );
    case 'act': {
      const act = rows.get(own.act.id) ?? own.act;
      const isTrouble = act.state === 'refused' || act.state === 'conflict' || act.state === 'timed-out';
      return (
        <Toast
          tone={isTrouble ? 'trouble' : 'news'}
          onDismiss={dismiss}
          actions={
            act.undo && (
              <Button look="link" onClick={() => void undo(act)}>
                {t('common.undo')}
              </Button>
            )
          }
        >
          {describeAct(act, t)}
        </Toast>
      );
    }
  }
}

/** One line for each own act: what was asked, how it stands, and Undo where an inverse exists. */
export function Toasts() {
  const t = useT();
  const own = useOwnActs();
  return (
    <ToastStack label={t('acts.label')}>
      {own.map((one) => (
        <OwnToast key={one.id} own={one} />
      ))}
    </ToastStack>
  );
}
