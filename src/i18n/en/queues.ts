import type { Messages } from '../message.ts';

/** English texts of queues. */
export const queues = {
  'queues.title': 'Queues',
} as const satisfies Messages;
