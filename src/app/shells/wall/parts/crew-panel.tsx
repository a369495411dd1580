import { count } from '../../../../i18n/format.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import { useT } from '../../../../i18n/use-t.tsx';
import { useWorkers } from '../panel-rows.ts';
import { crewOf, type Crew } from '../wall-view.ts';
import { PanelHead } from './panel-head.tsx';
import { WorkerLamps } from './workers-lamps.tsx';

const unit = (n: number): string => `calc(${n} * var(--u))`;

interface CrewPanelProps {
  group: string;
  portrait: boolean;
  /** For the lamps. */
  width: number;
  rowsMost: number;
}

/** Workers as lamps, and how many of their slots are taken. */
export function CrewPanel({ group, portrait, width, rowsMost }: CrewPanelProps) {
  const t = useT();
  const workers = useWorkers(group);
  const crew = crewOf(workers.list);
  const left = t('wall.crew', {
    online: count(workers.complete ? crew.online : null),
    total: count(workers.complete ? crew.total : null),
  });
  const lamps = <WorkerLamps rows={workers.list} width={width} rowsMost={rowsMost} />;
  if (portrait) {
    return (
      <>
        <PanelHead left={left} right={t('wall.busyOf', { busy: count(crew.busy), slots: count(crew.slots) })} />
        <div style={{ marginTop: unit(1) }}>{lamps}</div>
      </>
    );
  }
  return (
    <>
      <PanelHead left={left} right={t('wall.busy')} />
      <div style={{ display: 'flex', alignItems: 'end', justifyContent: 'space-between', marginTop: unit(1.4) }}>
        {lamps}
        <span style={{ textAlign: 'right' }}>
          <span style={{ display: 'block', fontSize: unit(5.2), fontWeight: 600, lineHeight: 1 }}>
            {count(crew.busy)}
          </span>
          <span
            style={{
              fontSize: unit(2.4),
              color: crew.gone > 0 ? 'var(--w-fail)' : 'var(--w-dim)',
              whiteSpace: 'nowrap',
            }}
          >
            {remarkOf(crew, t)}
          </span>
        </span>
      </div>
    </>
  );
}

function remarkOf({ gone, away, unknown, slots }: Crew, t: Translate): string {
  if (gone > 0) return t('wall.gone', { count: gone });
  if (away > 0) return t('wall.away');
  return unknown > 0 ? t('wall.notKnown', { count: unknown }) : t('wall.ofSlots', { slots: count(slots) });
}
