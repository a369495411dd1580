import { LeverMenu } from '../../../commands/lever-menu.tsx';
import { usePull } from '../../../commands/levers.ts';
import { useRow } from '../../../client/live.tsx';
import { usePending } from '../../../client/acts.ts';
import { appIdOf } from '../../../domain/keys.ts';
import { count, duration } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { QueueRow } from '../../../protocol/rows.ts';
import { Button } from '../../../ui/button.tsx';
import { oneLine } from '../../../ui/hostile.ts';

import { soleOwnerOf } from '../view.ts';

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
  const { offer } = row;
  const only = soleOwnerOf(row);
  const owner = useRow('apps', offer?.app ?? only);
  const pending = usePending(offer?.app ?? only ?? '');
  if (pending !== null)
    return <span className="truncate text-ink-2">{`${count(pending.before)} → ${count(pending.after)}`}</span>;
  if (offer !== null) {
    const app = oneLine(appIdOf(offer.app), 60);
    const words = { app, to: count(offer.to) };
    return (
      <Button
        size="row"
        title={t('queues.scaleToDrains', { ...words, time: duration(offer.emptyInMs) })}
        onClick={() => pull({ kind: 'scale-app', app: offer.app, to: offer.to })}
      >
        <span className="max-w-36 truncate">{t('queues.scaleTo', words)}</span>
      </Button>
    );
  }
  if (owner?.condition === 'suspended') {
    return (
      <Button size="row" onClick={() => pull({ kind: 'resume-app', app: owner.key, to: owner.suspendedFrom })}>
        {t('lever.of', { lever: t('lever.resume-app'), name: oneLine(appIdOf(owner.key), 60) })}
      </Button>
    );
  }
  return null;
}
