import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useDrafts } from './use-drafts.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function draw(least = 0) {
  const asked: [string, number, number][] = [];
  const { result, unmount } = renderHook(() => useDrafts(least, (key, to, from) => asked.push([key, to, from])));
  const choose = (from: number, change: { by: number } | { to: number }) =>
    act(() => result.current.choose('main/a', from, change));
  const pause = () => act(() => void vi.runAllTimers());
  return { asked, choose, pause, unmount, shown: () => result.current.drafts.get('main/a') ?? null };
}

describe('a count that is being chosen', () => {
  it('gathers steps into one change from where the first of them started', () => {
    const { asked, choose, pause, shown } = draw();
    choose(6, { by: 1 });
    choose(6, { by: 1 });
    // What was asked for earlier has come true meanwhile: these are still two steps up from six.
    choose(7, { by: 1 });
    expect([shown(), asked]).toEqual([9, []]);
    pause();
    expect([shown(), asked]).toEqual([null, [['main/a', 9, 6]]]);
  });

  it('asks for nothing when it came back to where it began', () => {
    const { asked, choose, pause } = draw();
    choose(9, { by: 1 });
    choose(9, { by: -1 });
    pause();
    expect(asked).toEqual([]);
  });

  it('takes back what was asked for before and is not confirmed', () => {
    const { asked, choose, pause } = draw();
    choose(9, { to: 6 });
    pause();
    expect(asked).toEqual([['main/a', 6, 9]]);
  });

  it('ends at the least that can be', () => {
    const { asked, choose, pause } = draw(1);
    choose(2, { by: -1 });
    choose(2, { by: -1 });
    pause();
    expect(asked).toEqual([['main/a', 1, 2]]);
  });

  it('is asked for when its page goes away, unless it came back to where it began', () => {
    const chosen = draw();
    chosen.choose(6, { by: 1 });
    chosen.unmount();
    expect(chosen.asked).toEqual([['main/a', 7, 6]]);
    const idle = draw();
    idle.choose(6, { by: 1 });
    idle.choose(6, { by: -1 });
    idle.unmount();
    expect(idle.asked).toEqual([]);
  });
});
