import { useTable } from '../../../../client/live.tsx';
import type { Attention } from '../../../../domain/attention.ts';
import { appIdOf } from '../../../../domain/keys.ts';
import { count, duration, rate } from '../../../../i18n/format.ts';
import { useT } from '../../../../i18n/use-t.tsx';
import type { AppRow, QueueRow } from '../../../../protocol/rows.ts';
import { oneLine } from '../../../../ui/hostile.ts';
import { blocksOf } from '../blocks.ts';
import type { Frame } from '../frame.ts';
import type { IsKnown } from '../mosaic-shapes.ts';
import { queuesInTrouble, urgentQueues } from '../wall-view.ts';
import { WallSpark } from './spark.tsx';
import { useQueues } from '../panel-rows.ts';
import { TrackBlock } from './track-block.tsx';
import { shortName } from '../sentence.ts';

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
  const shown = urgentQueues(queues.list, attention, 5);
  const depth = Math.max(1, ...shown.map((row) => row.depth ?? 0));
  const perS = Math.max(0.1, ...shown.map((row) => Math.max(row.inPerS ?? 0, row.outPerS ?? 0)));
  const unit = (n: number): string => `calc(${n} * var(--u))`;
  const columns = frame.portrait
    ? `${unit(20)} 1fr ${unit(11)}`
    : `${unit(34)} ${unit(23)} 1fr ${unit(24)} ${unit(24)}`;
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
        <span role="columnheader">{t('wall.waiting')}</span>
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
      {shown.map((row) => (
        <Line
          key={row.key}
          row={row}
          columns={columns}
          narrow={frame.portrait}
          share={{ depth: (row.depth ?? 0) / depth, in: (row.inPerS ?? 0) / perS, out: (row.outPerS ?? 0) / perS }}
          alarm={alarms.has(row.key)}
          points={row.depth === null ? [] : (sparks.rows.get(row.key)?.points ?? [])}
          app={drainerOf(row, apps, isKnown)}
        />
      ))}
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
  narrow: boolean;
  share: { depth: number; in: number; out: number };
  alarm: boolean;
  points: readonly (number | null)[];
  app: AppRow | null;
}

function Line({ row, columns, narrow, share, alarm, points, app }: LineProps) {
  const t = useT();
  const unit = (n: number): string => `calc(${n} * var(--u))`;
  const empty = alarm ? t('wall.never') : duration(row.emptyInMs);
  return (
    <div
      role="row"
      className="wall-rule"
      style={{ display: 'grid', gridTemplateColumns: columns, alignItems: 'center', height: unit(narrow ? 8 : 12.2) }}
    >
      <span role="cell" style={{ minWidth: 0, paddingRight: unit(1) }}>
        <bdi className="block truncate" style={{ fontSize: unit(3.4), fontWeight: 600 }}>
          {oneLine(row.name, 60)}
        </bdi>
        <span className="block truncate" style={{ fontSize: unit(2.4), color: 'var(--w-dim)' }}>
          {t('wall.inOut', { in: rate(row.inPerS), out: rate(row.outPerS) })}
        </span>
      </span>
      {!narrow && (
        <span role="cell">
          <WallSpark points={points} width={20} height={6.4} alarm={alarm} />
        </span>
      )}
      <span role="cell" style={{ minWidth: 0 }}>
        <Body row={row} share={share} leans={row.trend === 'rising'} alarm={alarm} />
      </span>
      {!narrow && (
        <span role="cell" style={{ minWidth: 0, paddingLeft: unit(1.4) }}>
          {app === null ? (
            <span style={{ color: alarm && row.consumers === 0 ? 'var(--w-wait)' : 'var(--w-dim)' }}>
              {row.consumers === 0 ? t('wall.nobodyDrains') : t('wall.unknownDrain')}
            </span>
          ) : (
            <Drainer row={app} />
          )}
        </span>
      )}
      <span
        role="cell"
        style={{
          textAlign: 'right',
          fontSize: unit(narrow ? 3.4 : 5.2),
          fontWeight: 600,
          letterSpacing: '-0.02em',
          color: alarm ? 'var(--w-wait)' : undefined,
        }}
      >
        {empty}
      </span>
    </div>
  );
}

function Body({
  row,
  share,
  leans,
  alarm,
}: {
  row: QueueRow;
  share: LineProps['share'];
  leans: boolean;
  alarm: boolean;
}) {
  const width = 62;
  const end = 57;
  const length = Math.max(row.depth === 0 || row.depth === null ? 0 : 0.5, share.depth * 40);
  const slant = leans ? 3.4 : row.trend === 'falling' ? -1.8 : 0;
  const inHeight = Math.max(share.in > 0 ? 0.25 : 0, share.in * 4.6);
  const outHeight = Math.max(share.out > 0 ? 0.25 : 0, share.out * 4.6);
  const left = end - length;
  const ink = alarm ? 'var(--w-wait)' : 'oklch(0.7 0.012 255)';
  return (
    <svg viewBox={`0 0 ${width} 8`} className="block h-auto w-full" role="img" aria-label={count(row.depth)}>
      <rect x={0} y={4 - inHeight / 2} width={Math.max(0, left)} height={inHeight} fill="var(--w-line)" />
      <rect x={end} y={4 - outHeight / 2} width={width - end} height={outHeight} fill="var(--w-line)" />
      {length > 0 && <path d={`M${left + slant} 1H${end + slant}L${end - slant} 7H${left - slant}Z`} fill={ink} />}
      <rect x={width - 0.7} y={0.4} width={0.7} height={7.2} fill={alarm ? 'var(--w-wait)' : 'var(--w-dim)'} />
      <text
        x={Math.max(8, left - 1 - Math.abs(slant))}
        y={2.6}
        textAnchor="end"
        fontSize={3.4}
        fontWeight={600}
        fill="var(--w-ink)"
      >
        {count(row.depth)}
      </text>
    </svg>
  );
}

function Drainer({ row }: { row: AppRow }) {
  return (
    <>
      <bdi className="block truncate" style={{ fontSize: 'calc(2.6 * var(--u))', color: 'var(--w-dim)' }}>
        {shortName(appIdOf(row.key))}
      </bdi>
      <svg
        viewBox="0 0 22 3.6"
        className="wall-slots"
        style={{ display: 'block', width: 'calc(22 * var(--u))', height: 'calc(3.6 * var(--u))' }}
        aria-hidden="true"
      >
        {blocksOf(row, 14).map(({ state, at }) => (
          <TrackBlock key={at} state={state} x={at * 1.56} w={1.46} />
        ))}
      </svg>
    </>
  );
}
