import { LeverMenu } from '../../../commands/lever-menu.tsx';
import { usePull } from '../../../commands/levers.ts';
import { useRow } from '../../../client/live.tsx';
import { usePending } from '../../../client/acts.ts';
import type { Intent } from '../../../domain/intent.ts';
import { appIdOf } from '../../../domain/keys.ts';
import { describeIntent } from '../../../commands/sentences.ts';
import { count, duration } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { QueueRow } from '../../../protocol/rows.ts';
import { Button } from '../../../ui/button.tsx';
import { inSentence } from '../../../ui/hostile.ts';
import { soleOwnerOf } from '../view.ts';
import { useHelpReason } from './use-help-reason.ts';

/** What helps a queue: the scaling that drains it, the resumption of its suspended app, and its levers behind "more". */
export function QueueActs({ row }: { row: QueueRow }) {
  return (
    <>
      <span className="flex min-w-0 items-center max-mid:hidden">
        <Help row={row} />
      </span>
      <LeverMenu target={{ kind: 'queue', row }} name={row.name} />
    </>
  );
}

function Help({ row }: { row: QueueRow }) {
  const t = useT();
  const pull = usePull();
  const reasonOf = useHelpReason(row);
  const { offer } = row;
  const only = soleOwnerOf(row);
  const owner = useRow('apps', offer?.app ?? only);
  const pending = usePending(offer?.app ?? only ?? '');
  if (pending !== null) {
    const words = describeIntent(pending.intent, t);
    const isCounted = pending.before !== null && pending.after !== null;
    return (
      <span className="truncate text-ink-2" title={words}>
        {isCounted ? `${count(pending.before)} → ${count(pending.after)}` : words}
      </span>
    );
  }
  if (offer !== null) {
    const intent: Intent = { kind: 'scale-app', app: offer.app, to: offer.to };
    const words = { app: inSentence(appIdOf(offer.app), 60), to: count(offer.to) };
    return (
      <Button
        size="row"
        reason={reasonOf(intent, owner)}
        title={t('queues.scaleToDrains', { ...words, time: duration(offer.emptyInMs) })}
        onClick={() => pull(intent)}
      >
        <span className="max-w-36 truncate">{t('queues.scaleTo', words)}</span>
      </Button>
    );
  }
  if (owner?.condition === 'suspended') {
    const intent: Intent = { kind: 'resume-app', app: owner.key, to: owner.suspendedFrom };
    const name = t('lever.of', { lever: t('lever.resume-app'), name: inSentence(appIdOf(owner.key), 60) });
    return (
      <Button size="row" reason={reasonOf(intent, owner)} title={name} onClick={() => pull(intent)}>
        <span className="max-w-36 truncate">{name}</span>
      </Button>
    );
  }
  return null;
}
