import type { app as english } from '../en/app.ts';
import type { Translation } from '../message.ts';

/** Chinese texts of app. */
export const app = {
  'app.title': '应用',
} as const satisfies Translation<typeof english>;
