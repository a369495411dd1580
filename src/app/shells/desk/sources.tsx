import { useAge, useIsLost, useNow, useSources } from '../../../client/live.tsx';
import type { SourceRow } from '../../../protocol/rows.ts';
import { describeFault } from '../../../i18n/faults.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { Freshness } from '../../../ui/freshness.tsx';

const dots: Readonly<Record<SourceRow['state'], string>> = {
  live: 'bg-ok',
  late: 'border border-line-3',
  connecting: 'border border-dotted border-line-3',
  lost: 'border border-dotted border-lost',
};

function SourceLamp({ source, isBlind, brief }: { source: SourceRow; isBlind: boolean; brief: boolean }) {
  const t = useT();
  const isFine = source.state === 'live' && !isBlind;
  return (
    <li
      className={`flex items-center gap-1.5 whitespace-nowrap ${isFine ? 'text-ink-2 max-mid:hidden' : 'text-ink'}`}
      title={source.fault ? describeFault(source.fault.fault, t) : undefined}
    >
      <span aria-hidden="true" className={`size-1.5 rounded-full ${dots[isBlind ? 'lost' : source.state]}`} />
      <span>{source.name}</span>
      {!isFine && !isBlind && <SourceAge source={source} brief={brief} />}
    </li>
  );
}

/** Counted by the second, so apart from the lamp, which says nothing of its age while all is well. */
function SourceAge({ source, brief }: { source: SourceRow; brief: boolean }) {
  const ageMs = useAge(source.id);
  const nowMs = useNow(1000);
  return <Freshness status={source} ageMs={ageMs} nowMs={nowMs} brief={brief} />;
}

/** Every source with its age, silent while fresh. */
export function Sources() {
  const t = useT();
  const sources = useSources();
  // Without the gateway nobody knows how its sources fare: a lamp that stayed green would lie.
  const isBlind = useIsLost();
  const brief = sources.filter(({ state }) => state === 'lost').length > 1;
  return (
    <ul
      aria-label={t('shell.freshness')}
      className="flex min-w-0 items-center gap-4 overflow-hidden border-l border-line pl-4 text-t2 max-mid:border-0 max-mid:pl-0"
    >
      {sources.map((source) => (
        <SourceLamp key={source.key} source={source} isBlind={isBlind} brief={brief} />
      ))}
    </ul>
  );
}
