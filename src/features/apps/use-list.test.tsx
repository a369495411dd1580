import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { LiveProvider } from '../../client/live.tsx';
import { LiveStore } from '../../client/live-store.ts';
import { LocationProvider } from '../../client/location.tsx';
import type { Heard } from '../../client/hub/wire.ts';
import { emptyCounts } from '../../domain/app.ts';
import { packApp } from '../../protocol/tuples.ts';
import { appRow as row } from './testing.ts';
import { useList } from './use-list.ts';

afterEach(() => {
  cleanup();
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
