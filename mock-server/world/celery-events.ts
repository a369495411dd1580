import type { Json, Message } from './celery-message.ts';

/** What a producer or worker says about a task over the broker; nothing of it exists while the broker is away. */
export type TaskEvent = { readonly atMs: number; readonly message: Message; readonly worker: string | null } & (
  | { readonly kind: 'sent' | 'received' | 'started' | 'revoked' | 'rejected' }
  | { readonly kind: 'succeeded'; readonly value: Json; readonly runtimeS: number }
  | { readonly kind: 'failed'; readonly exception: string; readonly traceback: string | null }
  | { readonly kind: 'retried'; readonly exception: string; readonly traceback: string }
);

/** What a worker says about itself, apart from its heartbeats, which are computed and not sent one by one. */
export type WorkerEvent = { readonly atMs: number; readonly worker: string; readonly kind: 'online' | 'offline' };

/** Whoever listens to Celery's events. */
export type CeleryListener = {
  task(event: TaskEvent): void;
  worker(event: WorkerEvent): void;
};
