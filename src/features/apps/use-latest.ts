import { useEffect, useRef } from 'react';

/** The present form of a function, for callbacks that must stay the same. */
export function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
