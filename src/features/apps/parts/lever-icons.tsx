import { memo } from 'react';

/** How a lever stands: it can be pulled, it cannot, or it was. */
export type LeverLook = 'on' | 'off' | 'asked';

const inks: Readonly<Record<LeverLook, string>> = { on: 'text-ink-2', off: 'text-line-2', asked: 'text-ink' };

// Drawn for a strip of four squares of 28 px.
const restart = 'M19.3 14A5.3 5.3 0 1 1 14 8.7c1.5 0 2.9.6 3.9 1.6l1.4 1.4M19.3 8.6v3.1h-3.1';
const halts = {
  'suspend-app': 'M38.8 9.4h2v9.2h-2zM43.2 9.4h2v9.2h-2z',
  'resume-app': 'M38.8 9.2l8.2 4.8l-8.2 4.8z',
} as const;
const back = 'M68.3 9.5l-2.9 2.9l2.9 2.9M65.4 12.4h6.1a3.2 3.2 0 0 1 0 6.4h-2.6';
const menu = 'M92.9 14h.01M98 14h.01M103.1 14h.01';

/**
 * The pictures of a row's levers as one picture under four buttons. Each picture on a page is a box of its own to the browser, which it
 * visits in every frame: a list with four a row had more of them than all else it shows.
 */
export const LeverIcons = memo(function LeverIcons(props: {
  restart: LeverLook;
  halt: keyof typeof halts;
  haltLook: LeverLook;
  back: LeverLook;
}) {
  return (
    <svg
      width="112"
      height="28"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="pointer-events-none -ml-28 flex-none overflow-visible text-ink-2"
      aria-hidden="true"
    >
      <path d={restart} className={inks[props.restart]} />
      <path d={halts[props.halt]} className={inks[props.haltLook]} fill="currentColor" />
      <path d={back} className={inks[props.back]} />
      <path d={menu} strokeWidth={2} />
    </svg>
  );
});
