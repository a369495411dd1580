import type { WorkerRow } from '../../../../protocol/rows.ts';
import { lampOf, type Lamp } from '../wall-view.ts';

/** Lamps in rows: solid is full, half is busy, a ring is idle; crossed is gone, dotted is not known. */
export function WorkerLamps({
  rows,
  width,
  rowsMost,
}: {
  rows: readonly WorkerRow[];
  width: number;
  rowsMost: number;
}) {
  const sorted = rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const fit = (pitch: number): number => Math.floor(width / pitch) * Math.max(1, Math.floor((rowsMost * 2.5) / pitch));
  let pitch = 3.4;
  while (pitch > 0.9 && fit(pitch) < sorted.length) pitch -= 0.05;
  const perRow = Math.max(1, Math.floor(width / pitch));
  const height = Math.ceil(Math.max(1, sorted.length) / perRow) * pitch;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      style={{ display: 'block', width: `calc(${width} * var(--u))`, height: `calc(${height} * var(--u))` }}
      aria-hidden="true"
    >
      {sorted.map((row, index) => (
        <LampShape
          key={row.key}
          lamp={lampOf(row)}
          x={(index % perRow) * pitch + pitch / 2}
          y={Math.floor(index / perRow) * pitch + pitch / 2}
          r={pitch * 0.34}
        />
      ))}
    </svg>
  );
}

function LampShape({ lamp, x, y, r }: { lamp: Lamp; x: number; y: number; r: number }) {
  const ring = { cx: x, cy: y, r, fill: 'none', strokeWidth: r * 0.28 };
  switch (lamp) {
    case 'full':
      return <circle cx={x} cy={y} r={r} fill="var(--w-ok)" />;
    case 'busy':
      return (
        <>
          <circle {...ring} stroke="var(--w-ok)" />
          <path d={`M${x - r} ${y}a${r} ${r} 0 0 0 ${2 * r} 0z`} fill="var(--w-ok)" />
        </>
      );
    case 'idle':
      return <circle {...ring} stroke="var(--w-ok)" />;
    case 'gone':
      return (
        <path
          d={`M${x - r} ${y - r}L${x + r} ${y + r}M${x + r} ${y - r}L${x - r} ${y + r}`}
          stroke="var(--w-fail)"
          strokeWidth={r * 0.45}
        />
      );
    case 'away':
    case 'unknown':
      return <circle {...ring} stroke="var(--w-lost)" strokeDasharray={`${r * 0.5} ${r * 0.4}`} />;
  }
}
