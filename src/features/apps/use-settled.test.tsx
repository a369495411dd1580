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

const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

describe('figures over many apps', () => {
  const follow = () => {
    const hook = renderHook(({ value, question }) => useSettled(value, question), {
      initialProps: { value: 0, question: '' },
    });
    const give = (value: number, question = '') => {
      hook.rerender({ value, question });
      return hook.result.current;
    };
    return { give, now: () => hook.result.current };
  };

  it('follow the first change at once and those after it once a second, the last one too', () => {
    const { give, now } = follow();
    expect([give(1), give(2), give(3)]).toEqual([1, 1, 1]);
    pass(899);
    expect(now()).toBe(1);
    pass(1);
    expect(now()).toBe(3);
    // Nine tenths of a second have not passed since it moved.
    expect(give(4)).toBe(3);
    pass(900);
    expect(now()).toBe(4);
    pass(5000);
    expect(give(5)).toBe(5);
  });

  it('follow another question at once, in the midst of changes too', () => {
    const { give, now } = follow();
    expect([give(1), give(2), give(7, 'shop'), give(8, 'shop')]).toEqual([1, 1, 7, 7]);
    pass(900);
    expect(now()).toBe(8);
  });
});
