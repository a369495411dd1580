import type { Frame } from '../frame.ts';
import { CrewPanel } from './crew-panel.tsx';
import { QueueLines } from './queue-lines.tsx';

const unit = (n: number): string => `calc(${n} * var(--u))`;

/** Beside the mosaic while all is calm: the deepest queues and the crew. */
export function SidePanel({ frame, group }: { frame: Frame; group: string }) {
  const { panel, portrait } = frame;
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
      <QueueLines group={group} most={portrait ? 2 : 3} portrait={portrait} head={null} />
      <div style={{ position: 'absolute', left: 0, right: 0, bottom: 0 }}>
        <CrewPanel group={group} portrait={portrait} width={portrait ? 50 : 42} rowsMost={portrait ? 2 : 6} />
      </div>
    </div>
  );
}
