import { count } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { FunnelBar } from '../view.ts';
import type { OfferReason } from '../../../domain/launch.ts';

interface FunnelProps {
  funnel: { offers: number; bars: readonly FunnelBar[]; silent: readonly OfferReason[] };
}

/** How the last offers fell away, stage by stage: what was left, and what this stage turned away (hatched). */
export function Funnel({ funnel }: FunnelProps) {
  const t = useT();
  return (
    <div className="mt-3">
      <h3 className="text-t2 text-ink-3">{t('app.why.howFell')}</h3>
      <ul className="mt-1 grid grid-cols-[minmax(72px,max-content)_minmax(60px,240px)_max-content_minmax(0,1fr)] items-center gap-x-3">
        <li className="col-span-4 grid grid-cols-subgrid items-center">
          <span>{t('app.why.offers')}</span>
          <Bar left={1} fell={0} />
          <span className="text-right font-medium">{count(funnel.offers)}</span>
          <span />
        </li>
        {funnel.bars.map((bar) => (
          <li key={bar.reason} className="col-span-4 grid grid-cols-subgrid items-center">
            <span>{t(`app.stage.${bar.reason}`)}</span>
            <Bar left={bar.leftShare} fell={bar.declinedShare} />
            <span className="text-right font-medium">
              <span aria-hidden="true">{count(bar.left)}</span>
              <span className="sr-only">{t('app.why.fit', { count: bar.left })}</span>
            </span>
            <span className="text-wait-t">{t('app.why.fell', { count: bar.declined })}</span>
          </li>
        ))}
      </ul>
      {funnel.silent.length > 0 && (
        <p className="mt-1 text-t2 text-ink-3">
          {t('app.why.allFit', { reasons: funnel.silent.map((reason) => t(`app.stage.${reason}`)).join(', ') })}
        </p>
      )}
    </div>
  );
}

function Bar({ left, fell }: { left: number; fell: number }) {
  return (
    <span aria-hidden="true" className="flex h-2">
      <i className="bg-line-3" style={{ width: `${left * 100}%` }} />
      <i
        className="bg-[repeating-linear-gradient(-45deg,transparent_0_1.6px,var(--wait)_1.6px_2.8px,transparent_2.8px_4px)]"
        style={{ width: `${fell * 100}%` }}
      />
    </span>
  );
}
