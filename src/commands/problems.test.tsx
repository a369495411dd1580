import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it } from 'vitest';
import type { Heard } from '../client/hub/wire.ts';
import { LiveProvider } from '../client/live.tsx';
import { LiveStore } from '../client/live-store.ts';
import type { Attention } from '../domain/attention.ts';
import { useProblemWalk } from './problems.ts';

afterEach(() => {
  cleanup();
  history.replaceState(null, '', '/');
});

function trouble(kind: 'app' | 'deployment', key: string): Attention {
  return {
    key: `failing:${key}`,
    trouble: 'failing',
    subject: { kind, key, name: key },
    sinceMs: 0,
    missing: 1,
    limitInMs: null,
    figures: {},
    text: null,
    help: null,
  };
}

it('steps on from the page that was gone to, though nothing of it is drawn yet', async () => {
  let hear: (message: Heard) => void = () => {};
  const store = new LiveStore({
    openLine(heard) {
      hear = heard;
      return { send: () => {} };
    },
    asked: ['attention'],
    clock: { now: () => 0, after: () => () => {} },
    frame: (run) => run(),
  });
  const wrapper = ({ children }: { children: ReactNode }) => <LiveProvider store={store}>{children}</LiveProvider>;
  const { result } = renderHook(() => useProblemWalk(), { wrapper });
  const rows = [trouble('app', 'main/a'), trouble('deployment', 'main/b'), trouble('app', 'main/c')];
  const table = { kind: 'table', topic: 'attention', sub: null, v: 1, complete: true, rows };
  await act(async () => hear({ kind: 'look', lines: [JSON.stringify(table)] }));
  const walked: string[] = [];
  for (const by of [1, 1, 1, 1, -1, -1] as const) {
    result.current(by);
    walked.push(location.pathname + location.search);
  }
  const [a, d, c] = ['/apps/main/a', '/deployments?at=main%2Fb', '/apps/main/c'];
  expect(walked).toEqual([a, d, c, a, c, d]);
});
