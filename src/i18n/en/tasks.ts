import type { Messages } from '../message.ts';

/** English texts of tasks. */
export const tasks = {
  'tasks.title': 'Tasks',
} as const satisfies Messages;
