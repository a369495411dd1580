import { memo, useLayoutEffect, useRef } from 'react';
import { Go } from '../../../client/go.tsx';
import { useNow } from '../../../client/live.tsx';
import { paths } from '../../../client/place.ts';
import { appIdOf } from '../../../domain/keys.ts';
import type { SourceStatus } from '../../../domain/source.ts';
import { trackOf } from '../../../domain/track.ts';
import { count, cpus, dateTime, duration, mib } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { ActRow, AppRow, DeploymentRow } from '../../../protocol/rows.ts';
import { isolated } from '../../../ui/hostile.ts';
import { PathName } from '../../../ui/path-name.tsx';
import { Track } from '../../../ui/track.tsx';
import { useTrackLabel } from '../../../ui/track-label.ts';
import { cpusAsked, memoryAskedMib, nameParts } from '../view.ts';
import type { TableLayout } from './layout.ts';
import { RowLevers } from './row-levers.tsx';
import { RowScale } from './row-scale.tsx';
import { RowState } from './row-state.tsx';

/** What one line of the list draws. All of it is plain or keeps its identity, so that one app's change draws one line. */
export interface AppLineProps {
  row: AppRow;
  index: number;
  topPx: number;
  layout: TableLayout;
  group: string;
  /** Without levers: the list is still growing, or moves faster than anyone clicks. */
  isBare: boolean;
  isActive: boolean;
  isSelected: boolean;
  pending: ActRow | null;
  /** A count that is being chosen. */
  draft: number | null;
  deployment: DeploymentRow | null;
  readOnly: boolean;
  source: SourceStatus['state'];
  /** Takes the keyboard when this line begins to show another app: no key may hit what was not looked at. */
  giveUpFocus(): void;
}

/** One app in the list. */
export const AppLine = memo(function AppLine(props: AppLineProps) {
  const { row, index, topPx, layout, isActive, isSelected, giveUpFocus } = props;
  const t = useT();
  const ref = useRef<HTMLDivElement>(null);
  const shownKey = useRef(row.key);
  useLayoutEffect(() => {
    if (shownKey.current !== row.key && ref.current?.contains(document.activeElement)) giveUpFocus();
    shownKey.current = row.key;
  }, [row.key, giveUpFocus]);
  const name = isolated(appIdOf(row.key));
  return (
    <div
      ref={ref}
      role="row"
      id={`app-row-${index}`}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-index={index}
      className={`absolute inset-x-0 top-0 grid items-center gap-x-2.5 border-b border-line px-2 [contain:strict] ${layout.columns} ${
        isSelected ? 'bg-sel' : 'hover:bg-hover'
      } ${isActive ? 'outline-2 -outline-offset-2 outline-line-3' : ''} ${props.source === 'lost' ? 'grayscale' : ''}`}
      style={{ transform: `translateY(${topPx}px)`, height: layout.rowPx }}
    >
      {layout.kind === 'phone' ? (
        <PhoneCells {...props} />
      ) : (
        <>
          <span role="gridcell" className="grid place-items-center">
            <input
              type="checkbox"
              tabIndex={isActive ? 0 : -1}
              data-act="select"
              checked={isSelected}
              readOnly
              aria-label={t('apps.selectApp', { name })}
              className="size-3.5 accent-ink"
            />
          </span>
          <DeskCells {...props} name={name} />
        </>
      )}
    </div>
  );
});

function DeskCells({
  row,
  layout,
  group,
  isBare,
  isActive,
  pending,
  draft,
  deployment,
  readOnly,
  source,
  name,
}: AppLineProps & { name: string }) {
  const t = useT();
  const tabIndex = isActive ? 0 : -1;
  const asked = draft ?? (pending?.intent.kind === 'scale-app' ? pending.intent.to : null);
  const isOff = readOnly || source === 'lost' || source === 'connecting';
  return (
    <>
      <span role="rowheader" className="min-w-0">
        <Go to={paths.app(row.key)} tabIndex={tabIndex} className="flex min-w-0 hover:underline">
          <PathName {...nameParts(row.key, group)} />
        </Go>
      </span>
      <NowWant row={row} />
      <RowTrack row={row} most={layout.mostSlots} />
      <span role="gridcell" className="min-w-0">
        <RowState row={row} deployment={deployment} />
      </span>
      {layout.kind === 'full' && (
        <>
          <VersionAge atMs={row.changedAtMs} />
          <span
            role="gridcell"
            className="text-right"
            title={t('apps.cpuTitle', { each: cpus(row.cpus), count: row.wanted })}
          >
            {cpus(round(cpusAsked(row)))}
          </span>
          <span
            role="gridcell"
            className="text-right"
            title={t('apps.cpuTitle', { each: mib(row.memMib), count: row.wanted })}
          >
            {cpus(round(memoryAskedMib(row) / 1024))}
          </span>
        </>
      )}
      {!isBare && (
        <>
          <span role="gridcell">
            <RowScale
              name={name}
              wanted={row.wanted}
              asked={asked}
              reason={isOff ? t(readOnly ? 'refusal.read-only' : 'refusal.source-lost') : null}
              tabIndex={tabIndex}
            />
          </span>
          <span role="gridcell" className="flex">
            <RowLevers
              row={row}
              name={name}
              readOnly={readOnly}
              source={source}
              pending={pending}
              tabIndex={tabIndex}
            />
          </span>
        </>
      )}
    </>
  );
}

/** Two digits are enough for a glance; past ten none is needed. */
function round(n: number): number {
  return n >= 10 ? Math.round(n) : Math.round(n * 10) / 10;
}

function NowWant({ row }: { row: AppRow }) {
  return (
    <span role="gridcell" className="text-right whitespace-nowrap">
      <span className="font-medium">{count(row.running)}</span>
      <span className="text-ink-3"> / {count(row.wanted)}</span>
    </span>
  );
}

function RowTrack({ row, most }: { row: AppRow; most: number }) {
  const label = useTrackLabel();
  const track = trackOf(row);
  return (
    <span role="gridcell" className="min-w-0 overflow-hidden">
      <Track size="list" segments={track.segments} over={track.over} most={most} label={label(track.segments)} />
    </span>
  );
}

function VersionAge({ atMs }: { atMs: number | null }) {
  const t = useT();
  const nowMs = useNow(15_000);
  return (
    <span
      role="gridcell"
      className="text-right text-ink-2"
      title={atMs === null ? t('apps.versionUnknown') : t('apps.versionTitle', { time: dateTime(atMs) })}
    >
      {duration(atMs === null ? null : nowMs - atMs)}
    </span>
  );
}

function PhoneCells({ row, layout, group, deployment }: AppLineProps) {
  return (
    <>
      <span role="rowheader" className="min-w-0">
        <Go to={paths.app(row.key)} className="flex min-h-6 min-w-0 items-end">
          <PathName {...nameParts(row.key, group)} />
        </Go>
      </span>
      <NowWant row={row} />
      <span role="gridcell" className="min-w-0">
        <RowState row={row} deployment={deployment} />
      </span>
      <RowTrack row={row} most={layout.mostSlots} />
    </>
  );
}
