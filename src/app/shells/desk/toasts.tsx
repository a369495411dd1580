import { useEffect, useRef, useState } from 'react';
import { useRow, useTable } from '../../../client/live.tsx';
import { usePlace } from '../../../client/place.ts';
import { forceDialogOf } from '../../../commands/dialog-address.ts';
import { kindOf } from '../../../commands/names.ts';
import { dismissOwnAct, keepOwnAct, undo, useOwnActs, type OwnAct } from '../../../commands/own-acts.ts';
import { describeAct, describeIntent } from '../../../commands/sentences.ts';
import { describeRefusal } from '../../../i18n/faults.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { ActRow } from '../../../protocol/rows.ts';
import { Button } from '../../../ui/button.tsx';
import { Toast, ToastStack } from '../../../ui/toast.tsx';

/** Nobody confirmed it: then what counts is how things stand now. */
function TimedOut({ act }: { act: ActRow }) {
  const t = useT();
  const app = useRow('apps', kindOf(act.intent) === 'app' ? act.target : null);
  return describeAct(act, t, app?.wanted ?? null);
}

/** Undo where an inverse exists; Force only behind one more step, and only for a conflict. */
function ToastActs({ act, onDone }: { act: ActRow; onDone(): void }) {
  const t = useT();
  const place = usePlace();
  if (act.state === 'conflict') {
    const ask = () => {
      onDone();
      place.set({ dialog: forceDialogOf(act.id) }, 'push');
    };
    return (
      <Button look="link" onClick={ask}>
        {t('acts.forceAsk')}
      </Button>
    );
  }
  if (act.undo === null || act.state === 'undone') return null;
  const takeBack = () => {
    onDone();
    void undo(act);
  };
  return (
    <Button look="link" onClick={takeBack}>
      {t('common.undo')}
    </Button>
  );
}

/** How long good news stays, and with it its Undo. */
const newsMs = 8000;

/** Takes good news away after a while, unless someone is at it; trouble stays until someone has seen it (syncs with the clock). */
function useFading(isFading: boolean, dismiss: () => void): void {
  const latest = useRef(dismiss);
  useEffect(() => {
    latest.current = dismiss;
  });
  useEffect(() => {
    if (!isFading) return;
    const timer = setTimeout(() => latest.current(), newsMs);
    return () => clearTimeout(timer);
  }, [isFading]);
}

function isTrouble({ state }: ActRow): boolean {
  return state === 'refused' || state === 'conflict' || state === 'timed-out';
}

/** How an own act stood when it was last told of: a gateway that was started anew knows nothing of it, which undoes nothing. */
function useLastTold(own: OwnAct): ActRow | null {
  const { rows } = useTable('acts');
  const told = own.kind === 'act' ? rows.get(own.act.id) : undefined;
  const [last, setLast] = useState(own.kind === 'act' ? own.act : null);
  if (told !== undefined && told !== last) setLast(told);
  return told ?? last;
}

function OwnToast({ own }: { own: OwnAct }) {
  const t = useT();
  const act = useLastTold(own);
  const dismiss = () => dismissOwnAct(own.id);
  const [isHeld, setHeld] = useState(false);
  const state = act?.state ?? null;
  useFading(!isHeld && (state === 'confirmed' || state === 'undone'), dismiss);
  const isBad = act !== null && isTrouble(act);
  // Syncs with the list of own acts, which lets go of good news first.
  useEffect(() => {
    if (isBad) keepOwnAct(own.id);
  }, [isBad, own.id]);
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
      if (act === null) return null;
      return (
        <Toast
          tone={isBad ? 'trouble' : 'news'}
          onDismiss={dismiss}
          onHold={setHeld}
          actions={<ToastActs act={act} onDone={dismiss} />}
        >
          {act.state === 'timed-out' ? <TimedOut act={act} /> : describeAct(act, t)}
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
