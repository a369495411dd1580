import { useEffect, useRef, type RefObject } from 'react';

/** Brings an element into sight when a link names it: once, so that it does not pull the reader back. Syncs with the browser's scrolling. */
export function useScrollOnce<E extends HTMLElement>(isNamed: boolean): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => {
    if (isNamed) ref.current?.scrollIntoView({ block: 'center' });
  }, [isNamed]);
  return ref;
}
