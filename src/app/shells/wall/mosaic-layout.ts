import { appIdOf } from '../../../domain/keys.ts';
import type { Box } from './frame.ts';
import {
  columnsOf,
  fits,
  gapOf,
  groupGap,
  heightOf,
  lineHeight,
  nameHeight,
  widestPitch,
  widthOf,
} from './mosaic-fit.ts';
import { placeGroups } from './mosaic-groups.ts';
import type { Geometry, Mosaic, MosaicApp, MosaicGroup, MosaicLabel, MosaicMode, MosaicPlace } from './mosaic-model.ts';

/** More instances than this are one bar, as wide as this many blocks. */
const barFrom = 60;
const barBlocks = 24;

const mostInstances = 1500;
const mostNamed = 40;
const mostSpread = 1.4;
/** One column is the easiest to learn: others come in where its blocks would be narrower than this, and must make them this much wider. */
const fairPitch = 1.2;
const worthAColumn = 1.5;
/** A set may change by this share of its apps before its geometry is chosen anew. */
const keptShare = 0.05;

/**
 * Lays a set of apps out: the largest pitch that fits wins, in steps of a hundredth; groups and apps stand in the order of their names.
 * What is kept of an earlier layout holds as long as it fits.
 */
export function layMosaic(apps: readonly MosaicApp[], box: Box, within: string, kept: Geometry | null = null): Mosaic {
  const groups = groupsOf(apps, within);
  if (kept?.mode === 'groups') return placeGroups(groups, box);
  if (kept && fits(groups, box, kept)) return place(groups, box, kept);
  const instances = apps.reduce((sum, { wanted }) => sum + wanted, 0);
  const modes: MosaicMode[] = [];
  if (apps.length <= mostNamed) modes.push('named');
  if (instances <= mostInstances) modes.push('instances');
  modes.push('apps');
  for (const mode of modes) {
    const chosen = widest(groups, box, mode);
    if (chosen !== null) return place(groups, box, chosen);
  }
  return placeGroups(groups, box);
}

/** The geometry with the widest blocks; small groups share a height, in columns, where that makes much of a difference. */
function widest(groups: readonly MosaicGroup[], box: Box, mode: MosaicMode): Geometry | null {
  let best: Geometry | null = null;
  for (const { columns } of columnsOf(box)) {
    if (best !== null && best.pitch >= fairPitch) return best;
    const pitch = widestPitch(groups, box, mode, columns);
    if (pitch !== null && pitch > (best?.pitch ?? 0) * worthAColumn)
      best = { mode, pitch, columns, spread: mostSpread };
  }
  return best;
}

function groupsOf(apps: readonly MosaicApp[], within: string): MosaicGroup[] {
  const found = new Map<string, MosaicGroup>();
  const prefix = within === '/' ? '/' : `${within}/`;
  for (const app of apps) {
    const id = appIdOf(app.key);
    const rest = id.startsWith(prefix) ? id.slice(prefix.length) : id.slice(1);
    const cut = rest.indexOf('/');
    const name = cut < 0 ? '/' : rest.slice(0, cut);
    const group = found.get(name) ?? { name, apps: [] };
    const bar = app.wanted > barFrom;
    const blocks = bar ? barBlocks : Math.max(1, app.wanted);
    group.apps.push({ app, name: id.slice(id.lastIndexOf('/') + 1), blocks, bar });
    found.set(name, group);
  }
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  for (const group of found.values()) group.apps.sort((a, b) => compare(a.app.key, b.app.key));
  return [...found.values()].sort((a, b) => compare(a.name, b.name));
}

function place(groups: readonly MosaicGroup[], box: Box, kept: Geometry): Mosaic {
  const { mode, pitch, columns } = kept;
  const column = columnsOf(box)[columns - 1] ?? { columns, labelWidth: 0, width: box.w, step: box.w };
  const width = column.width - column.labelWidth;
  const filled = fits(groups, box, kept) ?? [groups.map((group) => ({ group, h: 0 }))];
  const free = filled.map((column) => {
    const used = column.reduce((sum, { h }) => sum + h + groupGap, -groupGap);
    return (box.h - used) / Math.max(1, column.length - 1);
  });
  const spread = Math.max(0, Math.min(kept.spread, ...free));
  const blockHeight = heightOf(pitch);
  const rise = mode === 'named' ? nameHeight : 0;
  const labels: MosaicLabel[] = [];
  const places: MosaicPlace[] = [];
  for (const [index, members] of filled.entries()) {
    const x = box.x + index * column.step;
    let y = box.y;
    for (const { group, h } of members) {
      const keys = group.apps.map(({ app }) => app.key);
      labels.push({ name: group.name, x, y: y + rise, w: column.labelWidth, h, apps: keys });
      places.push(...linesOf(group, { x: x + column.labelWidth, y: y + rise, w: width, h: blockHeight }, mode, pitch));
      y += h + groupGap + spread;
    }
  }
  return { mode, pitch, columns, spread, blockHeight, labels, places, labelWidth: column.labelWidth, room: width };
}

/** A group's apps one after the other, on as many lines as they need; `first` is where the first line lies. */
function linesOf(group: MosaicGroup, first: Box, mode: MosaicMode, pitch: number): MosaicPlace[] {
  const places: MosaicPlace[] = [];
  let x = 0;
  let y = first.y;
  for (const entry of group.apps) {
    const w = widthOf(entry, mode, pitch);
    if (x > 0 && x + w > first.w) {
      x = 0;
      y += lineHeight(mode, pitch);
    }
    places.push({ key: entry.app.key, blocks: entry.blocks, bar: entry.bar, x: first.x + x, y, w, h: first.h });
    x += w + gapOf(mode, pitch);
  }
  return places;
}

/** Whether a set is the one laid out, app by app. Both stand in the order of their keys. */
export function sameSet(before: readonly MosaicApp[], after: readonly MosaicApp[]): boolean {
  if (before.length !== after.length) return false;
  return before.every((app, index) => app.key === after[index]?.key && app.wanted === after[index]?.wanted);
}

/** Whether a set is near enough to an earlier one to keep its geometry: a twentieth of its apps, or one, came or went. */
export function nearSet(before: readonly MosaicApp[], after: readonly MosaicApp[]): boolean {
  const known = new Set(before.map(({ key }) => key));
  const stayed = after.reduce((sum, { key }) => sum + (known.has(key) ? 1 : 0), 0);
  return before.length + after.length - 2 * stayed <= Math.max(1, before.length * keptShare);
}
