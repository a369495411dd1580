import { useEffect, useState } from 'react';

const settleMs = 300;

/** A text as it stands once nobody has typed for a moment. Syncs with a timer. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
