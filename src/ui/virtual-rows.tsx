import { useEffect, useImperativeHandle, useRef, useState, type ReactNode, type Ref } from 'react';
import { scrollToSee, windowAt, type RowWindow } from './virtual-window.ts';

/** What a page may ask of a long list. */
export interface VirtualHandle {
  scrollTo(index: number): void;
}

interface VirtualRowsProps {
  count: number;
  /** Pixels. */
  rowHeight: number;
  keyOf(index: number): string;
  row(index: number): ReactNode;
  /** Named for those who cannot see. */
  label: string;
  className?: string;
  /** Stands above the rows and scrolls sideways with them. */
  head?: ReactNode;
  handle?: Ref<VirtualHandle>;
}

/** Rows drawn beyond what is seen, on each side. */
const beyond = 16;

/** A list of any length of equal rows of which only what is seen, and a little more, exists. */
export function VirtualRows({ count, rowHeight, keyOf, row, label, className = '', head, handle }: VirtualRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<RowWindow>({ from: 0, to: 40 });
  // Syncs with the browser's scrolling and layout.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const follow = () => {
      const next = windowAt(element.scrollTop, element.clientHeight || 900, rowHeight, count, beyond);
      setShown((now) => (now.from === next.from && now.to === next.to ? now : next));
    };
    follow();
    const resized = new ResizeObserver(follow);
    resized.observe(element);
    element.addEventListener('scroll', follow, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', follow);
    };
  }, [count, rowHeight]);
  useImperativeHandle(
    handle,
    () => ({
      scrollTo: (index) => {
        const element = scroller.current;
        if (element) element.scrollTop = scrollToSee(index, element.scrollTop, element.clientHeight, rowHeight);
      },
    }),
    [rowHeight],
  );
  const to = Math.min(shown.to, count);
  const from = Math.min(shown.from, to);
  return (
    <div
      ref={scroller}
      className={`relative overflow-auto overscroll-contain ${className}`}
      role="table"
      aria-label={label}
      aria-rowcount={count}
    >
      {head}
      <div role="rowgroup" className="relative w-full" style={{ height: count * rowHeight }}>
        {Array.from({ length: to - from }, (_, i) => (
          <div
            key={keyOf(from + i)}
            role="row"
            aria-rowindex={from + i + 1}
            className="absolute inset-x-0 top-0"
            style={{ height: rowHeight, transform: `translateY(${(from + i) * rowHeight}px)` }}
          >
            {row(from + i)}
          </div>
        ))}
      </div>
    </div>
  );
}
