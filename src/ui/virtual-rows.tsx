import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactNode, type Ref, useImperativeHandle } from 'react';

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

/** A list of any length of which only what is seen exists; rows are placed by transform and keep their nodes while scrolling. */
export function VirtualRows({ count, rowHeight, keyOf, row, label, className = '', head, handle }: VirtualRowsProps) {
  'use no memo';
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    overscan: 12,
  });
  useImperativeHandle(handle, () => ({ scrollTo: (index) => virtual.scrollToIndex(index, { align: 'auto' }) }), [
    virtual,
  ]);
  return (
    <div
      ref={scroller}
      className={`relative overflow-auto overscroll-contain ${className}`}
      role="table"
      aria-label={label}
      aria-rowcount={count}
    >
      {head}
      <div role="rowgroup" className="relative w-full" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          <div
            key={item.key}
            role="row"
            aria-rowindex={item.index + 1}
            className="absolute inset-x-0 top-0"
            style={{ height: item.size, transform: `translateY(${item.start}px)` }}
          >
            {row(item.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
