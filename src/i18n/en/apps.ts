import type { Messages } from '../message.ts';

/** English texts of apps. */
export const apps = {
  'apps.title': 'Apps',
} as const satisfies Messages;
