import { useId, useMemo, useState } from 'react';
import { axisTime, clock, clockMinute } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { MomentRow } from '../../../protocol/rows.ts';
import { oneLine } from '../../../ui/hostile.ts';
import { StateShape } from '../../../ui/state-mark.tsx';
import { foldMoments, placeMoments, ticksOf, type FoldedMoment, type HourFrame, type PlacedMoment } from '../hour.ts';
import { labelWidthPx, markOf, wordOf } from './hour-words.ts';
import { useWidth } from './use-width.ts';

const lanePx = 22;
const hourMs = 60 * 60_000;

interface LastHourProps {
  moments: readonly MomentRow[];
  /** Gateway clock; the right end of the axis. */
  nowMs: number;
  /** Since when the gateway watches; null while not known. */
  sinceMs: number | null;
  /** Every source answers: only then is no news good news. */
  isWatched: boolean;
  lanes?: number;
}

/** Changes and breakages on one axis, so that cause stands left of effect; the same as a table for those who read it so. */
export function LastHour({ moments, nowMs, sinceMs, isWatched, lanes = 4 }: LastHourProps) {
  const t = useT();
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  const folded = useMemo(
    () => foldMoments(moments.filter((moment) => moment.atMs >= nowMs - hourMs)),
    [moments, nowMs],
  );
  return (
    <section aria-labelledby={id} className="min-w-0">
      <header className="flex items-baseline justify-between gap-3">
        <h2 id={id} className="text-t3 font-semibold">
          {t('overview.hour')}
        </h2>
        <span className="flex gap-3 text-t2 text-ink-3">
          <span className="max-narrow:hidden">{t('overview.hourHint')}</span>
          <button
            type="button"
            className="underline decoration-line-3 underline-offset-4"
            onClick={() => setAsTable(!asTable)}
          >
            {t(asTable ? 'overview.hourAxis' : 'overview.hourTable')}
          </button>
        </span>
      </header>
      {folded.length === 0 && sinceMs !== null && (
        <p className="py-2 text-ink-3">
          {t(isWatched ? 'overview.hourNone' : 'overview.hourUnsure', {
            since: clockMinute(Math.max(sinceMs, nowMs - hourMs)),
          })}
        </p>
      )}
      <div className={asTable ? '' : 'sr-only'}>
        <HourTable folded={folded} />
      </div>
      {!asTable && <HourAxis folded={folded} nowMs={nowMs} sinceMs={sinceMs} lanes={lanes} />}
    </section>
  );
}

function HourTable({ folded }: { folded: readonly FoldedMoment[] }) {
  const t = useT();
  return (
    <table className="my-1 w-full text-left text-t2">
      <thead className="text-t1 text-ink-3">
        <tr>
          <th scope="col" className="w-24 font-normal">
            {t('overview.hour.when')}
          </th>
          <th scope="col" className="font-normal">
            {t('overview.hour.what')}
          </th>
          <th scope="col" className="font-normal">
            {t('overview.hour.subject')}
          </th>
          <th scope="col" className="font-normal">
            {t('overview.hour.who')}
          </th>
        </tr>
      </thead>
      <tbody>
        {folded.toReversed().map((one) => (
          <tr key={one.moment.key} className="border-t border-line">
            <td className="py-1">{clock(one.moment.atMs)}</td>
            <td>{wordOf(one, t)}</td>
            <td className="break-all">
              <bdi>{oneLine(one.moment.subject.name)}</bdi>
            </td>
            <td>
              <bdi>{one.moment.who === null ? '' : oneLine(one.moment.who, 60)}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HourAxis({
  folded,
  nowMs,
  sinceMs,
  lanes,
}: {
  folded: readonly FoldedMoment[];
  nowMs: number;
  sinceMs: number | null;
  lanes: number;
}) {
  const t = useT();
  const [ref, widthPx] = useWidth<HTMLDivElement>();
  const placed = useMemo(() => {
    const frame: HourFrame = { fromMs: nowMs - hourMs, toMs: nowMs, widthPx, lanes };
    return widthPx === 0
      ? []
      : placeMoments(folded, frame, (one) => labelWidthPx(`${wordOf(one, t)} ${oneLine(one.moment.subject.name)}`));
  }, [folded, nowMs, widthPx, lanes, t]);
  const used = Math.max(2, ...placed.map((one) => one.lane + 1));
  const heightPx = used * lanePx + 8;
  const frame: HourFrame = { fromMs: nowMs - hourMs, toMs: nowMs, widthPx, lanes };
  const unseenPx = sinceMs === null ? 0 : Math.max(0, ((sinceMs - frame.fromMs) / hourMs) * widthPx);
  return (
    <div ref={ref} aria-hidden="true" className="relative mt-2 overflow-hidden" style={{ height: heightPx + 18 }}>
      <svg width={widthPx} height={heightPx + 18} className="absolute inset-0 block text-line">
        {unseenPx > 0 && <rect width={Math.min(unseenPx, widthPx)} height={heightPx} fill="var(--bg-sunk)" />}
        {ticksOf(frame, 130).map((tick) => (
          <g key={tick.atMs}>
            <line x1={tick.xPx} x2={tick.xPx} y1={0} y2={heightPx} stroke="var(--line)" />
            <text
              x={tick.xPx}
              y={heightPx + 14}
              fill="var(--ink-3)"
              fontSize={11}
              textAnchor={tick.xPx < 20 ? 'start' : 'middle'}
            >
              {tick.xPx > widthPx - 20 ? '' : axisTime(tick.atMs, 'minutes')}
            </text>
          </g>
        ))}
        <line x1={0} x2={widthPx} y1={heightPx + 0.5} y2={heightPx + 0.5} stroke="var(--line-2)" />
      </svg>
      {unseenPx > 140 && sinceMs !== null && (
        <span className="absolute bottom-6 left-2 text-t1 text-ink-3">
          {t('overview.hourUnseen', { since: clockMinute(sinceMs) })}
        </span>
      )}
      {placed.map((one) => (
        <PlacedMark key={one.folded.moment.key} placed={one} />
      ))}
    </div>
  );
}

function PlacedMark({ placed }: { placed: PlacedMoment }) {
  const t = useT();
  const { moment } = placed.folded;
  const word = wordOf(placed.folded, t);
  const name = oneLine(moment.subject.name, 120);
  return (
    <span title={`${clock(moment.atMs)} ${word} ${name}`}>
      <span className="absolute" style={{ left: placed.xPx, top: placed.lane * lanePx + 2 }}>
        <StateShape state={markOf(moment)} />
      </span>
      {placed.label !== null && (
        <span
          className={`absolute flex gap-1 overflow-hidden text-t2 whitespace-nowrap ${placed.label.side === 'left' ? 'justify-end' : ''}`}
          style={{ left: placed.label.xPx, top: placed.lane * lanePx + 2, width: placed.label.widthPx }}
        >
          <b className="shrink-0 font-semibold">{word}</b>
          <bdi className="truncate text-ink-2">{name}</bdi>
        </span>
      )}
    </span>
  );
}
