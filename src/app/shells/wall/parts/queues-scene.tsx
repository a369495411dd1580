import { useTable } from '../../../../client/live.tsx';
import type { Attention } from '../../../../domain/attention.ts';
import { duration, rate } from '../../../../i18n/format.ts';
import { useT } from '../../../../i18n/use-t.tsx';
import type { AppRow, QueueRow } from '../../../../protocol/rows.ts';
import { oneLine } from '../../../../ui/hostile.ts';
import type { Frame } from '../frame.ts';
import type { IsKnown } from '../mosaic-shapes.ts';
import { queuesInTrouble, urgentQueues } from '../wall-view.ts';
import { Drainer } from './drainer.tsx';
import { QueueBody, type Shares } from './queue-body.tsx';
import { WallSpark } from './spark.tsx';
import { useQueues } from '../panel-rows.ts';

const unit = (n: number): string => `calc(${n} * var(--u))`;
const wideColumns = `${unit(34)} ${unit(23)} 1fr ${unit(24)} ${unit(24)}`;
const narrowColumns = `1fr ${unit(14)}`;

interface QueuesSceneProps {
  frame: Frame;
  group: string;
  /** What needs someone: which queue is in alarm is the rules' word alone. */
  attention: readonly Attention[];
  /** All apps: a queue of the group may be drained from elsewhere, too. */
  apps: ReadonlyMap<string, AppRow>;
  isKnown: IsKnown;
}

/** The line: band height is rate, body length is depth, the body leans on the buffer of the app that drains it while it grows. */
export function QueuesScene({ frame, group, attention, apps, isKnown }: QueuesSceneProps) {
  const t = useT();
  const queues = useQueues(group);
  const sparks = useTable('sparks');
  const alarms = queuesInTrouble(attention);
  const shown = urgentQueues(queues.list, attention, frame.portrait ? 4 : 5);
  const depth = Math.max(1, ...shown.map((row) => row.depth ?? 0));
  const perS = Math.max(0.1, ...shown.map((row) => Math.max(row.inPerS ?? 0, row.outPerS ?? 0)));
  const columns = frame.portrait ? narrowColumns : wideColumns;
  return (
    <div
      style={{
        position: 'absolute',
        left: unit(frame.mosaic.x),
        right: unit(frame.mosaic.x),
        top: unit(frame.mosaic.y),
      }}
      role="table"
      aria-label={t('wall.scene.queues')}
    >
      <div
        role="row"
        className="wall-rule"
        style={{
          display: 'grid',
          gridTemplateColumns: columns,
          color: 'var(--w-dim)',
          fontSize: unit(2.6),
          paddingBottom: unit(0.6),
        }}
      >
        <span role="columnheader">{t('wall.queue')}</span>
        {!frame.portrait && <span role="columnheader">{t('wall.lastHour')}</span>}
        {!frame.portrait && <span role="columnheader">{t('wall.waiting')}</span>}
        {!frame.portrait && <span role="columnheader">{t('wall.drainedBy')}</span>}
        <span role="columnheader" style={{ textAlign: 'right' }}>
          {t('wall.emptyIn')}
        </span>
      </div>
      {shown.length === 0 && (
        <p style={{ marginTop: unit(4), color: 'var(--w-dim)', fontSize: unit(3.4) }}>
          {queues.complete ? t('wall.noQueues') : t('wall.connectingSub')}
        </p>
      )}
      {shown.map((row) => {
        const line = {
          row,
          share: { depth: (row.depth ?? 0) / depth, in: (row.inPerS ?? 0) / perS, out: (row.outPerS ?? 0) / perS },
          alarm: alarms.has(row.key),
        };
        const points = row.depth === null ? [] : (sparks.rows.get(row.key)?.points ?? []);
        return frame.portrait ? (
          <NarrowLine key={row.key} {...line} />
        ) : (
          <Line key={row.key} {...line} columns={columns} points={points} app={drainerOf(row, apps, isKnown)} />
        );
      })}
    </div>
  );
}

/** The first app known to drain a queue, if anything is known of that app now. */
function drainerOf(row: QueueRow, apps: ReadonlyMap<string, AppRow>, isKnown: IsKnown): AppRow | null {
  const key = row.drains.find(({ app }) => app !== null)?.app ?? null;
  return key !== null && isKnown(key) ? (apps.get(key) ?? null) : null;
}

interface LineProps {
  row: QueueRow;
  columns: string;
  share: Shares;
  alarm: boolean;
  points: readonly (number | null)[];
  app: AppRow | null;
}

function Line({ row, columns, share, alarm, points, app }: LineProps) {
  const t = useT();
  return (
    <div
      role="row"
      className="wall-rule"
      style={{ display: 'grid', gridTemplateColumns: columns, alignItems: 'center', height: unit(12.2) }}
    >
      <Name row={row} />
      <span role="cell">
        <WallSpark points={points} width={20} height={6.4} alarm={alarm} />
      </span>
      <span role="cell" style={{ minWidth: 0 }}>
        <QueueBody row={row} share={share} alarm={alarm} height={8} />
      </span>
      <span role="cell" style={{ minWidth: 0, paddingLeft: unit(1.4) }}>
        {app === null ? (
          <span style={{ color: alarm && row.consumers === 0 ? 'var(--w-wait)' : 'var(--w-dim)' }}>
            {row.consumers === 0 ? t('wall.nobodyDrains') : t('wall.unknownDrain')}
          </span>
        ) : (
          <Drainer row={app} />
        )}
      </span>
      <EmptyIn row={row} alarm={alarm} />
    </div>
  );
}

/** In portrait the flow lies under the name, as wide as the screen: drawn small, its figures could not be read. */
function NarrowLine({ row, share, alarm }: Pick<LineProps, 'row' | 'share' | 'alarm'>) {
  return (
    <div
      role="row"
      className="wall-rule"
      style={{
        display: 'grid',
        gridTemplateColumns: narrowColumns,
        alignItems: 'center',
        height: unit(14.6),
      }}
    >
      <Name row={row} />
      <EmptyIn row={row} alarm={alarm} />
      <span role="cell" style={{ gridColumn: '1 / -1', minWidth: 0 }}>
        <QueueBody row={row} share={share} alarm={alarm} height={7} />
      </span>
    </div>
  );
}

function Name({ row }: { row: QueueRow }) {
  const t = useT();
  return (
    <span role="cell" style={{ minWidth: 0, paddingRight: unit(1) }}>
      <bdi className="block truncate" style={{ fontSize: unit(3.4), fontWeight: 600 }}>
        {oneLine(row.name, 60)}
      </bdi>
      <span className="block truncate" style={{ fontSize: unit(2.4), color: 'var(--w-dim)' }}>
        {t('wall.inOut', { in: rate(row.inPerS), out: rate(row.outPerS) })}
      </span>
    </span>
  );
}

function EmptyIn({ row, alarm }: { row: QueueRow; alarm: boolean }) {
  const t = useT();
  return (
    <span
      role="cell"
      style={{
        textAlign: 'right',
        fontSize: unit(5.2),
        fontWeight: 600,
        letterSpacing: '-0.02em',
        whiteSpace: 'nowrap',
        color: alarm ? 'var(--w-wait)' : undefined,
      }}
    >
      {alarm ? t('wall.never') : duration(row.emptyInMs)}
    </span>
  );
}
