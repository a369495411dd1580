import type { queues as english } from '../en/queues.ts';
import type { Translation } from '../message.ts';

/** Chinese texts of queues. */
export const queues = {
  'queues.title': '队列',
} as const satisfies Translation<typeof english>;
