import { useCallback, useSyncExternalStore } from 'react';

/** The width of an element's content box in pixels, as the browser lays it out. */
export function useWidthOf(element: HTMLElement | null): number {
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!element) return () => undefined;
      const observer = new ResizeObserver(listener);
      observer.observe(element);
      return () => observer.disconnect();
    },
    [element],
  );
  return useSyncExternalStore(subscribe, () => element?.clientWidth ?? innerWidth);
}
