import { describeFault } from '../../../../i18n/faults.ts';
import { duration } from '../../../../i18n/format.ts';
import { useT } from '../../../../i18n/use-t.tsx';
import type { SourceRow } from '../../../../protocol/rows.ts';
import { oneLine } from '../../../../ui/hostile.ts';
import type { Frame } from '../frame.ts';
import { CrewPanel } from './crew-panel.tsx';
import { QueueLines } from './queue-lines.tsx';

const unit = (n: number): string => `calc(${n} * var(--u))`;

interface LostPanelProps {
  frame: Frame;
  source: SourceRow;
  /** No app is known: the mosaic says so across itself, while one that is known in part must stay readable. */
  whole: boolean;
  group: string;
  nowMs: number;
}

/** A source of apps is lost: when it is tried again, what it said, and what is still live beside it. */
export function LostPanel({ frame, source, whole, group, nowMs }: LostPanelProps) {
  const t = useT();
  const { mosaic, panel, portrait } = frame;
  return (
    <>
      {whole && (
        <p
          style={{
            position: 'absolute',
            left: unit(mosaic.x + mosaic.w / 2),
            top: unit(mosaic.y + mosaic.h / 2),
            transform: 'translate(-50%, -50%)',
            padding: `${unit(1.4)} ${unit(2.6)}`,
            border: `${unit(0.3)} dotted var(--w-lost)`,
            background: 'var(--w-bg)',
            fontSize: unit(portrait ? 2.6 : 3.4),
            fontWeight: 600,
            whiteSpace: 'nowrap',
          }}
        >
          {t('wall.appsUnknown')}
        </p>
      )}
      <div
        style={{
          position: 'absolute',
          left: unit(panel.x),
          top: unit(panel.y),
          width: unit(panel.w),
          height: unit(panel.h),
        }}
      >
        <NextTry source={source} nowMs={nowMs} portrait={portrait} />
        <div style={{ position: 'absolute', left: 0, right: 0, bottom: 0 }}>
          <QueueLines group={group} most={2} portrait={portrait} head={t('wall.stillLive')} />
          <div style={{ marginTop: unit(portrait ? 0.8 : 3) }}>
            <CrewPanel group={group} portrait={portrait} width={portrait ? 50 : 42} rowsMost={portrait ? 1 : 5} />
          </div>
        </div>
      </div>
    </>
  );
}

/** When the source is tried again, and what it said. */
function NextTry({ source, nowMs, portrait }: { source: SourceRow; nowMs: number; portrait: boolean }) {
  const t = useT();
  const waitMs = source.nextTryAtMs === null ? null : Math.max(0, source.nextTryAtMs - nowMs);
  const said = source.fault ? oneLine(describeFault(source.fault.fault, t), 160) : '';
  const wait = (
    <span
      className="wall-figures"
      style={{
        fontSize: unit(portrait ? 4.2 : 9),
        fontWeight: 650,
        letterSpacing: '-0.03em',
        lineHeight: 1,
        whiteSpace: 'nowrap',
      }}
    >
      {duration(waitMs)}
    </span>
  );
  if (portrait) {
    return (
      <p style={{ display: 'flex', alignItems: 'baseline', gap: unit(1.4) }}>
        <span style={{ color: 'var(--w-dim)' }}>{t('wall.nextTry')}</span>
        {wait}
        <span className="truncate">{said}</span>
      </p>
    );
  }
  return (
    <>
      <p className="wall-rule" style={{ color: 'var(--w-dim)', paddingBottom: unit(0.8) }}>
        {t('wall.nextTry')}
      </p>
      <p style={{ display: 'flex', alignItems: 'center', gap: unit(2), marginTop: unit(2) }}>
        {wait}
        <span className="line-clamp-3">{said}</span>
      </p>
    </>
  );
}
