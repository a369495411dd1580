import { describe, expect, it } from 'vitest';
import { argsRepr, kwargsRepr, pythonRepr } from './celery-python.ts';

describe('values as Python writes them', () => {
  it.each([
    [null, 'None'],
    [true, 'True'],
    [1.5, '1.5'],
    ['plain', "'plain'"],
    ["it's", '"it\'s"'],
    ['both \' and "', "'both \\' and \"'"],
    ['a\\b\n\t', "'a\\\\b\\n\\t'"],
    [[1, 'a', [null]], "[1, 'a', [None]]"],
    [{ lang: 'hu', deep: { on: false } }, "{'lang': 'hu', 'deep': {'on': False}}"],
    ['中文 ok', "'中文 ok'"],
    ['\u0000\u001b[31m', "'\\x00\\x1b[31m'"],
    ['left\u202eright\u200b', "'left\\u202eright\\u200b'"],
    ['nbsp\u00a0', "'nbsp\\xa0'"],
  ])('%j is %s', (value, repr) => {
    expect(pythonRepr(value)).toBe(repr);
  });

  it('writes one argument as a tuple of one, and cuts what is long', () => {
    expect(argsRepr([])).toBe('()');
    expect(argsRepr([7])).toBe('(7,)');
    expect(argsRepr([7, 'a'])).toBe("(7, 'a')");
    expect(kwargsRepr({ a: 1 })).toBe("{'a': 1}");
    const long = argsRepr(['x'.repeat(5_000)]);
    expect(long).toHaveLength(1_027);
    expect(long.endsWith('...')).toBe(true);
  });
});
