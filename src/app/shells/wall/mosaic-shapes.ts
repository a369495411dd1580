import type { EntityKey } from '../../../domain/keys.ts';
import { trackOf, type BlockState } from '../../../domain/track.ts';
import type { AppRow } from '../../../protocol/rows.ts';
import { fitted, type Run } from './blocks.ts';
import { barOf } from './mosaic-groups.ts';
import type { Mosaic, MosaicPlace } from './mosaic-model.ts';

/** What is drawn in one stroke: all blocks of a state as one path, so that ten thousand blocks are a dozen elements. */
export type ShapeKind = BlockState | 'suspended' | 'unknown' | 'moving';

/** Paths by state, in units. */
export interface Shapes {
  paths: ReadonlyMap<ShapeKind, string>;
  /** Counts that stand on bars. */
  counts: readonly { x: number; y: number; text: string }[];
}

/** Whether anything is known of an app now. */
export type IsKnown = (key: EntityKey) => boolean;

/**
 * Draws every app at its place, and under them the bars of groups where there are too many apps; those of which nothing is known are dotted
 * outlines, whatever was last known.
 */
export function shapesOf(
  mosaic: Mosaic,
  places: readonly MosaicPlace[],
  rows: ReadonlyMap<string, AppRow>,
  isKnown: IsKnown,
): Shapes {
  const pen = new Pen();
  const counts: { x: number; y: number; text: string }[] = [];
  if (mosaic.mode === 'groups') drawGroups(pen, mosaic, rows, isKnown);
  for (const place of places) {
    const row = rows.get(place.key);
    if (!row) continue;
    const known = isKnown(place.key);
    if (mosaic.mode === 'apps' || mosaic.mode === 'groups')
      drawCell(pen, mosaic, place, known ? cellOf(row) : 'unknown');
    else if (place.bar) {
      drawBar(pen, mosaic, place, known ? runsOf(row) : [{ state: 'unknown', count: 1 }]);
      const x = place.x + (place.blocks * mosaic.pitch) / 2;
      if (known) counts.push({ x, y: place.y + place.h / 2, text: String(row.wanted) });
    } else drawBlocks(pen, mosaic, place, known ? runsOf(row) : [{ state: 'unknown', count: place.blocks }]);
  }
  return { paths: pen.paths(), counts };
}

/** The order of states along a group's bar: what is well first, so that trouble stands next to its cells. */
const barOrder: readonly ShapeKind[] = [
  'suspended',
  'healthy',
  'unchecked',
  'starting',
  'unknown',
  'unreachable',
  'waiting',
  'delayed',
  'failing',
];

/** One bar per group, each state's share of its apps. */
function drawGroups(pen: Pen, mosaic: Mosaic, rows: ReadonlyMap<string, AppRow>, isKnown: IsKnown): void {
  for (const label of mosaic.labels) {
    const tally = new Map<ShapeKind, number>();
    for (const key of label.apps) {
      const row = rows.get(key);
      const state = row && isKnown(key) ? cellOf(row) : 'unknown';
      tally.set(state, (tally.get(state) ?? 0) + 1);
    }
    const bar = barOf(mosaic, label);
    let x = bar.x;
    for (const state of barOrder) {
      const w = ((tally.get(state) ?? 0) / label.apps.length) * bar.w;
      if (w === 0) continue;
      pen.rect(state, x, bar.y, Math.max(0.3, w), bar.h);
      x += w;
    }
  }
}

function cellOf(row: AppRow): ShapeKind {
  switch (row.condition) {
    case 'deploying':
      return 'starting';
    case 'healthy':
    case 'unchecked':
    case 'failing':
    case 'delayed':
    case 'waiting':
    case 'unreachable':
    case 'suspended':
      return row.condition;
  }
}

function runsOf(row: AppRow): readonly Run<ShapeKind>[] {
  if (row.condition === 'suspended') return [{ state: 'suspended', count: 1 }];
  return trackOf(row).segments;
}

function drawCell(pen: Pen, { pitch, blockHeight }: Mosaic, { x, y }: MosaicPlace, state: ShapeKind): void {
  pen.block(state, x, y, pitch * 0.82, blockHeight);
}

function drawBlocks(pen: Pen, { pitch }: Mosaic, place: MosaicPlace, runs: readonly Run<ShapeKind>[]): void {
  let at = 0;
  // What runs over the wanted count stands on the app's own ground, never on its neighbour's.
  for (const { state, count } of fitted(runs, place.blocks)) {
    for (let n = 0; n < count; n += 1) {
      pen.block(state, place.x + at * pitch, place.y, pitch * 0.82, place.h);
      at += 1;
    }
  }
}

function drawBar(pen: Pen, { pitch }: Mosaic, place: MosaicPlace, runs: readonly Run<ShapeKind>[]): void {
  const total = runs.reduce((sum, { count }) => sum + count, 0);
  const width = place.blocks * pitch - pitch * 0.18;
  let x = place.x;
  for (const { state, count } of runs) {
    if (count === 0) continue;
    const w = (count / Math.max(1, total)) * width;
    pen.block(state, x, place.y, Math.max(0.25, w - (runs.length > 1 ? 0.12 : 0)), place.h);
    x += w;
  }
}

/** Writes SVG path data by state. */
class Pen {
  readonly #parts = new Map<ShapeKind, string[]>();

  rect(state: ShapeKind, x: number, y: number, w: number, h: number): void {
    this.#add(state, `M${n(x)} ${n(y)}h${n(w)}v${n(h)}h${n(-w)}z`);
  }

  block(state: ShapeKind, x: number, y: number, w: number, h: number): void {
    switch (state) {
      case 'unchecked':
        // Lower, which greyscale keeps better than a paler hue.
        this.rect(state, x, y + h * 0.22, w, h * 0.56);
        return;
      case 'failing':
        this.#add(state, `M${n(x)} ${n(y)}h${n(w * 0.5)}l${n(w * 0.5)} ${n(h * 0.3)}v${n(h * 0.7)}h${n(-w)}z`);
        return;
      case 'delayed':
        this.#add(
          state,
          `M${n(x)} ${n(y)}h${n(w)}l${n(-w * 0.38)} ${n(h / 2)}l${n(w * 0.38)} ${n(h / 2)}h${n(-w)}l${n(w * 0.38)} ${n(-h / 2)}z`,
        );
        return;
      case 'starting':
        this.rect(state, x, y + h / 2, w, h / 2);
        this.rect('moving', x, y, w, h);
        return;
      case 'suspended':
        this.rect(state, x, y + h * 0.44, w, h * 0.12);
        return;
      case 'healthy':
      case 'waiting':
      case 'missing':
      case 'stopping':
      case 'unreachable':
      case 'unknown':
      case 'moving':
        this.rect(state, x, y, w, h);
    }
  }

  paths(): ReadonlyMap<ShapeKind, string> {
    return new Map([...this.#parts].map(([state, parts]) => [state, parts.join('')]));
  }

  #add(state: ShapeKind, part: string): void {
    const known = this.#parts.get(state);
    if (known) known.push(part);
    else this.#parts.set(state, [part]);
  }
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
