import { describe, expect, it } from 'vitest';
import { shapeMismatches } from './shape.ts';

describe('holding a body to the shape of a recorded one', () => {
  it('accepts other values of the same kinds', () => {
    expect(shapeMismatches([{ id: 'a', n: 1, on: true }], { id: 'b', n: 2.5, on: false })).toEqual([]);
  });

  it('names a missing field, a foreign field and a wrong kind by their paths', () => {
    const found = shapeMismatches([{ apps: [{ id: 'a', cpus: 1 }] }], { apps: [{ id: 1, memory: 2 }] });
    expect(found).toEqual([
      '$.apps[].id: number, the sample has string',
      '$.apps[].cpus: missing',
      '$.apps[].memory: not in the sample',
    ]);
  });

  it('lets a field be missing when some element of the sample missed it', () => {
    expect(shapeMismatches([[{ a: 1, b: 1 }, { a: 1 }]], [{ a: 2 }])).toEqual([]);
  });

  it('treats null as a kind of its own, but learns nothing else from a lone null', () => {
    expect(shapeMismatches([{ a: null }], { a: 3 })).toEqual([]);
    expect(shapeMismatches([{ a: 3 }], { a: null })).toEqual(['$.a: null, the sample has number']);
    expect(shapeMismatches([{ a: 3 }], { a: null }, { nullable: ['$.a'] })).toEqual([]);
    expect(shapeMismatches([{ a: 3 }, { a: null }], { a: 'x' })).toEqual([
      '$.a: string, the sample has null or number',
    ]);
  });

  it('compares the values of a map and ignores its keys', () => {
    const sample = { w1: { pid: 1 }, w2: { pid: 2 } };
    expect(shapeMismatches([sample], { other: { pid: 3 } }, { maps: ['$'] })).toEqual([]);
    expect(shapeMismatches([sample], { other: { pid: 'x' } }, { maps: ['$'] })).toEqual([
      '$.*.pid: string, the sample has number',
    ]);
  });

  it('says each difference once, however many elements show it', () => {
    expect(shapeMismatches([[{ a: 1 }]], [{}, {}, {}])).toEqual(['$[].a: missing']);
  });

  it('skips what it is told to skip', () => {
    const options = { optional: ['$.gone'], extra: ['$.more'], ignore: ['$.free'] };
    expect(shapeMismatches([{ gone: 1, free: { x: 1 } }], { more: 1, free: [] }, options)).toEqual([]);
  });
});
