import { describe, expect, it, vi } from 'vitest';
import { SteeredClock } from '../../../platform/testing/steered-clock.ts';
import { keepAwake, type AwakeLock, type WallScreen } from './keep-awake.ts';

function setUp(answer: 'given' | 'refused' = 'given') {
  const clock = new SteeredClock();
  const state = { isVisible: true, answer };
  const locks: (AwakeLock & { let: () => void })[] = [];
  let shown: () => void = () => undefined;
  const lock = vi.fn(() => {
    if (state.answer === 'refused') return Promise.reject(new Error('NotAllowedError'));
    let hear: () => void = () => undefined;
    const made = {
      release: vi.fn(() => Promise.resolve()),
      addEventListener: (_: 'release', listener: () => void) => {
        hear = listener;
      },
      let: () => hear(),
    };
    locks.push(made);
    return Promise.resolve(made);
  });
  const screen: WallScreen = {
    isVisible: () => state.isVisible,
    onShown: (listener) => {
      shown = listener;
      return () => {
        shown = () => undefined;
      };
    },
    lock,
  };
  const settle = () => new Promise((done) => setImmediate(done));
  return { clock, state, locks, lock, screen, show: () => shown(), settle };
}

describe('a screen kept awake', () => {
  it('asks again when the system let the lock go while the wall was shown', async () => {
    const { screen, clock, locks, lock, settle } = setUp();
    keepAwake(screen, clock);
    await settle();
    locks[0]?.let();
    expect(lock).toHaveBeenCalledTimes(1);
    clock.advance(2000);
    expect(lock).toHaveBeenCalledTimes(2);
  });

  it('asks for nothing while hidden, and once when shown', async () => {
    const { screen, clock, state, locks, lock, show, settle } = setUp();
    keepAwake(screen, clock);
    await settle();
    state.isVisible = false;
    locks[0]?.let();
    clock.advance(2000);
    expect(lock).toHaveBeenCalledTimes(1);
    state.isVisible = true;
    show();
    show();
    expect(lock).toHaveBeenCalledTimes(2);
  });

  it('takes a refusal for one that may pass', async () => {
    const { screen, clock, state, locks, settle } = setUp('refused');
    keepAwake(screen, clock);
    await settle();
    state.answer = 'given';
    clock.advance(60_000);
    expect(locks).toHaveLength(1);
  });

  it('lets go when the wall is left, even of a lock that comes late', async () => {
    const { screen, clock, locks, settle } = setUp();
    const leave = keepAwake(screen, clock);
    leave();
    await settle();
    expect(locks[0]?.release).toHaveBeenCalledTimes(1);
  });

  it('asks for nothing where the browser gives no locks', () => {
    const { screen, clock } = setUp();
    const onShown = vi.fn();
    keepAwake({ ...screen, lock: null, onShown }, clock)();
    expect(onShown).not.toHaveBeenCalled();
  });
});
