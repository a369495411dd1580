import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchBox } from './box-store.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function boxOf(heightPx: number) {
  const box = document.createElement('div');
  Object.defineProperty(box, 'clientHeight', { value: heightPx });
  const scrollTo = (topPx: number): void => {
    box.scrollTop = topPx;
    box.dispatchEvent(new Event('scroll'));
  };
  return { box, scrollTo };
}

describe('a scrolling box', () => {
  it('tells all who listen of each move, and nobody who has gone', () => {
    const { box, scrollTo } = boxOf(700);
    const store = watchBox(box);
    const [one, other] = [vi.fn(), vi.fn()];
    const stop = store.subscribe(one);
    const stopOther = store.subscribe(other);
    scrollTo(120);
    expect(store.state().topPx).toBe(120);
    expect([one, other].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
    stop();
    scrollTo(240);
    stopOther();
    scrollTo(360);
    expect([one, other].map(({ mock }) => mock.calls.length)).toEqual([1, 2]);
    expect(store.state().topPx).toBe(240);
  });

  it('leaps when it goes by more than half a screen at a time, until it has rested', () => {
    const { box, scrollTo } = boxOf(700);
    const store = watchBox(box);
    const heard = vi.fn(() => store.state().isLeaping);
    store.subscribe(heard);
    scrollTo(300);
    expect(store.state().isLeaping).toBe(false);
    scrollTo(1300);
    vi.advanceTimersByTime(90);
    scrollTo(2300);
    vi.advanceTimersByTime(90);
    scrollTo(2320);
    expect(store.state().isLeaping).toBe(true);
    vi.advanceTimersByTime(10);
    expect(heard.mock.results.map(({ value }) => value)).toEqual([false, true, true, true, false]);
  });

  it('wakes nobody when it was left in the midst of a leap', () => {
    const { box, scrollTo } = boxOf(700);
    const store = watchBox(box);
    const heard = vi.fn();
    const stop = store.subscribe(heard);
    scrollTo(5000);
    stop();
    vi.advanceTimersByTime(1000);
    expect(heard).toHaveBeenCalledOnce();
    expect([vi.getTimerCount(), store.state().isLeaping]).toEqual([0, false]);
  });
});
