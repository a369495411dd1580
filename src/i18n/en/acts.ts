import type { Messages } from '../message.ts';

/** English texts of acts. */
export const acts = {
  'acts.title': 'Trail',
} as const satisfies Messages;
