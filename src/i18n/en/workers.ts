import type { Messages } from '../message.ts';

/** English texts of workers. */
export const workers = {
  'workers.title': 'Workers',
} as const satisfies Messages;
