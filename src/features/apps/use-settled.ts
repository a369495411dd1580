import { useEffect, useRef, useState } from 'react';

const everyMs = 1000;

/**
 * Follows a value that changes many times a second, once a second: for figures that sum up thousands of apps, which nobody reads
 * faster and which cost more than the line that changed.
 */
export function useSettled<T>(value: T): T {
  const [shown, setShown] = useState(value);
  const latest = useRef(value);
  const isBehind = shown !== value;
  useEffect(() => {
    latest.current = value;
  });
  // Syncs with a timer.
  useEffect(() => {
    if (!isBehind) return undefined;
    const timer = setTimeout(() => setShown(latest.current), everyMs);
    return () => clearTimeout(timer);
  }, [isBehind]);
  return shown;
}
