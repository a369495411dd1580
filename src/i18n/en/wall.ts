import type { Messages } from '../message.ts';

/** English texts of wall. */
export const wall = {
  'wall.title': 'Wall',
} as const satisfies Messages;
