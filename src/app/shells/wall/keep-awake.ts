import type { DurationMs } from '../../../domain/units.ts';
import type { Clock } from '../../../platform/clock.ts';

/** A lock as the browser gives it. */
export interface AwakeLock {
  release(): Promise<unknown>;
  addEventListener(type: 'release', listener: () => void): void;
}

/** The screen as far as keeping it awake goes. */
export interface WallScreen {
  isVisible(): boolean;
  /** Hears when the page is shown or hidden; the returned function stops it. */
  onShown(listener: () => void): () => void;
  /** Null where the browser gives no locks: everywhere but on https and loopback. */
  lock: (() => Promise<AwakeLock>) | null;
}

/** A system that takes its lock back does so for a reason: asking at once could become a quarrel. */
const takenMs: DurationMs = 2_000;
/** A refusal (battery low, policy) may pass. */
const refusedMs: DurationMs = 60_000;

/** This browser's screen. */
export const browserScreen: WallScreen = {
  isVisible: () => document.visibilityState === 'visible',
  onShown(listener) {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
  get lock() {
    return 'wakeLock' in navigator ? () => navigator.wakeLock.request('screen') : null;
  },
};

/** Keeps the screen on for as long as the wall is looked at, also when the system let the lock go in between. */
export function keepAwake(screen: WallScreen, clock: Clock): () => void {
  const { lock } = screen;
  if (lock === null) return () => undefined;
  let held: AwakeLock | null = null;
  let isAsking = false;
  let isLeft = false;
  let cancel: () => void = () => undefined;
  const again = (delayMs: DurationMs): void => {
    cancel();
    if (!isLeft) cancel = clock.after(delayMs, () => void ask());
  };
  const ask = async (): Promise<void> => {
    // The browser lets go of every lock while the page is hidden; being shown asks again.
    if (isLeft || isAsking || held !== null || !screen.isVisible()) return;
    isAsking = true;
    try {
      const given = await lock();
      given.addEventListener('release', () => {
        held = null;
        again(takenMs);
      });
      held = given;
    } catch {
      again(refusedMs);
    }
    isAsking = false;
    if (isLeft) void held?.release();
  };
  void ask();
  const deafen = screen.onShown(() => void ask());
  return () => {
    isLeft = true;
    cancel();
    deafen();
    void held?.release();
  };
}
