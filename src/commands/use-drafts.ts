import { useCallback, useEffect, useRef, useState } from 'react';
import type { EntityKey } from '../domain/keys.ts';
import { maxCount } from '../domain/refusal.ts';

const gatherMs = 400;

/** A count and where choosing it began. */
interface Draft {
  from: number;
  to: number;
  timer: ReturnType<typeof setTimeout>;
}

/** Counts that are being chosen and were not asked for yet. */
export interface Drafts {
  drafts: ReadonlyMap<EntityKey, number>;
  /** Chooses a count; after a short pause it is asked for. `from` is where the first step starts: what was asked for, or else what is. */
  choose(key: EntityKey, from: number, change: { by: number } | { to: number }): void;
}

/**
 * Gathers steps of a count into one act: three clicks on + are one change by three and not three of which two meet the first one's
 * lock, or are taken for the first one delivered twice. What comes back to where it began asks for nothing.
 */
export function useDrafts(least: number, settle: (key: EntityKey, to: number, from: number) => void): Drafts {
  const [drafts, setDrafts] = useState<ReadonlyMap<EntityKey, number>>(new Map());
  const chosen = useRef(new Map<EntityKey, Draft>());
  const tell = useRef(settle);
  useEffect(() => {
    tell.current = settle;
  });
  // Syncs with timers: a page that goes away asks for what was chosen, nothing is lost silently.
  useEffect(() => {
    const open = chosen.current;
    return () => {
      for (const [key, { from, to, timer }] of open) {
        clearTimeout(timer);
        if (to !== from) tell.current(key, to, from);
      }
      open.clear();
    };
  }, []);
  const choose = useCallback(
    (key: EntityKey, base: number, change: { by: number } | { to: number }) => {
      const open = chosen.current;
      const before = open.get(key);
      if (before) clearTimeout(before.timer);
      const from = before?.from ?? base;
      const wish = 'to' in change ? change.to : (before?.to ?? from) + change.by;
      const to = Math.max(least, Math.min(maxCount, wish));
      const show = () => setDrafts(new Map([...open].map(([one, draft]) => [one, draft.to])));
      const timer = setTimeout(() => {
        open.delete(key);
        show();
        if (to !== from) tell.current(key, to, from);
      }, gatherMs);
      open.set(key, { from, to, timer });
      show();
    },
    [least],
  );
  return { drafts, choose };
}
