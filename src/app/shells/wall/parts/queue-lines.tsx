import { useTable } from '../../../../client/live.tsx';
import { count } from '../../../../i18n/format.ts';
import { useT } from '../../../../i18n/use-t.tsx';
import type { QueueRow, SparkRow } from '../../../../protocol/rows.ts';
import { oneLine } from '../../../../ui/hostile.ts';
import { useQueues } from '../panel-rows.ts';
import { deepestQueues } from '../wall-view.ts';
import { PanelHead } from './panel-head.tsx';
import { WallSpark } from './spark.tsx';

const unit = (n: number): string => `calc(${n} * var(--u))`;

interface QueueLinesProps {
  group: string;
  /** How many at most. */
  most: number;
  /** In portrait a queue takes one line. */
  portrait: boolean;
  /** What stands over them; null for their number. */
  head: string | null;
}

/** The deepest queues with their last hour and what waits in them. */
export function QueueLines({ group, most, portrait, head }: QueueLinesProps) {
  const t = useT();
  const queues = useQueues(group);
  const sparks = useTable('sparks');
  const shown = deepestQueues(queues.list, most);
  const Line = portrait ? NarrowLine : WideLine;
  return (
    <>
      <PanelHead left={head ?? t('wall.deepest', { count: shown.length })} right={t('wall.waiting')} />
      {shown.map((row) => (
        <Line key={row.key} row={row} points={row.depth === null ? [] : (sparks.rows.get(row.key)?.points ?? [])} />
      ))}
      {shown.length === 0 && (
        <p style={{ marginTop: unit(1.4), color: 'var(--w-dim)' }}>
          {queues.complete ? t('wall.noQueues') : t('wall.connectingSub')}
        </p>
      )}
    </>
  );
}

interface LineProps {
  row: QueueRow;
  points: SparkRow['points'];
}

function WideLine({ row, points }: LineProps) {
  return (
    <div style={{ display: 'flex', alignItems: 'end', justifyContent: 'space-between', marginTop: unit(1.4) }}>
      <div style={{ minWidth: 0 }}>
        <Name row={row} width={37} />
        <WallSpark points={points} width={37} height={5.4} alarm={false} />
      </div>
      <Depth row={row} size={5.2} />
    </div>
  );
}

function NarrowLine({ row, points }: LineProps) {
  return (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: `1fr ${unit(18)} ${unit(12)}`,
        alignItems: 'center',
        height: unit(4.4),
        marginTop: unit(0.5),
      }}
    >
      <Name row={row} width={19} />
      <WallSpark points={points} width={18} height={3.6} alarm={false} />
      <Depth row={row} size={4.2} />
    </div>
  );
}

function Name({ row, width }: { row: QueueRow; width: number }) {
  return (
    <bdi className="block truncate" style={{ fontSize: unit(2.6), fontWeight: 600, maxWidth: unit(width) }}>
      {oneLine(row.name, 60)}
    </bdi>
  );
}

function Depth({ row, size }: { row: QueueRow; size: number }) {
  return (
    <span
      style={{
        fontSize: unit(size),
        fontWeight: 600,
        letterSpacing: '-0.02em',
        lineHeight: 1,
        textAlign: 'right',
        whiteSpace: 'nowrap',
      }}
    >
      {count(row.depth)}
    </span>
  );
}
