import type { deployments as english } from '../en/deployments.ts';
import type { Translation } from '../message.ts';

/** Chinese texts of deployments. */
export const deployments = {
  'deployments.title': '部署',
} as const satisfies Translation<typeof english>;
