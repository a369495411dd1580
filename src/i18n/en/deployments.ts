import type { Messages } from '../message.ts';

/** English texts of deployments. */
export const deployments = {
  'deployments.title': 'Deployments',
} as const satisfies Messages;
