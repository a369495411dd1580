import { useTable } from '../../../../client/live.tsx';
import { describeIntent } from '../../../../commands/sentences.ts';
import type { Attention } from '../../../../domain/attention.ts';
import { clockMinute, duration } from '../../../../i18n/format.ts';
import { useT } from '../../../../i18n/use-t.tsx';
import type { ActRow, AppRow } from '../../../../protocol/rows.ts';
import { oneLine } from '../../../../ui/hostile.ts';
import { blocksOf } from '../blocks.ts';
import { appsOf, markedApps, type Relations } from '../concerns.ts';
import type { Frame } from '../frame.ts';
import { detailOf } from '../detail.ts';
import { latestOn } from '../wall-view.ts';
import { setTitle } from '../title.ts';
import { TrackBlock } from './track-block.tsx';
import { nameOf } from '../sentence.ts';

/** How high a card is, in units. */
export const cardHeight = 21.4;

/** How high a card is in portrait: its track is left to the mosaic above, where it is marked. */
const narrowHeight = 10.9;

interface CardsProps {
  frame: Frame;
  problems: readonly Attention[];
  rows: ReadonlyMap<string, AppRow>;
  relations: Relations;
  nowMs: number;
}

/** The worst three by name: what it is, since when, and who is on it. */
export function ProblemCards({ frame, problems, rows, relations, nowMs }: CardsProps) {
  const acts = useTable('acts');
  return (
    <ol>
      {problems.map((problem, index) => {
        const apps = appsOf(problem.subject, relations);
        const [marked = ''] = markedApps(problem, relations.deployments);
        return (
          <Card
            key={problem.key}
            rank={index + 1}
            problem={problem}
            row={rows.get(marked) ?? null}
            act={latestOn(acts.list, new Set([problem.subject.key, ...apps]), nowMs)}
            nowMs={nowMs}
            left={frame.panel.x}
            top={frame.panel.y + index * (frame.portrait ? narrowHeight : cardHeight)}
            width={frame.panel.w}
            narrow={frame.portrait}
          />
        );
      })}
    </ol>
  );
}

interface CardProps {
  rank: number;
  problem: Attention;
  row: AppRow | null;
  act: ActRow | null;
  nowMs: number;
  left: number;
  top: number;
  width: number;
  narrow: boolean;
}

function Card({ rank, problem, row, act, nowMs, left, top, width, narrow }: CardProps) {
  const t = useT();
  const unit = (n: number): string => `calc(${n} * var(--u))`;
  const title = narrow ? 3.8 : 4.7;
  const name = setTitle(
    { before: '', name: nameOf(problem.subject), after: '' },
    { lines: [width - title - 14], height: 6, most: title, least: narrow ? 3 : 3.4 },
  );
  return (
    <li
      data-hue={problem.trouble}
      style={{ position: 'absolute', left: unit(left), top: unit(top), width: unit(width) }}
    >
      <div style={{ display: 'flex', alignItems: 'center', gap: unit(1.4) }}>
        <span
          style={{
            flex: 'none',
            display: 'grid',
            placeItems: 'center',
            width: unit(title - 0.1),
            height: unit(title - 0.1),
            background: 'var(--hue)',
            color: 'var(--w-bg)',
            fontSize: unit(title * 0.68),
            fontWeight: 700,
          }}
        >
          {rank}
        </span>
        <span
          className="truncate"
          style={{ flex: 1, fontSize: unit(name.size), fontWeight: 600, letterSpacing: '-0.02em', lineHeight: 1.1 }}
        >
          <bdi>{name.lines[0]?.[0]?.text}</bdi>
        </span>
        <span className="wall-figures" style={{ fontSize: unit(title), whiteSpace: 'nowrap', lineHeight: 1.1 }}>
          {duration(nowMs - problem.sinceMs)}
        </span>
      </div>
      <div
        style={{
          display: 'flex',
          justifyContent: 'space-between',
          gap: unit(1.4),
          marginTop: unit(narrow ? 0.2 : 0.6),
        }}
      >
        <span className="truncate" style={{ color: 'var(--w-dim)' }}>
          <b style={{ color: 'var(--hue)', fontWeight: 600 }}>{t(`wall.word.${problem.trouble}`)}</b>{' '}
          {detailOf(problem, nowMs, t)}
        </span>
        {!narrow && <span style={{ fontSize: unit(2.6), whiteSpace: 'nowrap' }}>{clockMinute(problem.sinceMs)}</span>}
      </div>
      {row !== null && !narrow && <CardTrack row={row} width={width} />}
      <p
        className="truncate"
        style={{
          marginTop: unit(narrow ? 0.1 : 0.8),
          fontWeight: act === null ? 600 : 400,
          ...(narrow ? { fontSize: unit(2.4) } : {}),
        }}
      >
        <span aria-hidden="true">{act === null ? '○ ' : '● '}</span>
        {act === null ? t('wall.nobody') : `${oneLine(act.who, 30)}: ${describeIntent(act.intent, t)}`}
      </p>
    </li>
  );
}

/** The app's own track, blocks as large as the card has room for. */
function CardTrack({ row, width }: { row: AppRow; width: number }) {
  const blocks = blocksOf(row, 200);
  const pitch = Math.min(3.2, (width - 1) / Math.max(1, blocks.length));
  const w = pitch * 0.84;
  return (
    <svg
      className="wall-slots"
      viewBox={`0 0 ${width} 3.4`}
      style={{
        display: 'block',
        width: `calc(${width} * var(--u))`,
        height: 'calc(3.4 * var(--u))',
        marginTop: 'calc(0.8 * var(--u))',
      }}
      aria-hidden="true"
    >
      {blocks.map(({ state, at }) => (
        <TrackBlock key={at} state={state} x={at * pitch} w={w} />
      ))}
    </svg>
  );
}
