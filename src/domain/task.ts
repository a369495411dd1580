import type { EntityKey } from './keys.ts';
import type { DurationMs, EpochMs } from './units.ts';

/** Flower's states; REJECTED never showed as final (measured on Flower 2.2.0). */
export const taskStates = [
  'PENDING',
  'RECEIVED',
  'STARTED',
  'SUCCESS',
  'FAILURE',
  'RETRY',
  'REVOKED',
  'REJECTED',
] as const;
/** A state, or one this build has never heard of. */
export type TaskState = (typeof taskStates)[number] | 'OTHER';

/** A task as a list shows it. */
export interface Task {
  key: EntityKey;
  source: string;
  id: string;
  /** null when Flower started mid-way and saw no name. */
  name: string | null;
  state: TaskState;
  worker: string | null;
  receivedAtMs: EpochMs | null;
  startedAtMs: EpochMs | null;
  /** Last change of any kind. */
  updatedAtMs: EpochMs | null;
  runtimeMs: DurationMs | null;
  retries: number;
  /** Cut short for lists. */
  argsText: string;
  kwargsText: string;
  routingKey: string | null;
}

/** A task in full; texts are reprs by its worker, which Celery itself cuts at about 1024 characters. */
export interface TaskDetail extends Task {
  sentAtMs: EpochMs | null;
  endedAtMs: EpochMs | null;
  etaText: string | null;
  expiresText: string | null;
  resultText: string | null;
  exceptionText: string | null;
  traceback: string | null;
  exchange: string | null;
  client: string | null;
  rootId: string | null;
  parentId: string | null;
  childIds: readonly string[];
}

/** What a list of tasks is narrowed to; filtered by the upstream. */
export interface TaskQuery {
  state?: TaskState;
  name?: string;
  worker?: string;
  /** Flower's search grammar, terms of three characters or more. */
  search?: string;
  limit: number;
  offset: number;
}
