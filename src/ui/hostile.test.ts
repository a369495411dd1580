import { describe, expect, it } from 'vitest';
import { inSentence, isolated, isTyped, manyLines, oneLine } from './hostile.ts';

describe('text of others', () => {
  it('shows control characters instead of obeying them', () => {
    expect(oneLine('a\u0000b\u001b[31mc\nd')).toBe('a␀b␛[31mc␊d');
  });

  it('shows direction marks and what has no width', () => {
    expect(oneLine('user\u202etxt.exe\u200b')).toBe('user‹U+202E›txt.exe‹U+200B›');
  });

  it('keeps lines and tabs of a traceback and nothing else unseen', () => {
    expect(manyLines('one\r\n\ttwo\u0007')).toBe('one\n\ttwo␇');
  });

  it('is bounded', () => {
    expect(oneLine('x'.repeat(10_000), 100)).toHaveLength(101);
    expect(manyLines('x'.repeat(100_000)).length).toBeLessThan(20_100);
  });

  it('cannot turn a sentence round', () => {
    expect(isolated('abc')).toBe('\u2068abc\u2069');
    expect(isolated('a\u2069b')).toBe('\u2068a‹U+2069›b\u2069');
  });

  it('is left as it is in a sentence that it cannot turn round, so that what is copied holds nothing unseen', () => {
    expect(inSentence('/shop/api')).toBe('/shop/api');
    expect(inSentence('/متجر')).toBe('\u2068/متجر\u2069');
    expect(inSentence('a\u202eb')).toBe('\u2068a‹U+202E›b\u2069');
  });

  it('can be typed though some of it cannot be seen, and is not taken for another', () => {
    const name = 'or\u200bders\u202e';
    for (const typed of ['orders', name, oneLine(name), ' orders ']) expect(isTyped(typed, name)).toBe(true);
    for (const typed of ['', 'order', 'Orders']) expect(isTyped(typed, name)).toBe(false);
    expect(isTyped('', '\u200b')).toBe(false);
    expect(isTyped('‹U+200B›', '\u200b')).toBe(true);
  });

  it('leaves words of any script as they are', () => {
    expect(oneLine('订单 заказ طلب')).toBe('订单 заказ طلب');
  });
});
