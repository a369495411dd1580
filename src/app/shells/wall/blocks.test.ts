import { describe, expect, it } from 'vitest';
import { appRow } from '../../../protocol/testing/rows.ts';
import { blocksOf, fitted } from './blocks.ts';

const run = (state: 'healthy' | 'unchecked' | 'failing' | 'waiting' | 'missing', count: number) => ({ state, count });

describe('blocks where there is not room for all', () => {
  it('stay as they are while they fit', () => {
    const runs = [run('healthy', 3), run('failing', 2)];
    expect(fitted(runs, 5)).toBe(runs);
  });

  it('are taken from the well ones, so that no trouble is cut away', () => {
    expect(fitted([run('healthy', 3), run('failing', 2)], 3)).toEqual([run('healthy', 1), run('failing', 2)]);
    expect(fitted([run('healthy', 17), run('failing', 3)], 14)).toEqual([run('healthy', 11), run('failing', 3)]);
    expect(fitted([run('unchecked', 300), run('failing', 1)], 14)).toEqual([run('unchecked', 13), run('failing', 1)]);
  });

  it('keep their share, so that a few in trouble do not look like all', () => {
    expect(fitted([run('healthy', 180), run('failing', 20)], 14)).toEqual([run('healthy', 12), run('failing', 2)]);
    expect(fitted([run('failing', 50), run('missing', 46)], 14)).toEqual([run('failing', 7), run('missing', 7)]);
  });

  it('lose of the largest state when there are more states than room', () => {
    expect(fitted([run('failing', 90), run('waiting', 1), run('missing', 1)], 3)).toEqual([
      run('failing', 1),
      run('waiting', 1),
      run('missing', 1),
    ]);
  });

  it('show an app’s failing instances however many well ones stand before them', () => {
    const row = appRow('m/a/x', { condition: 'failing', wanted: 20, running: 20, healthy: 18, unhealthy: 2 });
    const states = blocksOf(row, 14).map(({ state }) => state);
    expect(states).toHaveLength(14);
    expect(states.filter((state) => state === 'failing')).toHaveLength(2);
  });
});
