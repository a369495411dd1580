import { describe, expect, it } from 'vitest';
import { sameContent } from './equal.ts';

describe('sameContent', () => {
  it.each([
    [1, 1],
    [NaN, NaN],
    ['a', 'a'],
    [null, null],
    [
      { a: [1, { b: null }], c: 'x' },
      { c: 'x', a: [1, { b: null }] },
    ],
    [[], []],
  ])('%j says the same as %j', (a, b) => expect(sameContent(a, b)).toBe(true));

  it.each([
    [1, 2],
    [0, null],
    [null, {}],
    [[], {}],
    [{}, []],
    [{ a: 1 }, { a: 1, b: undefined }],
    [{ a: 1, b: undefined }, { a: 1 }],
    [
      [1, 2],
      [1, 2, 3],
    ],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
  ])('%j says something else than %j', (a, b) => expect(sameContent(a, b)).toBe(false));
});
