/**
 * The columns of the list, one table for head and rows: mark and name, in, the line, out, hour, empty in, consumers, who, acts.
 * Narrow screens keep name, depth, empty-in and the act.
 */
export const grid =
  'grid h-full items-center gap-x-4 grid-cols-[minmax(120px,1.2fr)_52px_minmax(130px,1fr)_52px_96px_64px_68px_minmax(170px,1.9fr)_minmax(128px,auto)] max-wide:grid-cols-[minmax(120px,1.2fr)_48px_minmax(90px,1fr)_48px_64px_minmax(110px,1fr)_minmax(140px,auto)] max-mid:grid-cols-[minmax(0,1fr)_72px_auto]';

/** Left out between the widths of a phone and a laptop. */
export const wideOnly = 'max-wide:hidden';

/** Left out on a phone. */
export const midOnly = 'max-mid:hidden';
