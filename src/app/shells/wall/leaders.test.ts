import { describe, expect, it } from 'vitest';
import { routeLeaders } from './leaders.ts';

const at = (y: number, cardY: number) => ({ from: { x: 30, y, w: 5, h: 2 }, cardY });

describe('the lines from tracks to cards', () => {
  it('take the order of lanes that crosses least', () => {
    // All cards above their tracks: the uppermost track must turn in the lane farthest right.
    const lanes = routeLeaders([at(50, 27), at(60, 47), at(80, 67)], 110, 116).map(({ lane }) => lane);
    expect(lanes).toEqual([0, 1, 2]);
    const below = routeLeaders([at(26, 40), at(28, 60), at(30, 80)], 110, 116).map(({ lane }) => lane);
    expect(below).toEqual([2, 1, 0]);
  });

  it('begin under their track and end at their card', () => {
    const [way] = routeLeaders([at(40, 27)], 110, 116);
    expect(way?.path).toBe('M35 42V42.75H109L110 41.75V28L111 27H116');
  });

  it('run one under the other when their tracks stand in one row', () => {
    const left = { from: { x: 30, y: 40, w: 5, h: 2 }, cardY: 27 };
    const right = { from: { x: 80, y: 40, w: 5, h: 2 }, cardY: 47 };
    const runs = routeLeaders([left, right], 110, 116).map(({ path }) => /V([\d.]+)H/.exec(path)?.[1]);
    expect(runs).toEqual(['43.5', '42.75']);
  });

  it('run one under the other when they leave the same box', () => {
    const runs = routeLeaders([at(40, 27), at(40, 47)], 110, 116).map(({ path }) => /V([\d.]+)H/.exec(path)?.[1]);
    expect(runs).toEqual(['43.5', '42.75']);
  });

  it('are none without trouble', () => {
    expect(routeLeaders([], 110, 116)).toEqual([]);
  });
});
