import type { EntityKey } from '../../../domain/keys.ts';
import type { Box } from './frame.ts';
import { columnsOf, nameRoom } from './mosaic-fit.ts';
import type { Mosaic, MosaicGroup, MosaicLabel, MosaicPlace } from './mosaic-model.ts';

const mostLine = 4.2;
/** A troubled app's own cell. */
const cellPitch = 1.3;
/** Of a column's width beside the label, this much is for the largest group's bar; behind it stand the cells. */
const barShare = 0.7;

/** Too many to give each a cell: a bar per group, its length its share of the largest, in as many columns as leave the names room. */
export function placeGroups(groups: readonly MosaicGroup[], box: Box): Mosaic {
  const ways = columnsOf(box);
  const linesIn = (columns: number): number => Math.max(1, Math.ceil(groups.length / columns));
  const way = ways.find(({ columns }) => box.h / linesIn(columns) >= nameRoom) ?? ways.at(-1);
  const { columns, step, labelWidth, width } = way ?? { columns: 1, step: 0, labelWidth: 0, width: box.w };
  const perColumn = linesIn(columns);
  const line = Math.min(mostLine, box.h / perColumn);
  const labels = groups.map((group, index) => ({
    name: group.name,
    x: box.x + Math.floor(index / perColumn) * step,
    y: box.y + (index % perColumn) * line,
    w: labelWidth,
    h: line,
    apps: group.apps.map(({ app }) => app.key),
  }));
  const blockHeight = Math.min(2.4, line * 0.62);
  const room = width - labelWidth;
  return { mode: 'groups', pitch: cellPitch, columns, spread: 0, blockHeight, labels, places: [], labelWidth, room };
}

/** The bar of a group, as long as its share of the largest. */
export function barOf({ labels, blockHeight, room }: Mosaic, label: MosaicLabel): Box {
  const most = Math.max(1, ...labels.map(({ apps }) => apps.length));
  return {
    x: label.x + label.w,
    y: label.y,
    w: Math.max(cellPitch, (label.apps.length / most) * room * barShare),
    h: blockHeight,
  };
}

/** Where apps stand: all of them, or in bars of groups the troubled ones alone, each as a cell behind the bar of its group. */
export function placesOf(mosaic: Mosaic, troubled: ReadonlySet<EntityKey>): readonly MosaicPlace[] {
  if (mosaic.mode !== 'groups') return mosaic.places;
  return mosaic.labels.flatMap((label) => {
    const bar = barOf(mosaic, label);
    const left = bar.x + bar.w + 0.8;
    const most = Math.floor((label.x + label.w + mosaic.room - left) / cellPitch);
    return label.apps
      .filter((key) => troubled.has(key))
      .slice(0, most)
      .map((key, index) => ({
        key,
        blocks: 1,
        bar: false,
        x: left + index * cellPitch,
        y: label.y,
        w: cellPitch,
        h: bar.h,
      }));
  });
}

/** The names there is room for: those of groups in trouble first, then the others in their order. */
export function labelsThatFit(mosaic: Mosaic, isTroubled: (label: MosaicLabel) => boolean): readonly MosaicLabel[] {
  const shown: MosaicLabel[] = [];
  const wanted = [...mosaic.labels].sort((a, b) => Number(isTroubled(b)) - Number(isTroubled(a)));
  for (const label of wanted) {
    const isFree = shown.every(({ x, y }) => x !== label.x || Math.abs(y - label.y) >= nameRoom);
    if (isFree) shown.push(label);
  }
  return shown;
}
