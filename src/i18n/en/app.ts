import type { Messages } from '../message.ts';

/** English texts of app. */
export const app = {
  'app.title': 'App',
} as const satisfies Messages;
