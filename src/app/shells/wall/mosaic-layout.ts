import { appIdOf, type EntityKey } from '../../../domain/keys.ts';
import type { Box } from './frame.ts';

/** What a place in the mosaic hangs on: names and wanted counts, never state, so that an app keeps its place while it is in trouble. */
export interface MosaicApp {
  key: EntityKey;
  wanted: number;
}

/**
 * How apps are drawn: with their names over their tracks, one block per instance, one cell per app, or one bar per group with only
 * troubled apps as cells.
 */
export type MosaicMode = 'named' | 'instances' | 'apps' | 'groups';

/** Where an app stands; `blocks` is how many block widths it takes. */
export interface MosaicPlace extends Box {
  key: EntityKey;
  blocks: number;
}

/** A group's name and where its first line begins. */
export interface MosaicLabel {
  name: string;
  y: number;
  apps: readonly EntityKey[];
  /** The whole stretch of the group's lines. */
  h: number;
}

/** The whole picture's geometry, in units. */
export interface Mosaic {
  mode: MosaicMode;
  pitch: number;
  blockHeight: number;
  labels: readonly MosaicLabel[];
  places: readonly MosaicPlace[];
  labelWidth: number;
}

/** More instances than this are one bar, as wide as this many blocks. */
const barFrom = 60;
const barBlocks = 24;

const labelWidth = 14.2;
const maxPitch = 5;
const minPitch: Readonly<Record<MosaicMode, number>> = { named: 2, instances: 0.9, apps: 0.7, groups: 0 };
const mostInstances = 1500;
const mostNamed = 40;

interface Group {
  name: string;
  apps: { app: MosaicApp; name: string; blocks: number }[];
}

/** Lays a set of apps out: the largest pitch that fits wins, in steps of a hundredth; groups and apps stand in the order of their names. */
export function layMosaic(apps: readonly MosaicApp[], box: Box, within: string): Mosaic {
  const groups = groupsOf(apps, within);
  const instances = apps.reduce((sum, { wanted }) => sum + wanted, 0);
  const modes: MosaicMode[] = [];
  if (apps.length <= mostNamed) modes.push('named');
  if (instances <= mostInstances) modes.push('instances');
  modes.push('apps');
  for (const mode of modes) {
    const pitch = widestPitch(groups, box, mode);
    if (pitch !== null) return place(groups, box, mode, pitch);
  }
  return placeGroups(groups, box);
}

function groupsOf(apps: readonly MosaicApp[], within: string): Group[] {
  const found = new Map<string, Group>();
  const prefix = within === '/' ? '/' : `${within}/`;
  for (const app of apps) {
    const id = appIdOf(app.key);
    const rest = id.startsWith(prefix) ? id.slice(prefix.length) : id.slice(1);
    const cut = rest.indexOf('/');
    const name = cut < 0 ? '/' : rest.slice(0, cut);
    const group = found.get(name) ?? { name, apps: [] };
    const blocks = app.wanted > barFrom ? barBlocks : Math.max(1, app.wanted);
    group.apps.push({ app, name: id.slice(id.lastIndexOf('/') + 1), blocks });
    found.set(name, group);
  }
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  for (const group of found.values()) group.apps.sort((a, b) => compare(a.app.key, b.app.key));
  return [...found.values()].sort((a, b) => compare(a.name, b.name));
}

function heightOf(pitch: number): number {
  return Math.min(4.2, Math.max(1.2, pitch * 1.95));
}

/** A name over a track takes this much more, and at least as much room as its letters do. */
const nameHeight = 3;
const letterWidth = 1.3;

function lineHeight(mode: MosaicMode, pitch: number): number {
  return heightOf(pitch) + (mode === 'named' ? nameHeight + 0.8 : Math.min(0.75, pitch * 0.6));
}

function widthOf(entry: Group['apps'][number], mode: MosaicMode, pitch: number): number {
  if (mode === 'apps') return pitch;
  const track = entry.blocks * pitch;
  return mode === 'named' ? Math.max(track, Math.min(entry.name.length, 18) * letterWidth) : track;
}

/** The gap after an app: cells of whole apps stand close, tracks stand apart. */
function gapOf(mode: MosaicMode, pitch: number): number {
  return mode === 'apps' ? 0 : mode === 'named' ? 2 : pitch;
}

/** What is left between the lines of two groups. */
const groupGap = 0.5;

function widestPitch(groups: readonly Group[], box: Box, mode: MosaicMode): number | null {
  for (let pitch = maxPitch; pitch >= minPitch[mode]; pitch = Math.round((pitch - 0.01) * 100) / 100) {
    if (heightNeeded(groups, box.w - labelWidth, mode, pitch) <= box.h) return pitch;
  }
  return null;
}

function heightNeeded(groups: readonly Group[], width: number, mode: MosaicMode, pitch: number): number {
  const line = lineHeight(mode, pitch);
  let height = 0;
  for (const group of groups) height += linesOf(group, width, mode, pitch) * line + groupGap;
  return height - groupGap;
}

function linesOf(group: Group, width: number, mode: MosaicMode, pitch: number): number {
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

function place(groups: readonly Group[], box: Box, mode: MosaicMode, pitch: number): Mosaic {
  const line = lineHeight(mode, pitch);
  const width = box.w - labelWidth;
  const gap = gapOf(mode, pitch);
  const free = box.h - heightNeeded(groups, width, mode, pitch);
  const spread = Math.min(1.4, free / Math.max(1, groups.length - 1));
  const blockHeight = heightOf(pitch);
  const rise = mode === 'named' ? nameHeight : 0;
  const labels: MosaicLabel[] = [];
  const places: MosaicPlace[] = [];
  let y = box.y;
  for (const group of groups) {
    const top = y;
    let x = 0;
    for (const entry of group.apps) {
      const w = widthOf(entry, mode, pitch);
      if (x > 0 && x + w > width) {
        x = 0;
        y += line;
      }
      places.push({
        key: entry.app.key,
        blocks: entry.blocks,
        x: box.x + labelWidth + x,
        y: y + rise,
        w,
        h: blockHeight,
      });
      x += w + gap;
    }
    y += line;
    labels.push({ name: group.name, y: top + rise, h: y - top, apps: group.apps.map(({ app }) => app.key) });
    y += groupGap + Math.max(0, spread);
  }
  return { mode, pitch, blockHeight, labels, places, labelWidth };
}

/** Too many to give each a cell: a bar per group, its length its share of the largest. */
function placeGroups(groups: readonly Group[], box: Box): Mosaic {
  const line = Math.min(4.2, box.h / Math.max(1, groups.length));
  const blockHeight = Math.min(2.4, line * 0.62);
  const labels = groups.map((group, index) => ({
    name: group.name,
    y: box.y + index * line,
    h: line,
    apps: group.apps.map(({ app }) => app.key),
  }));
  return { mode: 'groups', pitch: 0.9, blockHeight, labels, places: [], labelWidth };
}

/** Whether a kept layout still holds: the same kind of set within 5 %, so that the picture does not reflow daily. */
export function sameSet(before: readonly MosaicApp[], after: readonly MosaicApp[]): boolean {
  if (before.length !== after.length) return false;
  return before.every((app, index) => app.key === after[index]?.key && app.wanted === after[index]?.wanted);
}
