/** What the browser last said of a scrolling box; read when it changes and never while drawing, since asking makes it lay out anew. */
interface BoxState {
  topPx: number;
  widthPx: number;
  heightPx: number;
  /** It is scrolled by more than half of its height at a time: what is drawn beyond its edges is gone before it comes into sight. */
  isLeaping: boolean;
}

/** A scrolling box as a store. */
export interface BoxStore {
  subscribe(listener: () => void): () => void;
  state(): BoxState;
}

/** Without a leap for so long, it has come to rest. */
const restMs = 100;

/** Watches a box's scroll position and size; once for all who subscribe, so that they are drawn together. */
export function watchBox(box: HTMLElement): BoxStore {
  const read = (): BoxState => ({
    topPx: box.scrollTop,
    widthPx: box.clientWidth,
    heightPx: box.clientHeight,
    isLeaping: false,
  });
  let state = read();
  let rest: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const move = (change: Partial<BoxState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const onScroll = (): void => {
    const topPx = box.scrollTop;
    const isLeaping = Math.abs(topPx - state.topPx) > state.heightPx / 2;
    if (isLeaping) {
      clearTimeout(rest);
      rest = setTimeout(() => move({ isLeaping: false }), restMs);
    }
    move({ topPx, isLeaping: isLeaping || state.isLeaping });
  };
  const observer = new ResizeObserver(() => move(read()));
  return {
    state: () => state,
    subscribe(listener) {
      if (listeners.size === 0) {
        box.addEventListener('scroll', onScroll, { passive: true });
        observer.observe(box);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        box.removeEventListener('scroll', onScroll);
        observer.disconnect();
        clearTimeout(rest);
        state = { ...state, isLeaping: false };
      };
    },
  };
}
