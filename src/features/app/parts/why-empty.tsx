import { useNow } from '../../../client/live.tsx';
import { useRefusal } from '../../../client/scene.ts';
import { usePull } from '../../../commands/levers.ts';
import type { Intent } from '../../../domain/intent.ts';
import { describeRefusal } from '../../../i18n/faults.ts';
import { clock, cpus, duration, mib } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppDoc } from '../../../protocol/rows.ts';
import { Button } from '../../../ui/button.tsx';
import { constraintsOf } from '../config-parts.ts';
import { funnelOf, type EmptyReason } from '../view.ts';
import { whyTitle } from './why-title.ts';
import { Funnel } from './funnel.tsx';

/** Why wanted instances are not there, under the slots that ask it: the sentence, how offers fell away, and the act that may help. */
export function WhyEmpty({
  id,
  doc,
  reason,
  onClose,
}: {
  id: string;
  doc: AppDoc;
  reason: EmptyReason;
  onClose(): void;
}) {
  const t = useT();
  const nowMs = useNow(1000);
  const { launch } = doc;
  const funnel = launch === null ? null : funnelOf(launch);
  const constraints = constraintsOf(doc.config);
  const showsFunnel = funnel !== null && funnel.bars.length > 0;
  return (
    <section id={id} aria-label={t('app.why.title')} className="rounded-sheet border border-line-3 bg-raised px-4 py-3">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-t4 font-semibold">{whyTitle(doc, reason, t)}</h2>
        <span className="flex items-baseline gap-3 text-t2 text-ink-3">
          {launch !== null && launch.sinceMs !== null && (
            <span>{t('app.why.since', { age: duration(nowMs - launch.sinceMs) })}</span>
          )}
          {launch !== null && reason.kind !== 'backing-off' && (
            <span>
              {launch.lastUnusedOfferAtMs === null
                ? t('app.why.noOffer')
                : t('app.why.lastOffer', { age: duration(nowMs - launch.lastUnusedOfferAtMs) })}
            </span>
          )}
          <button type="button" className="text-ink-2 hover:text-ink" onClick={onClose}>
            <span aria-hidden="true">×</span>
            <span className="sr-only">{t('app.slotsClose')}</span>
          </button>
        </span>
      </header>
      <p className="text-ink-2">{detailOf(reason, nowMs, t)}</p>
      {reason.kind === 'backing-off' && <TryNow doc={doc} />}
      {showsFunnel && <Funnel funnel={funnel} />}
      {(reason.kind === 'no-fit' || reason.kind === 'no-offers') && (
        <p className="mt-2 text-t2 text-ink-2">
          {t('app.why.wants', { cpus: cpus(doc.row.cpus), memory: mib(doc.row.memMib) })}
          {constraints.length > 0 && (
            <>
              {' '}
              {t('app.why.constraints')}:{' '}
              <bdi className="font-mono [overflow-wrap:anywhere]">{constraints.join('; ')}</bdi>
            </>
          )}
        </p>
      )}
    </section>
  );
}

function TryNow({ doc }: { doc: AppDoc }) {
  const t = useT();
  const pull = usePull();
  const refusal = useRefusal();
  const intent: Intent = { kind: 'reset-delay', app: doc.row.key };
  const why = refusal(intent, { kind: 'app', row: doc.row });
  return (
    <Button
      className="mt-2 max-mid:h-11"
      reason={why === null ? null : describeRefusal(why, t)}
      onClick={() => pull(intent)}
    >
      {t('app.why.tryNow')}
    </Button>
  );
}

function detailOf(reason: EmptyReason, nowMs: number, t: Translate): string {
  switch (reason.kind) {
    case 'backing-off':
      if (reason.retryAtMs === null) return t('app.why.backingOffUnknown');
      return reason.retryAtMs <= nowMs
        ? t('app.why.backingOffNow')
        : t('app.why.backingOffDetail', { wait: duration(reason.retryAtMs - nowMs), time: clock(reason.retryAtMs) });
    case 'no-fit':
      return '';
    case 'no-offers':
      return t('app.why.noOffersDetail');
    case 'in-flight':
      return t('app.why.inFlightDetail');
    case 'held':
      return t('app.why.heldDetail');
    case 'unsaid':
      return t('app.why.unsaidDetail');
  }
}
