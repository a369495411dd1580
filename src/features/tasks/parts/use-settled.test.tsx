import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useSettled } from './use-settled.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('what is typed into a filter', () => {
  it('counts once nobody has typed for a moment, and at once when a link brought it', () => {
    const { result, rerender } = renderHook(({ text }) => useSettled(text), { initialProps: { text: 'shop' } });
    expect(result.current).toBe('shop');
    rerender({ text: 'shop.p' });
    act(() => void vi.advanceTimersByTime(250));
    rerender({ text: 'shop.pay' });
    act(() => void vi.advanceTimersByTime(250));
    expect(result.current).toBe('shop');
    act(() => void vi.advanceTimersByTime(50));
    expect(result.current).toBe('shop.pay');
  });
});
