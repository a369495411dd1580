import { useLayoutEffect, useRef, type RefObject } from 'react';

/** Tells the page how much of its foot an element takes, so that toasts stand above it, in pixels of the window; syncs with the browser's layout. */
export function useFoot<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const { style } = document.documentElement;
    // A length on the document is worked out anew for everything in it: none is set where it would say nothing.
    let told = '0px';
    const measure = () => {
      const { top, height } = element.getBoundingClientRect();
      // The same bar stands at the head of a wide page; only one in the lower half is a foot.
      const isFoot = height > 0 && top > innerHeight / 2;
      const foot = isFoot ? `${Math.round(innerHeight - top)}px` : '0px';
      if (foot !== told) style.setProperty('--foot', foot);
      told = foot;
    };
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    resized.observe(document.documentElement);
    return () => {
      resized.disconnect();
      style.removeProperty('--foot');
    };
  }, []);
  return ref;
}
