import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LiveProvider } from '../../client/live.tsx';
import { LiveStore } from '../../client/live-store.ts';
import { LocationProvider } from '../../client/location.tsx';
import type { Heard } from '../../client/hub/wire.ts';
import { emptyCounts } from '../../domain/app.ts';
import type { AppRow } from '../../protocol/rows.ts';
import { packApp } from '../../protocol/tuples.ts';
import { appRow as row } from './testing.ts';
import { useList } from './use-list.ts';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  history.replaceState(null, '', '/');
});

const first = [row('/b', { condition: 'failing' }), row('/a')];
const all = [...first, row('/c')];

const sum = { counts: { ...emptyCounts(), failing: 1, healthy: 2 }, running: 6, wanted: 6 };

function open(address: string) {
  history.replaceState(null, '', address);
  let hear: (message: Heard) => void = () => {};
  const store = new LiveStore({
    openLine(heard) {
      hear = heard;
      return { send: () => {} };
    },
    asked: ['apps'],
    clock: { now: () => 0, after: () => () => {} },
    frame: (run) => run(),
  });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <LiveProvider store={store}>
      <LocationProvider>{children}</LocationProvider>
    </LiveProvider>
  );
  const say = (message: object) => act(async () => hear({ kind: 'look', lines: [JSON.stringify(message)] }));
  const { result } = renderHook(() => useList(), { wrapper });
  return {
    result,
    shown: () => result.current.rows.map(({ key }) => key),
    head: () => say({ kind: 'head', topic: 'apps', rows: first.map(packApp), ...sum }),
    change: (v: number, ...rows: readonly AppRow[]) =>
      say({ kind: 'delta', topic: 'apps', base: v - 1, v, put: rows.map(packApp), drop: [], complete: true }),
    list: () => say({ kind: 'table', topic: 'apps', sub: null, v: 1, complete: true, rows: all.map(packApp) }),
  };
}

describe('a list of which the first rows are there', () => {
  it('shows them, says that there are more, and then shows all', async () => {
    const { result, shown, head, list } = open('/apps');
    await head();
    expect(shown()).toEqual(first.map(({ key }) => key));
    expect(result.current).toMatchObject({ isWhole: false, sum });
    await list();
    expect(shown()).toEqual(all.map(({ key }) => key));
    expect(result.current).toMatchObject({ isWhole: true, sum: null });
  });

  it.each(['/apps?q=a', '/apps?group=/x', '/apps?source=other', '/apps?sort=name', '/apps?sort=-state'])(
    'shows none of them at %s: which are the first there is not known yet',
    async (address) => {
      const { result, shown, head, list } = open(address);
      await head();
      expect(shown()).toEqual([]);
      expect(result.current).toMatchObject({ ready: false, isWhole: false, sum: null });
      await list();
      expect(result.current).toMatchObject({ ready: true, isWhole: true });
    },
  );

  it('waits for the list as soon as something is typed', async () => {
    const { result, shown, head, list } = open('/apps');
    await head();
    await act(async () => result.current.setText('c'));
    expect(shown()).toEqual([]);
    expect(result.current.ready).toBe(false);
    await list();
    expect(shown()).toEqual(all.slice(2).map(({ key }) => key));
  });
});

describe('a list that changes many times a second', () => {
  const aMoment = () => act(async () => void vi.advanceTimersByTime(900));
  const states = (rows: readonly AppRow[]) => rows.map(({ key, condition }) => `${key} ${condition}`);

  it('moves its lines with the first change and then once a second; what a line shows follows at once', async () => {
    vi.useFakeTimers();
    const { result, list, change } = open('/apps');
    await list();
    await aMoment();
    await change(2, row('/c', { condition: 'failing' }));
    expect(states(result.current.rows)).toEqual(['main/b failing', 'main/c failing', 'main/a healthy']);
    await change(3, row('/b'), row('/new', { condition: 'failing' }));
    await change(4, row('/a', { condition: 'failing' }));
    expect(states(result.current.rows)).toEqual([
      'main/b healthy',
      'main/c failing',
      'main/a failing',
      'main/new failing',
    ]);
    await aMoment();
    expect(states(result.current.rows)).toEqual([
      'main/a failing',
      'main/c failing',
      'main/new failing',
      'main/b healthy',
    ]);
  });

  it('moves none of them while the pointer is among them, however long that is', async () => {
    vi.useFakeTimers();
    const { result, list, change } = open('/apps');
    await list();
    await aMoment();
    await act(async () => result.current.hold(true));
    await change(2, row('/c', { condition: 'failing' }));
    await aMoment();
    await change(3, row('/a', { condition: 'failing' }), row('/b'));
    await aMoment();
    expect(states(result.current.rows)).toEqual(['main/b healthy', 'main/a failing', 'main/c failing']);
    await act(async () => result.current.hold(false));
    expect(states(result.current.rows)).toEqual(['main/a failing', 'main/c failing', 'main/b healthy']);
  });

  it('answers another question at once', async () => {
    vi.useFakeTimers();
    const { result, shown, list, change } = open('/apps');
    await list();
    await aMoment();
    await change(2, row('/c', { condition: 'failing' }));
    await change(3, row('/a', { condition: 'failing' }));
    expect(shown()).toEqual(['main/b', 'main/c', 'main/a']);
    await act(async () => result.current.sortBy('name'));
    expect(shown()).toEqual(['main/a', 'main/b', 'main/c']);
  });
});
