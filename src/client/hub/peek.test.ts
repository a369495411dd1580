import { describe, expect, it } from 'vitest';
import { peek } from './peek.ts';

describe('the address of a line', () => {
  it.each([
    ['{"kind":"beat","nowMs":1,"ages":{}}', { kind: 'beat', topic: null, sub: null }],
    ['{"kind":"table","topic":"apps","sub":"s1","v":1,"rows":[]}', { kind: 'table', topic: 'apps', sub: 's1' }],
    ['{"kind":"delta","topic":"apps","base":1}', { kind: 'delta', topic: 'apps', sub: null }],
    [
      String.raw`{"kind":"doc","topic":"queue:mq/%2F/a\"b","sub":null,"v":1}`,
      { kind: 'doc', topic: 'queue:mq/%2F/a"b', sub: null },
    ],
    ['{"topic":"apps","kind":"delta","base":1}', { kind: 'delta', topic: 'apps', sub: null }],
    ['{"kind":"table","v":3,"topic":"apps","rows":[],"sub":"s2"}', { kind: 'table', topic: 'apps', sub: 's2' }],
  ])('is read from %s', (line, address) => {
    expect(peek(line)).toEqual(address);
  });

  it.each(['', 'null', '[]', '{"kind":7}', '{"kind":"table","topic":"apps"', '{"kind":"other"}'])(
    'is nowhere for %j',
    (line) => {
      expect(peek(line)).toBeNull();
    },
  );
});
