import { describe, expect, it } from 'vitest';
import { counted } from './testing/effort.ts';
import { conditionOrder, conditionRank, type Condition } from './app.ts';
import { groupTrees, type Group, type GroupedApp } from './groups.ts';
import { seeded } from './testing/build.ts';

function app(key: string, condition: Condition = 'healthy', wanted = 2, running = wanted): GroupedApp {
  return { key, condition, wanted, running };
}

/** The tree as indented lines: path, apps below, worst. */
function draw(groups: readonly Group[]): string[] {
  return groups.flatMap((group) => [
    `${' '.repeat(group.depth)}${group.path} ${group.appCount} ${group.worst}`,
    ...draw(group.groups),
  ]);
}

describe('the groups of apps', () => {
  it('nest by path, sorted, and each sums up all that is below it', () => {
    const trees = groupTrees([
      app('main/shop/web'),
      app('main/shop/api/cart', 'delayed', 3, 1),
      app('main/shop/api/pay'),
      app('main/infra/dns', 'unchecked'),
      app('main/top'),
    ]);
    expect(draw(trees)).toEqual(['/ 5 delayed', ' /infra 1 unchecked', ' /shop 3 delayed', '  /shop/api 2 delayed']);
    const [top] = trees;
    expect(top).toMatchObject({ key: 'main/', source: 'main', name: '', wanted: 11, running: 9 });
    expect(top?.apps.map((one) => one.key)).toEqual(['main/top']);
    expect(top?.counts).toMatchObject({ delayed: 1, unchecked: 1, healthy: 3 });
  });

  it('have one top for each source, for a path is the same in two clusters', () => {
    const trees = groupTrees([app('west/shop/web', 'failing'), app('east/shop/web')]);
    expect(trees.map((tree) => [tree.source, tree.worst])).toEqual([
      ['east', 'healthy'],
      ['west', 'failing'],
    ]);
  });

  it('are none where there are no apps', () => {
    expect(groupTrees([])).toEqual([]);
  });

  it('may share a name with an app’s prefix without swallowing it', () => {
    expect(draw(groupTrees([app('main/shop'), app('main/shop2/web'), app('main/shop/web')]))).toEqual([
      '/ 3 healthy',
      ' /shop 1 healthy',
      ' /shop2 1 healthy',
    ]);
  });

  it('always sum to their apps, and are as bad as their worst', () => {
    const random = seeded(13);
    const pick = (count: number) => Math.floor(random() * count);
    for (let n = 0; n < 200; n += 1) {
      const apps = Array.from({ length: pick(40) }, (_, place) => {
        const path = Array.from({ length: 1 + pick(4) }, () => `g${pick(3)}`).join('/');
        return app(`s${pick(2)}/${path}/a${place}`, conditionOrder[pick(8)], pick(5), pick(5));
      });
      const check = (group: Group): GroupedApp[] => {
        const below = [...group.apps, ...group.groups.flatMap(check)];
        expect(group.appCount).toBe(below.length);
        expect(group.wanted).toBe(below.reduce((sum, one) => sum + one.wanted, 0));
        expect(group.running).toBe(below.reduce((sum, one) => sum + one.running, 0));
        expect(Object.values(group.counts).reduce((sum, one) => sum + one, 0)).toBe(below.length);
        const ranks = below.map((one) => conditionRank(one.condition));
        expect(group.worst).toBe(conditionOrder[Math.min(...ranks)]);
        return below;
      };
      expect(groupTrees(apps).flatMap(check)).toHaveLength(apps.length);
    }
  });

  it('look at each of ten thousand apps no oftener than at each of a thousand, but for putting them in order', () => {
    const looksAt = (total: number): number => {
      const apps = Array.from({ length: total }, (_, n) => app(`main/team${n % 40}/area${n % 400}/app${n}`));
      const { things, looks } = counted(apps);
      expect(groupTrees(things)[0]?.appCount).toBe(total);
      return looks() / total;
    };
    expect(looksAt(10_000)).toBeLessThan(looksAt(1000) * 2.5);
  });
});
