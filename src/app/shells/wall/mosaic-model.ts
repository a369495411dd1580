import type { EntityKey } from '../../../domain/keys.ts';
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

/** Where an app stands; `blocks` is how many block widths it takes, `bar` whether they are one bar for many more instances. */
export interface MosaicPlace extends Box {
  key: EntityKey;
  blocks: number;
  bar: boolean;
}

/** A group's name, where its first line begins, and the whole stretch of its lines. */
export interface MosaicLabel extends Box {
  name: string;
  apps: readonly EntityKey[];
}

/** What a later layout keeps, so that the picture does not reflow daily. */
export interface Geometry {
  mode: MosaicMode;
  pitch: number;
  columns: number;
  /** Between the lines of two groups, beyond the least. */
  spread: number;
}

/** The whole picture's geometry, in units. */
export interface Mosaic extends Geometry {
  blockHeight: number;
  labels: readonly MosaicLabel[];
  places: readonly MosaicPlace[];
  labelWidth: number;
  /** The width beside a label. */
  room: number;
}

/** A group with its apps in the order of their names. */
export interface MosaicGroup {
  name: string;
  apps: { app: MosaicApp; name: string; blocks: number; bar: boolean }[];
}
