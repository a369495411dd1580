import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** A little less than a second: what changes once a second then stands beside its line, in the same frame. */
const everyMs = 900;

/**
 * Follows a value that may change many times a second: the first change at once, those that follow it once a second. For figures that
 * sum up thousands of apps, which nobody reads faster and which cost more than the line that changed. What answers another question (a
 * filter that was typed, a list that is complete now) is followed at once.
 */
export function useSettled<T>(value: T, question: string): T {
  const [shown, setShown] = useState({ value, question });
  const latest = useRef(shown);
  const taken = useRef(shown);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const isOther = shown.question !== question;
  // Before the frame is drawn, so that a first change stands beside the line that made it.
  useLayoutEffect(() => {
    if (latest.current.value !== value || latest.current.question !== question) latest.current = { value, question };
    const follow = () => {
      timer.current = null;
      if (taken.current === latest.current) return;
      taken.current = latest.current;
      setShown(latest.current);
      timer.current = setTimeout(follow, everyMs);
    };
    if (timer.current !== null && !isOther) return;
    if (timer.current !== null) clearTimeout(timer.current);
    follow();
  }, [value, question, isOther]);
  // Syncs with a timer.
  useEffect(() => () => void (timer.current !== null && clearTimeout(timer.current)), []);
  return isOther ? value : shown.value;
}
