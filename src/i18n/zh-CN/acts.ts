import type { acts as english } from '../en/acts.ts';
import type { Translation } from '../message.ts';

/** Chinese texts of acts. */
export const acts = {
  'acts.title': '操作记录',
} as const satisfies Translation<typeof english>;
