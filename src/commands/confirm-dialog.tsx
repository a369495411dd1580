import { useState } from 'react';
import { useTable } from '../client/live.tsx';
import { useCluster, useRefusal, type Target } from '../client/scene.ts';
import { isPending } from '../client/acts.ts';
import { targetOf, type Intent } from '../domain/intent.ts';
import { describeRefusal } from '../i18n/faults.ts';
import { useT } from '../i18n/use-t.tsx';
import type { ActRow } from '../protocol/rows.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmTyped } from '../ui/confirm-typed.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { inSentence, isTyped } from '../ui/hostile.ts';
import { confirmTextOf, type ConfirmText } from './confirm-text.ts';
import { kindOf } from './names.ts';
import { askQuietly, type Outcome } from './own-acts.ts';
import { describeAct } from './sentences.ts';

/** The row an intent acts on, as far as a list knows it. */
function useTargetOf(intent: Intent): Target | null {
  const key = targetOf(intent);
  const apps = useTable('apps').rows;
  const queues = useTable('queues').rows;
  const workers = useTable('workers').rows;
  const deployments = useTable('deployments').rows;
  switch (kindOf(intent)) {
    case 'app': {
      const row = apps.get(key);
      return row ? { kind: 'app', row } : null;
    }
    case 'queue': {
      const row = queues.get(key);
      return row ? { kind: 'queue', row } : null;
    }
    case 'worker': {
      const row = workers.get(key);
      return row ? { kind: 'worker', row } : null;
    }
    case 'deployment': {
      const row = deployments.get(key);
      return row ? { kind: 'deployment', row } : null;
    }
    case 'task':
      return { kind: 'task', task: { key, state: 'OTHER' } };
  }
}

interface AskProps {
  words: ConfirmText;
  /** Why it cannot be done now, as text. */
  reason: string | null;
  ask(): Promise<Outcome>;
  onClose(): void;
}

/** Asks before the irreversible, and stays until the upstream has answered; what it said stands in the dialog. */
export function AskDialog({ words, reason, ask, onClose }: AskProps) {
  const t = useT();
  const cluster = useCluster();
  const { rows } = useTable('acts');
  const [typed, setTyped] = useState('');
  const [step, setStep] = useState<'ask' | 'sending' | Outcome>('ask');
  const outcome = typeof step === 'object' ? step : null;
  const act: ActRow | null = outcome?.act ? (rows.get(outcome.act.id) ?? outcome.act) : null;
  const isBusy = step === 'sending' || (act !== null && isPending(act) && act.sentAtMs === null);
  const isNamed = words.typed === null || isTyped(typed, words.typed);
  const answer = act ? (isBusy ? t('dialog.waiting') : describeAct(act, t)) : (outcome?.text ?? null);
  const run = async () => {
    setStep('sending');
    setStep(await ask());
  };
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      busy={step === 'sending'}
      actions={
        outcome === null ? (
          <Button
            look="primary"
            className="!h-auto min-h-7 py-1 !whitespace-normal [overflow-wrap:anywhere]"
            busy={isBusy}
            reason={
              reason ?? (isNamed ? null : t('common.typeToConfirm', { name: inSentence(words.typed ?? '', 400) }))
            }
            onClick={() => void run()}
          >
            {cluster === null
              ? words.button
              : t('dialog.doIn', { what: words.button, where: `${cluster.environment.label} ${cluster.name}` })}
          </Button>
        ) : undefined
      }
    >
      <p className="text-ink-2 [overflow-wrap:anywhere]">{words.text}</p>
      {words.typed !== null && outcome === null && (
        <ConfirmTyped name={words.typed} value={typed} onChange={setTyped} />
      )}
      {reason !== null && outcome === null && <p className="text-t2 text-wait-t">{reason}</p>}
      <p role="status" className="font-medium [overflow-wrap:anywhere]">
        {answer}
      </p>
    </Dialog>
  );
}

/** The dialog of an irreversible intent. */
export function ConfirmDialog({ intent, onClose }: { intent: Intent; onClose(): void }) {
  const t = useT();
  const refusal = useRefusal();
  const target = useTargetOf(intent);
  const words = confirmTextOf(
    intent,
    {
      queue: target?.kind === 'queue' ? target.row : null,
      deployment: target?.kind === 'deployment' ? target.row : null,
    },
    t,
  );
  const why = refusal(intent, target);
  if (!words) return null;
  return (
    <AskDialog
      words={words}
      reason={why === null ? null : describeRefusal(why, t)}
      ask={() => askQuietly(intent, t)}
      onClose={onClose}
    />
  );
}
