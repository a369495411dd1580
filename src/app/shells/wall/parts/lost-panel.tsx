import { describeFault } from '../../../../i18n/faults.ts';
import { duration } from '../../../../i18n/format.ts';
import { useT } from '../../../../i18n/use-t.tsx';
import type { SourceRow } from '../../../../protocol/rows.ts';
import { oneLine } from '../../../../ui/hostile.ts';
import type { Frame } from '../frame.ts';
import { CrewPanel } from './side-panel.tsx';

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
  const waitMs = source.nextTryAtMs === null ? null : Math.max(0, source.nextTryAtMs - nowMs);
  const { mosaic, panel } = frame;
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
            fontSize: unit(3.4),
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
        <p className="wall-rule" style={{ color: 'var(--w-dim)', paddingBottom: unit(0.8) }}>
          {t('wall.nextTry')}
        </p>
        <p style={{ display: 'flex', alignItems: 'center', gap: unit(2), marginTop: unit(2) }}>
          <span
            style={{
              fontSize: unit(9),
              fontWeight: 650,
              letterSpacing: '-0.03em',
              lineHeight: 1,
              whiteSpace: 'nowrap',
            }}
          >
            {duration(waitMs)}
          </span>
          <span className="line-clamp-3">{source.fault ? oneLine(describeFault(source.fault.fault, t), 160) : ''}</span>
        </p>
        <div style={{ position: 'absolute', left: 0, right: 0, bottom: 0 }}>
          <CrewPanel group={group} width={frame.portrait ? 34 : 42} rowsMost={5} />
        </div>
      </div>
    </>
  );
}
