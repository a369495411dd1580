import type { wall as english } from '../en/wall.ts';
import type { Translation } from '../message.ts';

/** Chinese texts of wall. */
export const wall = {
  'wall.title': '大屏',
} as const satisfies Translation<typeof english>;
