import type { workers as english } from '../en/workers.ts';
import type { Translation } from '../message.ts';

/** Chinese texts of workers. */
export const workers = {
  'workers.title': '工作进程',
} as const satisfies Translation<typeof english>;
