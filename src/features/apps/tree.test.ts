import { describe, expect, it } from 'vitest';
import { groupTrees } from '../../domain/groups.ts';
import type { AppRow } from '../../protocol/rows.ts';
import { appRow } from './testing.ts';
import { treeLines, treeMove, wayTo } from './tree.ts';

function tree(ids: readonly [string, AppRow['condition']][], open: readonly string[] = []) {
  return treeLines(groupTrees(ids.map(([id, condition]) => appRow(id, { condition }))), new Set(open));
}

const ids: readonly [string, AppRow['condition']][] = [
  ['/pay/ledger', 'healthy'],
  ['/shop/cart/api', 'delayed'],
  ['/shop/edge/router', 'healthy'],
  ['/shop/web', 'unchecked'],
];

describe('the group tree', () => {
  it('shows the top’s groups and unfolds the others on demand', () => {
    expect(tree(ids).map((line) => line.path)).toEqual(['/', '/pay', '/shop']);
    expect(tree(ids, ['main/shop']).map((line) => line.path)).toEqual([
      '/',
      '/pay',
      '/shop',
      '/shop/cart',
      '/shop/edge',
    ]);
  });

  it('carries the worst child up and is silent when all below is well', () => {
    const lines = tree(ids, ['main/shop']);
    expect(lines.map((line) => [line.path, line.alarm])).toEqual([
      ['/', 'delayed'],
      ['/pay', null],
      ['/shop', 'delayed'],
      ['/shop/cart', 'delayed'],
      ['/shop/edge', null],
    ]);
  });

  it('tells a screen reader place and level', () => {
    const shop = tree(ids).find((line) => line.path === '/shop');
    expect(shop).toMatchObject({ level: 2, place: 2, of: 2, open: false, apps: 3 });
  });

  it('is moved through by the arrow keys', () => {
    const closed = tree(ids);
    expect(treeMove(closed, 'main/', 'ArrowDown')).toEqual({ kind: 'go', key: 'main/pay' });
    expect(treeMove(closed, 'main/shop', 'ArrowRight')).toEqual({ kind: 'open', key: 'main/shop' });
    expect(treeMove(closed, 'main/pay', 'ArrowRight')).toBeNull();
    const open = tree(ids, ['main/shop']);
    expect(treeMove(open, 'main/shop', 'ArrowRight')).toEqual({ kind: 'go', key: 'main/shop/cart' });
    expect(treeMove(open, 'main/shop/edge', 'ArrowLeft')).toEqual({ kind: 'go', key: 'main/shop' });
    expect(treeMove(open, 'main/shop', 'ArrowLeft')).toEqual({ kind: 'close', key: 'main/shop' });
    expect(treeMove(open, 'main/', 'End')).toEqual({ kind: 'go', key: 'main/shop/edge' });
    expect(treeMove(open, 'main/shop/edge', 'ArrowDown')).toBeNull();
  });

  it('knows which groups to unfold so that a linked one is seen', () => {
    expect(wayTo('main', '/shop/cart/deep')).toEqual(['main/shop', 'main/shop/cart']);
    expect(wayTo('main', '/shop')).toEqual([]);
  });
});
