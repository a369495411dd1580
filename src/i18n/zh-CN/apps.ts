import type { apps as english } from '../en/apps.ts';
import type { Translation } from '../message.ts';

/** Chinese texts of apps. */
export const apps = {
  'apps.title': '应用',
} as const satisfies Translation<typeof english>;
