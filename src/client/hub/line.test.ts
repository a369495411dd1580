import { afterEach, describe, expect, it, vi } from 'vitest';
import { holdLock } from './line.ts';

afterEach(() => vi.unstubAllGlobals());

describe('the lock of a tab', () => {
  it('is named to the worker only once the tab has it: before, the worker would get it and take the tab for gone', () => {
    let grant: (() => unknown) | null = null;
    const asked: string[] = [];
    const request = (name: string, granted: () => unknown) => {
      asked.push(name);
      grant = granted;
      return new Promise(() => {});
    };
    vi.stubGlobal('navigator', { locks: { request } });
    const told: (string | null)[] = [];
    holdLock((name) => told.push(name));
    expect([asked.length, told]).toEqual([1, []]);
    (grant as (() => unknown) | null)?.();
    expect(told).toEqual(asked);
  });

  it('is none where the browser has no locks', () => {
    vi.stubGlobal('navigator', {});
    const told: (string | null)[] = [];
    holdLock((name) => told.push(name));
    expect(told).toEqual([null]);
  });
});
