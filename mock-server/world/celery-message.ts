/** A value as JSON has it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One task on its way: what the producer sent, and what has happened to the message since. */
export type Message = {
  readonly id: string;
  readonly type: string;
  readonly args: readonly Json[];
  readonly kwargs: Readonly<Record<string, Json>>;
  /** Python's repr of the arguments, cut as Celery cuts it. */
  readonly argsRepr: string;
  readonly kwargsRepr: string;
  readonly queue: string;
  readonly exchange: string;
  readonly routingKey: string;
  readonly priority: number | null;
  readonly sentAtMs: number;
  readonly client: string;
  readonly etaMs: number | null;
  readonly expiresMs: number | null;
  readonly retries: number;
  readonly rootId: string;
  readonly parentId: string | null;
  /** Stands for so many alike messages; 1 unless the load is too large to follow each. */
  readonly weight: number;
  /** The task kills the process that runs it. */
  readonly poison: boolean;
  /** The task fails with these words, whatever its type. */
  readonly fails: { readonly exception: string; readonly traceback: string } | null;
  /** Times handed to a consumer so far. */
  deliveries: number;
};

/** A message in a worker's hands; `settled` once the broker has it back or may forget it. */
export type Delivery = {
  readonly message: Message;
  readonly redelivered: boolean;
  settled: boolean;
};
