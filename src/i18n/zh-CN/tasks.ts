import type { tasks as english } from '../en/tasks.ts';
import type { Translation } from '../message.ts';

/** Chinese texts of tasks. */
export const tasks = {
  'tasks.title': '任务',
} as const satisfies Translation<typeof english>;
