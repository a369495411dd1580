import { useEffect, useRef, useState } from 'react';
import { Go } from '../../../client/go.tsx';
import { useRow, useTable } from '../../../client/live.tsx';
import { paths, usePlace } from '../../../client/place.ts';
import { forceDialogOf } from '../../../commands/dialog-address.ts';
import { kindOf } from '../../../commands/names.ts';
import {
  dismissOwnAct,
  learnOwnActs,
  shownOf,
  useOwnActs,
  verdictOf,
  type OwnAct,
} from '../../../commands/own-acts.ts';
import { describeAct, describeIntent, describeProblem } from '../../../commands/sentences.ts';
import { UndoButton } from '../../../commands/undo-button.tsx';
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
  return <UndoButton act={act} words="short" onDone={onDone} />;
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

function OwnToast({ own }: { own: OwnAct }) {
  const t = useT();
  const dismiss = () => dismissOwnAct(own.id);
  const [isHeld, setHeld] = useState(false);
  const verdict = verdictOf(own);
  useFading(!isHeld && verdict === 'good', dismiss);
  const frame = { isTrouble: verdict === 'bad', onDismiss: dismiss, onHold: setHeld };
  switch (own.kind) {
    case 'refusal':
      return (
        <Toast {...frame}>
          {t('acts.refused', { what: describeIntent(own.intent, t), why: describeRefusal(own.refusal, t) })}
        </Toast>
      );
    case 'unreached':
      return (
        <Toast {...frame}>
          {t('acts.unreached', { what: describeIntent(own.intent, t), why: describeProblem(own.problem, t) })}
        </Toast>
      );
    case 'act':
      return (
        <Toast {...frame} actions={<ToastActs act={own.act} onDone={dismiss} />}>
          {own.act.state === 'timed-out' ? <TimedOut act={own.act} /> : describeAct(own.act, t)}
        </Toast>
      );
  }
}

/** One line for each own act: what was asked, how it stands, and Undo where an inverse exists. */
export function Toasts() {
  const t = useT();
  const own = useOwnActs();
  const { rows } = useTable('acts');
  // Syncs the list of own acts with the stream.
  useEffect(() => learnOwnActs(own, rows), [own, rows]);
  const { shown, hidden } = shownOf(own);
  const drawn = (isBad: boolean) =>
    shown.filter((one) => (verdictOf(one) === 'bad') === isBad).map((one) => <OwnToast key={one.id} own={one} />);
  return (
    <ToastStack label={t('acts.label')} trouble={drawn(true)} news={drawn(false)}>
      {hidden > 0 && (
        <Go to={paths.trail} className="rounded-sheet border border-edge bg-raised px-3 py-1 text-t2 underline">
          {t('acts.moreTold', { count: hidden })}
        </Go>
      )}
    </ToastStack>
  );
}
