import { useTable } from '../../../../client/live.tsx';
import { count } from '../../../../i18n/format.ts';
import { useT } from '../../../../i18n/use-t.tsx';
import { oneLine } from '../../../../ui/hostile.ts';
import type { Frame } from '../frame.ts';
import { useQueues, useWorkers } from '../panel-rows.ts';
import { crewOf, deepestQueues } from '../wall-view.ts';
import { WallSpark } from './spark.tsx';
import { WorkerLamps } from './workers-lamps.tsx';

const unit = (n: number): string => `calc(${n} * var(--u))`;

function Head({ left, right }: { left: string; right: string }) {
  return (
    <div
      className="wall-rule"
      style={{
        display: 'flex',
        justifyContent: 'space-between',
        color: 'var(--w-dim)',
        fontSize: unit(2.6),
        paddingBottom: unit(0.8),
      }}
    >
      <span>{left}</span>
      <span>{right}</span>
    </div>
  );
}

/** Beside the mosaic while all is calm: the deepest queues and the crew. */
export function SidePanel({ frame, group }: { frame: Frame; group: string }) {
  const t = useT();
  const queues = useQueues(group);
  const sparks = useTable('sparks');
  const { panel, portrait } = frame;
  const shown = deepestQueues(queues.list, portrait ? 1 : 3);
  return (
    <div
      style={{
        position: 'absolute',
        left: unit(panel.x),
        top: unit(panel.y),
        width: unit(panel.w),
        height: unit(panel.h),
      }}
    >
      <Head left={t('wall.deepest', { count: shown.length })} right={t('wall.waiting')} />
      {shown.map((row) => (
        <div
          key={row.key}
          style={{
            display: 'flex',
            alignItems: 'end',
            justifyContent: 'space-between',
            marginTop: unit(portrait ? 0.8 : 1.4),
          }}
        >
          <div style={{ minWidth: 0 }}>
            <bdi
              className="block truncate"
              style={{ fontSize: unit(2.6), fontWeight: 600, maxWidth: unit(portrait ? 26 : 37) }}
            >
              {oneLine(row.name, 60)}
            </bdi>
            <WallSpark
              points={row.depth === null ? [] : (sparks.rows.get(row.key)?.points ?? [])}
              width={portrait ? 26 : 37}
              height={portrait ? 3 : 5.4}
              alarm={false}
            />
          </div>
          <span
            style={{ fontSize: unit(portrait ? 3.6 : 5.2), fontWeight: 600, letterSpacing: '-0.02em', lineHeight: 1 }}
          >
            {count(row.depth)}
          </span>
        </div>
      ))}
      {!queues.complete && shown.length === 0 && (
        <p style={{ marginTop: unit(1.4), color: 'var(--w-dim)' }}>{t('wall.connectingSub')}</p>
      )}
      <div style={{ position: 'absolute', left: 0, right: 0, bottom: 0 }}>
        <CrewPanel group={group} width={portrait ? 32 : 42} rowsMost={portrait ? 2 : 6} />
      </div>
    </div>
  );
}

/** Workers as lamps, and how many of their slots are taken. */
export function CrewPanel({ group, width, rowsMost }: { group: string; width: number; rowsMost: number }) {
  const t = useT();
  const workers = useWorkers(group);
  const crew = crewOf(workers.list);
  const below =
    crew.gone > 0
      ? t('wall.gone', { count: crew.gone })
      : crew.away > 0
        ? t('wall.away')
        : crew.unknown > 0
          ? t('wall.notKnown', { count: crew.unknown })
          : t('wall.ofSlots', { slots: count(crew.slots) });
  return (
    <>
      <Head
        left={t('wall.crew', {
          online: count(workers.complete ? crew.online : null),
          total: count(workers.complete ? crew.total : null),
        })}
        right={t('wall.busy')}
      />
      <div style={{ display: 'flex', alignItems: 'end', justifyContent: 'space-between', marginTop: unit(1.4) }}>
        <WorkerLamps rows={workers.list} width={width} rowsMost={rowsMost} />
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
            {below}
          </span>
        </span>
      </div>
    </>
  );
}
