import { describe, expect, it } from 'vitest';
import { isolated, manyLines, oneLine } from './hostile.ts';

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

  it('leaves words of any script as they are', () => {
    expect(oneLine('订单 заказ طلب')).toBe('订单 заказ طلب');
  });
});
