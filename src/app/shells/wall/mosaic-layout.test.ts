import { describe, expect, it } from 'vitest';
import { frameOf } from './frame.ts';
import { layMosaic, nearSet, sameSet } from './mosaic-layout.ts';
import { labelsThatFit, placesOf } from './mosaic-groups.ts';
import type { MosaicApp } from './mosaic-model.ts';

const box = frameOf(1920, 1080).mosaic;

function cluster(groups: number, apps: number, wanted: number): MosaicApp[] {
  const list: MosaicApp[] = [];
  for (let g = 0; g < groups; g += 1) {
    for (let a = 0; a < apps; a += 1) list.push({ key: `m/group-${String(g).padStart(3, '0')}/app-${a}`, wanted });
  }
  return list;
}

function inside(apps: readonly MosaicApp[]): boolean {
  const { places } = layMosaic(apps, box, '/');
  return places.every(
    ({ x, y, w, h }) => x >= box.x && x + w <= box.x + box.w + 0.01 && y >= box.y && y + h <= box.y + box.h + 0.01,
  );
}

describe('the mosaic', () => {
  it('names apps while they are few, then draws instances, then apps, then groups', () => {
    expect(layMosaic(cluster(4, 5, 4), box, '/').mode).toBe('named');
    expect(layMosaic(cluster(12, 18, 5), box, '/').mode).toBe('instances');
    expect(layMosaic(cluster(18, 111, 8), box, '/').mode).toBe('apps');
    expect(layMosaic(cluster(40, 250, 10), box, '/').mode).toBe('groups');
  });

  it('keeps every app within its box, once', () => {
    for (const apps of [
      cluster(4, 5, 4),
      cluster(12, 18, 5),
      cluster(18, 111, 8),
      cluster(1, 1, 1),
      cluster(3, 2, 500),
    ]) {
      expect(inside(apps)).toBe(true);
      const keys = layMosaic(apps, box, '/').places.map(({ key }) => key);
      expect(new Set(keys).size).toBe(apps.length);
    }
  });

  it('gives an app the same place whatever the order it arrives in', () => {
    const apps = cluster(5, 9, 3);
    expect(layMosaic(apps.toReversed(), box, '/')).toEqual(layMosaic(apps, box, '/'));
  });

  it('draws more than sixty instances as a bar of twenty-four blocks, and none as one line', () => {
    const { places } = layMosaic(
      [...cluster(20, 8, 5), { key: 'm/big/one', wanted: 96 }, { key: 'm/big/none', wanted: 0 }],
      box,
      '/',
    );
    expect(places.find(({ key }) => key === 'm/big/one')?.blocks).toBe(24);
    expect(places.find(({ key }) => key === 'm/big/none')?.blocks).toBe(1);
  });

  it('shows the groups within a group when one was chosen', () => {
    const labels = layMosaic(
      [
        { key: 'm/shop/cart/api', wanted: 1 },
        { key: 'm/shop/worker', wanted: 1 },
      ],
      box,
      '/shop',
    ).labels;
    expect(labels.map(({ name }) => name)).toEqual(['/', 'cart']);
  });

  it('lets groups share a height before it gives up the places of their apps', () => {
    const portrait = frameOf(1080, 1920).mosaic;
    for (const [within, groups] of [
      [box, 28],
      [box, 90],
      [portrait, 20],
    ] as const) {
      const mosaic = layMosaic(cluster(groups, 2, 3), within, '/');
      expect(mosaic.places).toHaveLength(2 * groups);
      expect(mosaic.columns).toBeGreaterThan(1);
      expect(labelsThatFit(mosaic, () => false)).toHaveLength(groups);
      const right = Math.max(...mosaic.places.map(({ x, w }) => x + w));
      const bottom = Math.max(...mosaic.places.map(({ y, h }) => y + h));
      expect(right).toBeLessThanOrEqual(within.x + within.w + 0.01);
      expect(bottom).toBeLessThanOrEqual(within.y + within.h + 0.01);
    }
  });

  it('keeps to one column while groups are few', () => {
    expect(layMosaic(cluster(12, 18, 5), box, '/').columns).toBe(1);
  });

  it('gives apps in trouble places among bars of groups, within the box, and drops names that do not fit', () => {
    const mosaic = layMosaic(cluster(400, 30, 2), box, '/');
    expect(mosaic.mode).toBe('groups');
    const troubled = new Set(['m/group-007/app-3', 'm/group-399/app-0', 'm/group-399/app-9']);
    const places = placesOf(mosaic, troubled);
    expect(places.map(({ key }) => key)).toEqual([...troubled]);
    for (const { x, y, w, h } of places) {
      expect(x + w).toBeLessThanOrEqual(box.x + box.w);
      expect(y + h).toBeLessThanOrEqual(box.y + box.h + 0.01);
    }
    const shown = labelsThatFit(mosaic, ({ apps }) => apps.some((key) => troubled.has(key)));
    expect(shown.length).toBeLessThan(400);
    expect(shown.map(({ name }) => name)).toEqual(expect.arrayContaining(['group-007', 'group-399']));
  });

  it('keeps its geometry while few apps come or go, so that every other app stays where it was learnt', () => {
    const apps = cluster(12, 18, 5);
    const before = layMosaic(apps, box, '/');
    const more = [...apps, { key: 'm/group-011/app-99', wanted: 9 }];
    const after = layMosaic(more, box, '/', before);
    expect(after.pitch).toBe(before.pitch);
    expect(after.places.filter(({ key }) => key !== 'm/group-011/app-99')).toEqual(before.places);
    expect(layMosaic(cluster(2, 3, 5), box, '/', before).pitch).toBe(before.pitch);
  });

  it('chooses a new geometry when the kept one no longer holds all', () => {
    const before = layMosaic(cluster(4, 5, 4), box, '/');
    const after = layMosaic(cluster(12, 18, 5), box, '/', before);
    expect(after.mode).toBe('instances');
    expect(after.places).toHaveLength(216);
  });

  it('takes sets for near that differ by a twentieth or one app, whatever was scaled', () => {
    const apps = cluster(4, 10, 3);
    expect(nearSet(apps, apps.slice(2))).toBe(true);
    expect(nearSet(apps, apps.slice(3))).toBe(false);
    expect(nearSet(apps, cluster(4, 10, 8))).toBe(true);
    expect(nearSet(cluster(1, 3, 1), cluster(1, 4, 1))).toBe(true);
    expect(sameSet(apps, cluster(4, 10, 8))).toBe(false);
  });

  it('lays nothing out without apps', () => {
    expect(layMosaic([], box, '/').places).toEqual([]);
  });
});
