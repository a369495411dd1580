import { useTable } from '../client/live.tsx';
import { useT } from '../i18n/use-t.tsx';
import type { ActRow } from '../protocol/rows.ts';
import { Button } from '../ui/button.tsx';
import { actSince } from './act-since.ts';
import { undo } from './own-acts.ts';
import { describeIntent } from './sentences.ts';

interface UndoButtonProps {
  act: ActRow;
  /** `named`: says in full what it leads to; `short`: says so to those who point at it or hear it. */
  words: 'named' | 'short';
  onDone?: () => void;
}

/** Takes an act back, as long as nothing came since: then it says what did. Nothing where nothing can put the act back. */
export function UndoButton({ act, words, onDone }: UndoButtonProps) {
  const t = useT();
  const { list } = useTable('acts');
  if (act.undo === null || act.state === 'undone') return null;
  const since = actSince(act, list);
  const name = t('acts.undoOf', { what: describeIntent(act.undo, t) });
  return (
    <Button
      size={words === 'named' ? 'row' : 'regular'}
      look={words === 'named' ? 'plain' : 'link'}
      aria-label={name}
      title={name}
      className="max-w-72 min-w-0 max-mid:max-w-36"
      reason={since === null ? null : t('acts.changedSince', { what: describeIntent(since.intent, t), who: since.who })}
      onClick={() => {
        onDone?.();
        void undo(act);
      }}
    >
      <span className="truncate">{words === 'named' ? name : t('common.undo')}</span>
    </Button>
  );
}
