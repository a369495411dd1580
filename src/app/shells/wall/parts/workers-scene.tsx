import { useT } from '../../../../i18n/use-t.tsx';
import { localId } from '../../../../domain/keys.ts';
import { duration } from '../../../../i18n/format.ts';
import { oneLine } from '../../../../ui/hostile.ts';
import type { Frame } from '../frame.ts';
import { useWorkers } from '../panel-rows.ts';
import { CrewPanel } from './crew-panel.tsx';

const unit = (n: number): string => `calc(${n} * var(--u))`;

/** The crew in large: a lamp each, and by name those that are gone. */
export function WorkersScene({ frame, group, nowMs }: { frame: Frame; group: string; nowMs: number }) {
  const t = useT();
  const workers = useWorkers(group);
  const gone = workers.list.filter(({ state }) => state === 'gone').slice(0, 3);
  return (
    <div
      style={{ position: 'absolute', left: unit(frame.panel.x), top: unit(frame.panel.y), width: unit(frame.panel.w) }}
    >
      <CrewPanel
        group={group}
        portrait={frame.portrait}
        width={frame.portrait ? 50 : 42}
        rowsMost={frame.portrait ? 6 : 12}
      />
      {gone.map((row) => (
        <p key={row.key} style={{ display: 'flex', justifyContent: 'space-between', gap: unit(1), marginTop: unit(2) }}>
          <bdi className="truncate" style={{ fontWeight: 600 }}>
            {oneLine(localId(row.key), 60)}
          </bdi>
          <span style={{ color: 'var(--w-fail)', whiteSpace: 'nowrap' }}>
            {t('wall.goneFor', { age: duration(row.heartbeatAtMs === null ? null : nowMs - row.heartbeatAtMs) })}
          </span>
        </p>
      ))}
    </div>
  );
}
