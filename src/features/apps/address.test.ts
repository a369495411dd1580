import { describe, expect, it } from 'vitest';
import { nextSort, readAddress, sortText } from './address.ts';
import { defaultSort } from './view.ts';

describe('the address of the list', () => {
  it('carries filter, group, order and view', () => {
    expect(readAddress({ q: 'state:failing', group: '/shop', sort: '-cpu', view: 'flat' })).toEqual({
      q: 'state:failing',
      group: '/shop',
      source: null,
      view: 'flat',
      sort: { by: 'cpu', down: true },
    });
  });

  it('falls back on what everyone sees when it makes no sense', () => {
    expect(readAddress({ group: 'shop', sort: 'colour', view: '3d' })).toEqual({
      q: '',
      group: '/',
      source: null,
      view: 'tree',
      sort: defaultSort,
    });
  });

  it('turns the order round on the second click and leaves the default out', () => {
    const byCpu = nextSort(defaultSort, 'cpu');
    expect(sortText(byCpu)).toBe('cpu');
    expect(sortText(nextSort(byCpu, 'cpu'))).toBe('-cpu');
    expect(sortText(defaultSort)).toBeUndefined();
  });
});
