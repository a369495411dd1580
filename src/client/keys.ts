import type { Topic } from '../protocol/topics.ts';

/** Every query key of the product is made here. */
export const queryKeys = {
  doc: (topic: Topic) => ['doc', topic] as const,
};
