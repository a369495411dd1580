import { duration } from '../../../../i18n/format.ts';
import { useT } from '../../../../i18n/use-t.tsx';
import type { EpochMs } from '../../../../domain/units.ts';
import { systemClock } from '../../../../platform/clock.ts';
import type { Frame } from '../frame.ts';
import { bandHeight } from './verdict-band.tsx';

const unit = (n: number): string => `calc(${n} * var(--u))`;

/** No word from the gateway: the drawing is crossed out corner to corner; nothing on it is known now. */
export function GatewayLost({ frame, nextTryAtMs }: { frame: Frame; nextTryAtMs: EpochMs | null }) {
  const t = useT();
  // By this page's own clock, as the next try is: the gateway's is not heard now.
  const nextInMs = nextTryAtMs === null ? null : Math.max(0, nextTryAtMs - systemClock.now());
  const { portrait } = frame;
  const bottom = frame.height - (portrait ? 11 : 8);
  return (
    <>
      <svg className="wall-svg" viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
        <path
          d={`M0 ${bandHeight + 0.4}L${frame.width} ${bottom}M${frame.width} ${bandHeight + 0.4}L0 ${bottom}`}
          stroke="var(--w-lost)"
          strokeWidth={0.6}
        />
      </svg>
      <div
        style={{
          position: 'absolute',
          left: '50%',
          top: unit((bandHeight + bottom) / 2),
          transform: 'translate(-50%, -50%)',
          padding: `${unit(3)} ${unit(portrait ? 2.5 : 5)}`,
          border: `${unit(0.3)} dotted var(--w-lost)`,
          background: 'var(--w-bg)',
          textAlign: 'center',
          whiteSpace: 'nowrap',
        }}
      >
        <p style={{ fontSize: unit(portrait ? 3.4 : 5.2), fontWeight: 600, letterSpacing: '-0.02em' }}>
          {t('wall.nothingKnown')}
        </p>
        {nextInMs !== null && (
          <p style={{ fontSize: unit(portrait ? 2.6 : 3.4), color: 'var(--w-dim)' }}>
            {t('wall.nextTryIn', { wait: duration(nextInMs) })}
          </p>
        )}
      </div>
    </>
  );
}
