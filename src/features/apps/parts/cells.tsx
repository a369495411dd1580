import { memo, useState } from 'react';
import { Go } from '../../../client/go.tsx';
import { useNow } from '../../../client/live.tsx';
import { paths } from '../../../client/place.ts';
import { sceneOf } from '../../../client/scene.ts';
import { appIdOf } from '../../../domain/keys.ts';
import { trackOf } from '../../../domain/track.ts';
import { count, cpus, dateTime, duration, mib } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow } from '../../../protocol/rows.ts';
import { oneLine } from '../../../ui/hostile.ts';
import { PathParts, pathTitle } from '../../../ui/path-name.tsx';
import { Track } from '../../../ui/track.tsx';
import { useTrackLabel } from '../../../ui/track-label.ts';
import { nameParts } from '../view.ts';
import type { AppLineProps } from './line-props.ts';
import { labelledBy, nameId } from './lever-words.tsx';
import { haltOf, RowLevers, useReasons } from './row-levers.tsx';
import { RowScale } from './row-scale.tsx';
import { RowState } from './row-state.tsx';

interface CellsProps extends Omit<AppLineProps, 'index' | 'isActive' | 'giveUpFocus'> {
  /** Only the line the keyboard is on can be tabbed into. */
  tabIndex: 0 | -1;
}

/** What a line shows on a desk. */
export const DeskCells = memo(function DeskCells(props: CellsProps) {
  const { slot, row, layout, group, isBare, isSelected, deployment, tabIndex } = props;
  return (
    <>
      <span role="gridcell" className="grid place-items-center">
        <RowSelect slot={slot} isSelected={isSelected} tabIndex={tabIndex} />
      </span>
      <RowName
        appKey={row.key}
        group={group}
        slot={slot}
        tabIndex={tabIndex}
        className="flex min-w-0 hover:underline"
      />
      <NowWant running={row.running} wanted={row.wanted} />
      <RowTrack row={row} most={layout.mostSlots} />
      <span role="gridcell" className="flex min-w-0 items-center gap-2">
        <RowState row={row} deployment={deployment} />
      </span>
      {layout.kind === 'full' && (
        <>
          <VersionAge atMs={row.changedAtMs} />
          <Asked cpusEach={row.cpus} mibEach={row.memMib} wanted={row.wanted} />
        </>
      )}
      {!isBare && <Levers {...props} />}
    </>
  );
});

/** What a line shows on a phone; its levers are on the app's page. */
export const PhoneCells = memo(function PhoneCells({ slot, row, layout, group, deployment, tabIndex }: CellsProps) {
  return (
    <>
      <RowName
        appKey={row.key}
        group={group}
        slot={slot}
        tabIndex={tabIndex}
        className="flex min-h-6 min-w-0 items-end"
      />
      <NowWant running={row.running} wanted={row.wanted} />
      <span role="gridcell" className="flex min-w-0 items-center gap-2">
        <RowState row={row} deployment={deployment} />
      </span>
      <RowTrack row={row} most={layout.mostSlots} />
    </>
  );
});

function Levers({ slot, row, pending, draft, readOnly, source, tabIndex }: CellsProps) {
  const t = useT();
  const asked = draft ?? (pending?.intent.kind === 'scale-app' ? pending.intent.to : null);
  const isOff = readOnly || source === 'lost' || source === 'connecting';
  const reasons = useReasons(row, sceneOf({ kind: 'app', row }, readOnly, source));
  return (
    <>
      <RowScale
        slot={slot}
        wanted={row.wanted}
        asked={asked}
        reason={isOff ? t(readOnly ? 'refusal.read-only' : 'refusal.source-lost') : null}
        tabIndex={tabIndex}
      />
      <span role="gridcell" className="flex">
        <RowLevers
          slot={slot}
          halt={haltOf(row)}
          asked={pending?.intent.kind ?? null}
          tabIndex={tabIndex}
          {...reasons}
        />
      </span>
    </>
  );
}

const RowSelect = memo(function RowSelect({
  slot,
  isSelected,
  tabIndex,
}: {
  slot: number;
  isSelected: boolean;
  tabIndex: 0 | -1;
}) {
  return (
    <input
      type="checkbox"
      tabIndex={tabIndex}
      data-act="select"
      checked={isSelected}
      readOnly
      aria-labelledby={labelledBy('select', slot)}
      className="size-3.5 accent-ink"
    />
  );
});

const RowName = memo(function RowName({
  appKey,
  group,
  slot,
  tabIndex,
  className,
}: {
  appKey: string;
  group: string;
  slot: number;
  tabIndex: 0 | -1;
  className: string;
}) {
  const parts = nameParts(appKey, group);
  return (
    <span role="rowheader" className="min-w-0">
      <Go
        to={paths.app(appKey)}
        id={nameId(slot)}
        aria-label={oneLine(appIdOf(appKey))}
        tabIndex={tabIndex}
        className={className}
        dir="auto"
        title={pathTitle(parts.prefix + parts.name)}
      >
        <PathParts {...parts} />
      </Go>
    </span>
  );
});

const NowWant = memo(function NowWant({ running, wanted }: { running: number; wanted: number }) {
  return (
    <span role="gridcell" className="text-right font-medium whitespace-nowrap">
      {count(running)}
      <span className="font-normal text-ink-3">{` / ${count(wanted)}`}</span>
    </span>
  );
});

function RowTrack({ row, most }: { row: AppRow; most: number }) {
  const label = useTrackLabel();
  const track = trackOf(row);
  return (
    <span role="gridcell" className="min-w-0">
      <Track size="list" segments={track.segments} over={track.over} most={most} label={label(track.segments)} />
    </span>
  );
}

const VersionAge = memo(function VersionAge({ atMs }: { atMs: number | null }) {
  const t = useT();
  const nowMs = useNow(15_000);
  // Dates are written for whoever points at one: forty of them, each time the list is drawn, nobody reads.
  const [isPointed, setPointed] = useState(false);
  const title =
    atMs === null ? t('apps.versionUnknown') : isPointed ? t('apps.versionTitle', { time: dateTime(atMs) }) : undefined;
  return (
    <span role="gridcell" className="text-right text-ink-2" title={title} onPointerEnter={() => setPointed(true)}>
      {duration(atMs === null ? null : nowMs - atMs)}
    </span>
  );
});

/** What the app asks for in all: processors and GiB. */
const Asked = memo(function Asked({
  cpusEach,
  mibEach,
  wanted,
}: {
  cpusEach: number;
  mibEach: number;
  wanted: number;
}) {
  const t = useT();
  return (
    <>
      <span role="gridcell" className="text-right" title={t('apps.cpuTitle', { each: cpus(cpusEach), count: wanted })}>
        {cpus(round(cpusEach * wanted))}
      </span>
      <span role="gridcell" className="text-right" title={t('apps.cpuTitle', { each: mib(mibEach), count: wanted })}>
        {cpus(round((mibEach * wanted) / 1024))}
      </span>
    </>
  );
});

/** Two digits are enough for a glance; past ten none is needed. */
function round(n: number): number {
  return n >= 10 ? Math.round(n) : Math.round(n * 10) / 10;
}
