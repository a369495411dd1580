import type { Box } from './frame.ts';
import type { Geometry, MosaicGroup, MosaicMode } from './mosaic-model.ts';

const maxPitch = 5;
const minPitch: Readonly<Record<MosaicMode, number>> = { named: 2, instances: 0.9, apps: 0.7, groups: 0 };

/** A name over a track takes this much more, and at least as much room as its letters do. */
export const nameHeight = 3;
const letterWidth = 1.3;

/** What is left between the lines of two groups. */
export const groupGap = 0.5;
/** The least from one group to the next: its name needs it. */
export const nameRoom = 2.6;

/** How high a block is, by its pitch. */
export function heightOf(pitch: number): number {
  return Math.min(4.2, Math.max(1.2, pitch * 1.95));
}

/** How high a line of apps is, with what is left under it. */
export function lineHeight(mode: MosaicMode, pitch: number): number {
  return heightOf(pitch) + (mode === 'named' ? nameHeight + 0.8 : Math.min(0.75, pitch * 0.6));
}

/** How wide an app is. */
export function widthOf(entry: MosaicGroup['apps'][number], mode: MosaicMode, pitch: number): number {
  if (mode === 'apps') return pitch;
  const track = entry.blocks * pitch;
  return mode === 'named' ? Math.max(track, Math.min(entry.name.length, 18) * letterWidth) : track;
}

/** The gap after an app: cells of whole apps stand close, tracks stand apart. */
export function gapOf(mode: MosaicMode, pitch: number): number {
  return mode === 'apps' ? 0 : mode === 'named' ? 2 : pitch;
}

/** A way to part the box: groups stand below each other, column after column. */
export interface Columns {
  columns: number;
  /** Of one column, its label included. */
  width: number;
  labelWidth: number;
  /** From one column to the next. */
  step: number;
}

const leastColumn = 20;
const columnGap = 3;
const mostLabel = 14.2;

/** The ways to part a box, the plainest first. */
export function columnsOf({ w }: Box): readonly Columns[] {
  const ways: Columns[] = [];
  for (let columns = 1; ; columns += 1) {
    const width = (w - (columns - 1) * columnGap) / columns;
    if (columns > 1 && width < leastColumn) return ways;
    ways.push({ columns, width, labelWidth: Math.min(mostLabel, width * 0.45), step: width + columnGap });
  }
}

/** A column's groups with their heights. */
type Filled = readonly { group: MosaicGroup; h: number }[];

/** Fills the columns from the left; null when the groups do not fit. */
export function fits(
  groups: readonly MosaicGroup[],
  box: Box,
  { mode, pitch, columns }: Pick<Geometry, 'mode' | 'pitch' | 'columns'>,
): readonly Filled[] | null {
  const way = columnsOf(box)[columns - 1];
  if (!way) return null;
  const line = lineHeight(mode, pitch);
  const filled: { group: MosaicGroup; h: number }[][] = [[]];
  let y = 0;
  for (const group of groups) {
    const h = Math.max(nameRoom - groupGap, linesNeeded(group, way.width - way.labelWidth, mode, pitch) * line);
    if (h > box.h) return null;
    if (y + h > box.h) {
      if (filled.length === columns) return null;
      filled.push([]);
      y = 0;
    }
    filled.at(-1)?.push({ group, h });
    y += h + groupGap;
  }
  return filled;
}

/** The largest pitch at which the groups fit; null when none does. */
export function widestPitch(
  groups: readonly MosaicGroup[],
  box: Box,
  mode: MosaicMode,
  columns: number,
): number | null {
  for (let pitch = maxPitch; pitch >= minPitch[mode]; pitch = Math.round((pitch - 0.01) * 100) / 100) {
    if (fits(groups, box, { mode, pitch, columns })) return pitch;
  }
  return null;
}

function linesNeeded(group: MosaicGroup, width: number, mode: MosaicMode, pitch: number): number {
  const gap = gapOf(mode, pitch);
  let lines = 1;
  let x = 0;
  for (const entry of group.apps) {
    const w = widthOf(entry, mode, pitch);
    if (w > width) return Number.POSITIVE_INFINITY;
    if (x > 0 && x + w > width) {
      lines += 1;
      x = 0;
    }
    x += w + gap;
  }
  return lines;
}
