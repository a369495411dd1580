/** Rows that are on their way, in the height of those that will come. */
export function SkeletonRows({ rows, rowHeight = 32, label }: { rows: number; rowHeight?: number; label: string }) {
  return (
    <div role="status" aria-busy="true" aria-label={label}>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="flex items-center border-b border-line" style={{ height: rowHeight }}>
          <span className="h-2 rounded-sm bg-hover" style={{ width: `${24 + ((i * 37) % 40)}%` }} />
        </div>
      ))}
    </div>
  );
}
