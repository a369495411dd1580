import { useTable } from '../client/live.tsx';
import type { FaultAt } from '../domain/fault.ts';
import type { EpochMs } from '../domain/units.ts';
import { describeFault } from '../i18n/faults.ts';
import { clock } from '../i18n/format.ts';
import { useT } from '../i18n/use-t.tsx';
import { inSentence } from '../ui/hostile.ts';

interface FaultLineProps {
  /** The source's id. */
  source: string;
  fault: FaultAt;
  /** When what stands below was read; null where nothing stands there, or nobody knows. */
  fromMs: EpochMs | null;
}

/** What a reading came to grief on: who did what, and from when it is what is shown all the same. */
export function FaultLine({ source, fault, fromMs }: FaultLineProps) {
  const t = useT();
  const name = useTable('sources').rows.get(source)?.name ?? source;
  const told = { source: inSentence(name, 60), fault: describeFault(fault.fault, t) };
  return (
    <p role="status" className="border-l-2 border-dotted border-lost pl-3 text-lost-t [overflow-wrap:anywhere]">
      {fromMs === null ? t('fault.told', told) : t('fault.toldFrom', { ...told, time: clock(fromMs) })}
    </p>
  );
}
