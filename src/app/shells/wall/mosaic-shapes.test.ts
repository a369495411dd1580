import { describe, expect, it } from 'vitest';
import type { AppRow } from '../../../protocol/rows.ts';
import { appRow as app } from '../../../protocol/testing/rows.ts';
import { frameOf } from './frame.ts';
import { placesOf } from './mosaic-groups.ts';
import { layMosaic } from './mosaic-layout.ts';
import { shapesOf, type IsKnown } from './mosaic-shapes.ts';

const box = frameOf(1920, 1080).mosaic;
const blocksIn = (path: string | undefined): number => (path?.match(/M/g) ?? []).length;

function draw(apps: readonly AppRow[], isKnown: IsKnown = () => true) {
  const mosaic = layMosaic(apps, box, '/');
  return shapesOf(mosaic, mosaic.places, new Map(apps.map((row) => [row.key, row])), isKnown);
}

describe('the mosaic’s shapes', () => {
  it('draw a block per instance, each state in a path of its own', () => {
    const { paths } = draw([app('m/a/x'), app('m/a/y', { condition: 'failing', healthy: 1, unhealthy: 2 })]);
    expect(blocksIn(paths.get('healthy'))).toBe(4);
    expect(blocksIn(paths.get('failing'))).toBe(2);
  });

  it('draw nothing but dotted outlines once the source is lost, suspended apps included', () => {
    const { paths, counts } = draw(
      [
        app('m/a/x'),
        app('m/a/y', { condition: 'suspended', wanted: 0, running: 0 }),
        app('m/a/z', { wanted: 96, running: 96, healthy: 96 }),
      ],
      () => false,
    );
    expect([...paths.keys()]).toEqual(['unknown']);
    expect(counts).toEqual([]);
  });

  it('keep the colours of one source while another is lost', () => {
    const { paths } = draw([app('m/a/x'), app('n/a/y')], (key) => key.startsWith('m/'));
    expect(blocksIn(paths.get('healthy'))).toBe(3);
    expect(blocksIn(paths.get('unknown'))).toBe(3);
  });

  it('draw many instances as a bar with their count', () => {
    const { counts, paths } = draw([
      app('m/a/x', { wanted: 96, running: 96, healthy: 90, unhealthy: 6, condition: 'failing' }),
    ]);
    expect(counts.map(({ text }) => text)).toEqual(['96']);
    expect(blocksIn(paths.get('failing'))).toBe(1);
  });

  it('never paint over a neighbour when more run than are wanted', () => {
    const { paths } = draw([app('m/a/x', { running: 5, healthy: 5 })]);
    expect(blocksIn(paths.get('healthy'))).toBe(3);
  });

  it('show what fails before what is well when more run than are wanted', () => {
    const { paths } = draw([app('m/a/x', { condition: 'failing', running: 5, healthy: 3, unhealthy: 2 })]);
    expect(blocksIn(paths.get('failing'))).toBe(2);
    expect(blocksIn(paths.get('healthy'))).toBe(1);
  });

  it('give each group a bar as long as its share when cells would be too small', () => {
    const apps = Array.from({ length: 9000 }, (_, n) =>
      app(`m/g${n % 3}/a${n}`, { wanted: 10, running: 10, healthy: 10 }),
    );
    const mosaic = layMosaic(apps, box, '/');
    expect(mosaic.mode).toBe('groups');
    const rows = new Map(apps.map((row) => [row.key, row]));
    expect(blocksIn(shapesOf(mosaic, [], rows, () => true).paths.get('healthy'))).toBe(3);
  });

  it('give each app in trouble a cell of its own behind the bar of its group', () => {
    const apps = Array.from({ length: 9000 }, (_, n) =>
      app(`m/g${n % 3}/a${n}`, n === 7 ? { condition: 'failing' } : {}),
    );
    const mosaic = layMosaic(apps, box, '/');
    const places = placesOf(mosaic, new Set(['m/g1/a7']));
    expect(places.map(({ key }) => key)).toEqual(['m/g1/a7']);
    const { paths } = shapesOf(mosaic, places, new Map(apps.map((row) => [row.key, row])), () => true);
    // Its share of the bar, and its cell.
    expect(blocksIn(paths.get('failing'))).toBe(2);
  });
});
