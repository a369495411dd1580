import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useConnection, useLiveStore } from '../../../client/live.tsx';
import { systemClock } from '../../../platform/clock.ts';
import { systemRandom } from '../../../platform/random.ts';
import type { MomentRow } from '../../../protocol/rows.ts';
import { reloadOnceServed } from '../../reload.ts';
import { frameOf, type Frame } from './frame.ts';
import { browserScreen, keepAwake } from './keep-awake.ts';
import { takeInBuild } from './new-build.ts';
import { lastTurnMs, sinceOf, type Since } from './since.ts';
import type { Verdict } from './verdict.ts';

let kept: { key: string; frame: Frame } | null = null;

function currentFrame(): Frame {
  const key = `${innerWidth}×${innerHeight}`;
  if (kept?.key !== key) kept = { key, frame: frameOf(innerWidth, innerHeight) };
  return kept.frame;
}

function onResize(listener: () => void): () => void {
  addEventListener('resize', listener);
  return () => removeEventListener('resize', listener);
}

/** The canvas for the window as it is. */
export function useFrame(): Frame {
  return useSyncExternalStore(onResize, currentFrame);
}

/** The seconds (epoch, gateway's clock) of the last minute in which a beat of the gateway came. */
export function useBeats(): ReadonlySet<number> {
  const store = useLiveStore();
  const seconds = useRef<ReadonlySet<number>>(new Set());
  return useSyncExternalStore(store.subscribePulse, () => {
    const { lastBeatAtMs, offsetMs } = store.pulse();
    if (lastBeatAtMs === null) return seconds.current;
    const second = Math.floor((lastBeatAtMs + offsetMs) / 1000);
    if (!seconds.current.has(second)) {
      seconds.current = new Set([...[...seconds.current].filter((it) => it > second - 60), second]);
    }
    return seconds.current;
  });
}

/** Since when the same verdict has stood. */
export function useSince(verdict: Verdict, nowMs: number, moments: readonly MomentRow[]): Since {
  const turnMs = useMemo(() => lastTurnMs(moments), [moments]);
  const [before, remember] = useState<Since | null>(null);
  const since = sinceOf(before, verdict, nowMs, turnMs);
  if (since !== before) remember(since);
  return since;
}

/** Asks for a beat every second, keeps the screen awake, and takes in a new build at a random minute (syncs with the browser). */
export function useVigil(): void {
  const store = useLiveStore();
  const { outdated } = useConnection();
  useEffect(() => store.lookAsWall(), [store]);
  useEffect(() => keepAwake(browserScreen, systemClock), []);
  useEffect(() => {
    return outdated ? takeInBuild(systemClock, systemRandom, reloadOnceServed) : undefined;
  }, [outdated]);
}

const path = [
  [0, 0],
  [1, 0],
  [2, 1],
  [2, 2],
  [1, 2],
  [0, 2],
  [-1, 1],
  [-1, 0],
] as const;

/** Against burn-in: the whole picture walks an eight-point way of two pixels, a step a minute. */
export function shiftOf(nowMs: number): string {
  const [x, y] = path[Math.floor(nowMs / 60_000) % path.length] ?? [0, 0];
  return `translate(calc(-50% + ${x}px), calc(-50% + ${y}px))`;
}
