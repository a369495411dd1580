import { useRow } from '../../../client/live.tsx';
import { usePending } from '../../../client/acts.ts';
import { usePull } from '../../../commands/levers.ts';
import { flowOf, offerOf, type NoOffer } from '../../../domain/drain.ts';
import type { Intent } from '../../../domain/intent.ts';
import { appIdOf } from '../../../domain/keys.ts';
import { count, duration } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow, QueueDoc } from '../../../protocol/rows.ts';
import { Button } from '../../../ui/button.tsx';
import { inSentence } from '../../../ui/hostile.ts';
import { soleOwnerOf } from '../view.ts';
import { useHelpReason } from './use-help-reason.ts';

/** Why nothing is offered, by the same rule the engine reckons with. */
function reasonOf(doc: QueueDoc, owner: AppRow | null, nowMs: number): NoOffer {
  const flow = flowOf(doc.history, nowMs);
  const known = owner && { app: owner.key, wanted: owner.wanted, running: owner.running, scaledAtMs: null };
  const answer = offerOf(flow, known, nowMs);
  return typeof answer === 'string' ? answer : 'rate-changed';
}

/** "Scale /x/worker to 9, empty in 4 min", or the reason why nobody should promise that. */
export function OfferBox({ doc, nowMs }: { doc: QueueDoc; nowMs: number }) {
  const t = useT();
  const pull = usePull();
  const whyNot = useHelpReason(doc.row);
  const { offer } = doc.row;
  const intent: Intent | null = offer && { kind: 'scale-app', app: offer.app, to: offer.to };
  const only = soleOwnerOf(doc.row);
  const owner = useRow('apps', offer?.app ?? only);
  const pending = usePending(offer?.app ?? '');
  return (
    <section className="flex flex-col gap-3 border-l border-line pl-6 max-wide:border-0 max-wide:pl-0">
      <h2 className="font-semibold">{t('queue.offer')}</h2>
      {offer === null || intent === null ? (
        <p className="text-ink-2">{t(`queue.noOffer.${reasonOf(doc, owner, nowMs)}`)}</p>
      ) : (
        <>
          <Button
            look="primary"
            className="!h-auto min-h-8 py-1 !whitespace-normal"
            busy={pending !== null}
            reason={whyNot(intent, owner)}
            onClick={() => pull(intent)}
          >
            {t('queue.offerTake', {
              app: inSentence(appIdOf(offer.app)),
              to: count(offer.to),
              time: duration(offer.emptyInMs),
            })}
          </Button>
          <p className="text-t2 text-ink-2">{t('queue.offerSteady')}</p>
        </>
      )}
    </section>
  );
}
