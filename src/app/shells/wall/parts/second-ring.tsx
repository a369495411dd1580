import { clockMinute } from '../../../../i18n/format.ts';

const dots = Array.from({ length: 60 }, (_, second) => second);

interface SecondRingProps {
  nowMs: number;
  beats: ReadonlySet<number>;
  /** The size of the clock's figures, in twentieths of the ring. */
  figures: number;
}

/** Sixty dots, one a second: lit when the gateway's beat came in that second, hollow when it was missed; the hand walks regardless. */
export function SecondRing({ nowMs, beats, figures }: SecondRingProps) {
  const now = Math.floor(nowMs / 1000);
  return (
    <svg viewBox="-10 -10 20 20" className="h-full w-full" role="img" aria-label={clockMinute(nowMs)}>
      {dots.map((second) => {
        const angle = (second / 60) * 2 * Math.PI - Math.PI / 2;
        const age = (((now - second) % 60) + 60) % 60;
        const moment = now - age;
        const isHand = age === 0;
        const lit = beats.has(moment);
        const r = isHand ? 0.62 : second % 5 === 0 ? 0.38 : 0.27;
        return (
          <circle
            key={second}
            cx={8.6 * Math.cos(angle)}
            cy={8.6 * Math.sin(angle)}
            r={r}
            fill={lit || isHand ? 'currentColor' : 'none'}
            stroke="currentColor"
            strokeWidth={lit || isHand ? 0 : 0.1}
            opacity={isHand ? 1 : lit ? 0.85 - age / 90 : 0.4}
          />
        );
      })}
      <text
        x={0}
        y={figures * 0.337}
        className="wall-figures"
        textAnchor="middle"
        fontSize={figures}
        fontWeight={550}
        fill="currentColor"
        letterSpacing="-0.02em"
      >
        {clockMinute(nowMs)}
      </text>
    </svg>
  );
}
