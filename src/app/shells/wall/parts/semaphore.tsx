import type { Arm } from '../verdict.ts';

/** The railway's signal arm: up is clear, level is not, fish-tailed a queue that grows, crossed out and dotted not known. */
export function Semaphore({ arm }: { arm: Arm }) {
  const ink = arm === 'clear' ? 'oklch(0.78 0.15 158)' : arm === 'out-of-use' ? 'var(--w-lost)' : 'currentColor';
  return (
    <svg viewBox="0 0 12 18" className="h-full w-full" aria-hidden="true">
      <rect
        x={1}
        y={arm === 'clear' ? 7 : 4}
        width={0.9}
        height={12}
        fill={arm === 'out-of-use' ? ink : 'currentColor'}
      />
      <g transform={arm === 'clear' ? 'rotate(-45 1.45 8.5)' : undefined}>
        <ArmShape arm={arm} ink={ink} y={arm === 'clear' ? 7.1 : 5} />
      </g>
    </svg>
  );
}

function ArmShape({ arm, ink, y }: { arm: Arm; ink: string; y: number }) {
  const pivot = <circle cx={1.45} cy={y + 1.4} r={1.4} fill={ink} />;
  if (arm === 'out-of-use') {
    return (
      <>
        {pivot}
        <rect
          x={2.6}
          y={y}
          width={8.6}
          height={2.8}
          fill="none"
          stroke={ink}
          strokeWidth={0.4}
          strokeDasharray="0.9 0.6"
        />
        <path d={`M3.8 ${y - 2.2}L10.6 ${y + 5}M10.6 ${y - 2.2}L3.8 ${y + 5}`} stroke="var(--w-ink)" strokeWidth={1} />
      </>
    );
  }
  const tail =
    arm === 'caution' ? (
      <path d={`M9.4 ${y}h2.2l-1.1 1.4l1.1 1.4h-2.2z`} fill={ink} />
    ) : (
      <rect x={9.2} y={y} width={2.4} height={2.8} fill={ink} />
    );
  return (
    <>
      {pivot}
      <rect x={1.45} y={y} width={7} height={2.8} fill={ink} />
      {tail}
    </>
  );
}
