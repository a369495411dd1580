import type { TableName } from '../protocol/rows.ts';
import type { Topic } from '../protocol/topics.ts';

/** Every query key of the product is made here. */
export const queryKeys = {
  tables: ['table'] as const,
  table: (name: TableName) => ['table', name] as const,
  doc: (topic: Topic) => ['doc', topic] as const,
};
