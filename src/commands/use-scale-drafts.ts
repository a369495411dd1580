import { useCallback, useEffect, useRef, useState } from 'react';
import type { Intent } from '../domain/intent.ts';
import type { EntityKey } from '../domain/keys.ts';
import { maxCount } from '../domain/refusal.ts';

const gatherMs = 600;

/** Counts that are being chosen and were not asked for yet. */
export interface ScaleDrafts {
  drafts: ReadonlyMap<EntityKey, number>;
  /** Chooses a count; after a short pause it is asked for. `from` is where a step starts when nothing was chosen yet. */
  choose(app: EntityKey, from: number, change: { by: number } | { to: number }): void;
}

/**
 * Gathers clicks on a stepper into one act: three clicks on + are one scaling by three and not three deployments of which two meet
 * the first one's lock.
 */
export function useScaleDrafts(pull: (intent: Intent) => void): ScaleDrafts {
  const [drafts, setDrafts] = useState<ReadonlyMap<EntityKey, number>>(new Map());
  const chosen = useRef(new Map<EntityKey, { to: number; timer: ReturnType<typeof setTimeout> }>());
  const run = useRef(pull);
  useEffect(() => {
    run.current = pull;
  });
  // Syncs with timers: a page that goes away asks for what was chosen, nothing is lost silently.
  useEffect(() => {
    const open = chosen.current;
    return () => {
      for (const [app, { to, timer }] of open) {
        clearTimeout(timer);
        run.current({ kind: 'scale-app', app, to });
      }
      open.clear();
    };
  }, []);
  const choose = useCallback((app: EntityKey, from: number, change: { by: number } | { to: number }) => {
    const open = chosen.current;
    const before = open.get(app);
    if (before) clearTimeout(before.timer);
    const wish = 'to' in change ? change.to : (before?.to ?? from) + change.by;
    const to = Math.max(0, Math.min(maxCount, wish));
    const timer = setTimeout(() => {
      open.delete(app);
      setDrafts(new Map([...open].map(([key, one]) => [key, one.to])));
      if (to !== from) run.current({ kind: 'scale-app', app, to });
    }, gatherMs);
    open.set(app, { to, timer });
    setDrafts(new Map([...open].map(([key, one]) => [key, one.to])));
  }, []);
  return { drafts, choose };
}
