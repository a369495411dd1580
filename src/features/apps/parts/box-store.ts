/** What the browser last said of a scrolling box; read when it changes and never while drawing, since asking makes it lay out anew. */
interface BoxState {
  topPx: number;
  widthPx: number;
  heightPx: number;
}

/** A scrolling box as a store. */
export interface BoxStore {
  subscribe(listener: () => void): () => void;
  state(): BoxState;
}

/** Watches a box's scroll position and size. */
export function watchBox(box: HTMLElement): BoxStore {
  const read = (): BoxState => ({ topPx: box.scrollTop, widthPx: box.clientWidth, heightPx: box.clientHeight });
  let state = read();
  return {
    state: () => state,
    subscribe: (listener) => {
      const onScroll = () => {
        state = { ...state, topPx: box.scrollTop };
        listener();
      };
      const observer = new ResizeObserver(() => {
        state = read();
        listener();
      });
      box.addEventListener('scroll', onScroll, { passive: true });
      observer.observe(box);
      return () => {
        box.removeEventListener('scroll', onScroll);
        observer.disconnect();
      };
    },
  };
}
