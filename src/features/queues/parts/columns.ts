/**
 * The columns of the list, one table for head and rows: mark and name, in, the line, out, hour, empty in, consumers, who, acts.
 * Narrow screens keep name, depth and the menu; what helps is on the overview and on the queue’s own page there.
 */
export const grid =
  'grid h-full items-center gap-x-4 grid-cols-[minmax(120px,1.2fr)_52px_minmax(120px,1fr)_52px_96px_64px_68px_minmax(150px,1.6fr)_200px] max-wide:grid-cols-[minmax(120px,1.2fr)_48px_minmax(90px,1fr)_48px_64px_minmax(110px,1fr)_168px] max-mid:grid-cols-[minmax(0,1fr)_72px_44px]';

/** Left out between the widths of a phone and a laptop. */
export const wideOnly = 'max-wide:hidden';

/** Left out on a phone. */
export const midOnly = 'max-mid:hidden';
