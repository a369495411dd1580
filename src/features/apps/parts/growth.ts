import { useLayoutEffect, useState } from 'react';
import { afterPaint } from '../../../client/frame.ts';

/** Bare lines that one task draws: a screenful of most, so that the list stands at once. */
const lineBatch = 28;
/** Lines that get their levers in one task: all at once would keep a key waiting longer than anyone may. */
const leverBatch = 4;

/** How much of the window may be drawn yet. */
export interface Growth {
  lines: number;
  /** Lines that have their levers. */
  levers: number;
  /** Nothing is left to draw. */
  isDone: boolean;
}

/** What stands after so many steps of `pool` lines: first those in sight, then their levers, and with them the lines beyond. */
export function growthAt(step: number, seen: number, pool: number): Growth {
  const levers = Math.max(0, step - Math.ceil(seen / lineBatch)) * leverBatch;
  return { lines: Math.max(Math.min(step * lineBatch, seen), levers), levers, isDone: levers >= pool };
}

/**
 * Lets a list grow when it first shows, once it knows the room it has: `seen` lines are in sight and `pool` are drawn in the end. What has
 * grown stays.
 */
export function useGrowth(isPlaced: boolean, seen: number, pool: number, onGrown: () => void): Growth {
  const [step, setStep] = useState(1);
  const growth = growthAt(isPlaced ? step : 0, seen, pool);
  const isGrown = growth.isDone;
  const isListed = growth.lines >= seen && growth.levers === 0;
  // Syncs with the browser: each step is a task of its own, and keys and paints find room between them.
  useLayoutEffect(() => {
    if (!isPlaced || step === Infinity) return undefined;
    const next = () => {
      setStep(isGrown ? Infinity : step + 1);
      if (isGrown) onGrown();
    };
    // Once its lines stand the list is seen first, and levers are made after that.
    if (isListed) return afterPaint(next);
    const timer = setTimeout(next);
    return () => clearTimeout(timer);
  }, [isPlaced, step, isGrown, isListed, onGrown]);
  return growth;
}
