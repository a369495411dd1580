import { useEffect, useLayoutEffect, useReducer, useState } from 'react';

/** A little less than a second: what changes once a second is then never held. */
const everyMs = 900;

/**
 * Follows a value that may change many times a second: the first change at once, those that follow it once a second. For figures that
 * sum up thousands of apps and for the order lines stand in, which nobody reads faster and which cost more than the line that changed.
 * What answers another question (a filter that was typed, a list that is complete now) is followed at once.
 */
export function useSettled<T>(value: T, question: string): T {
  const [settling] = useState(() => new Settling<T>());
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => settling.drawn({ value, question }, draw), [settling, value, question]);
  // Syncs with a timer.
  useEffect(() => () => settling.end(), [settling]);
  return settling.shown({ value, question });
}

interface Answer<T> {
  value: T;
  question: string;
}

/** What is drawn of a value. It is no state: a first change, which is drawn as it comes, would have to be drawn twice to note that. */
class Settling<T> {
  #latest: Answer<T> | null = null;
  #held: Answer<T> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  shown(now: Answer<T>): T {
    return this.#held?.question === now.question ? this.#held.value : now.value;
  }

  /** Says what was there to be drawn; `draw` is called when what was held back is due. */
  drawn(now: Answer<T>, draw: () => void): void {
    const isFirst = this.#latest === null;
    this.#latest = now;
    if (!isFirst && this.#held?.question !== now.question) this.#hold(now, draw);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#held = null;
  }

  #hold(answer: Answer<T>, draw: () => void): void {
    clearTimeout(this.#timer);
    this.#held = answer;
    this.#timer = setTimeout(() => {
      const latest = this.#latest;
      if (latest === null || latest.value === answer.value) {
        this.#held = null;
        return;
      }
      this.#hold(latest, draw);
      draw();
    }, everyMs);
  }
}
