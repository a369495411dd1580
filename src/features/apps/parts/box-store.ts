/** What the browser last said of a scrolling box; read when it changes and never while drawing, since asking makes it lay out anew. */
interface BoxState {
  topPx: number;
  widthPx: number;
  heightPx: number;
  /** It moves faster than anyone reads. */
  rushing: boolean;
}

/** A scrolling box as a store. */
export interface BoxStore {
  subscribe(listener: () => void): () => void;
  state(): BoxState;
}

/** A jump of so much in one event is no reading. */
const rushPx = 500;
const restMs = 140;

/** Watches a box's scroll position and size. */
export function watchBox(box: HTMLElement): BoxStore {
  let state: BoxState = { topPx: box.scrollTop, widthPx: box.clientWidth, heightPx: box.clientHeight, rushing: false };
  return {
    state: () => state,
    subscribe: (listener) => {
      let rest: ReturnType<typeof setTimeout> | null = null;
      const onScroll = () => {
        const topPx = box.scrollTop;
        const rushing = Math.abs(topPx - state.topPx) > rushPx || (state.rushing && rest !== null);
        state = { ...state, topPx, rushing };
        if (rest !== null) clearTimeout(rest);
        rest = setTimeout(() => {
          rest = null;
          if (!state.rushing) return;
          state = { ...state, rushing: false };
          listener();
        }, restMs);
        listener();
      };
      const observer = new ResizeObserver(() => {
        state = { ...state, topPx: box.scrollTop, widthPx: box.clientWidth, heightPx: box.clientHeight };
        listener();
      });
      box.addEventListener('scroll', onScroll, { passive: true });
      observer.observe(box);
      return () => {
        box.removeEventListener('scroll', onScroll);
        observer.disconnect();
        if (rest !== null) clearTimeout(rest);
      };
    },
  };
}
