import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const textOf = 'signalbox.density';

/** What another tab does: this page's store has the new text, and hears of it. */
function chooseElsewhere(key: string, value: string): void {
  localStorage.setItem(key, value);
  dispatchEvent(new StorageEvent('storage', { key, newValue: value }));
}

function letItStart(): void {
  act(() => {
    vi.advanceTimersByTime(1000);
  });
}

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  localStorage.clear();
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('a preference', () => {
  const openDensity = async () => {
    const { usePreference } = await import('./preferences.ts');
    const drawn = vi.fn();
    const { result } = renderHook(() => {
      drawn();
      return usePreference('density');
    });
    return { density: () => result.current[0], choose: result.current[1], drawn };
  };

  it('is what was chosen last, here or in another tab', async () => {
    const { density, choose } = await openDensity();
    letItStart();
    expect(density()).toBe('regular');
    act(() => choose('compact'));
    expect([density(), localStorage.getItem(textOf)]).toEqual(['compact', 'compact']);
    act(() => chooseElsewhere(textOf, 'relaxed'));
    expect(density()).toBe('relaxed');
  });

  it('is learnt when another tab chose while this one started', async () => {
    const { density } = await openDensity();
    localStorage.setItem(textOf, 'compact');
    letItStart();
    expect(density()).toBe('compact');
  });

  it('is not drawn anew when another one changes, or a text of someone else', async () => {
    const { density, drawn } = await openDensity();
    letItStart();
    drawn.mockClear();
    act(() => chooseElsewhere('signalbox.theme', 'dark'));
    act(() => chooseElsewhere('another.page', 'dark'));
    expect(density()).toBe('regular');
    expect(drawn).not.toHaveBeenCalled();
  });
});
